package io.rolecall.audit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in its canonical form (RFC 8785): whoever has the same values writes the same bytes. Members are sorted, there is no
 * white space, and a number is written as the double it stands for, as ECMAScript does.
 */
public final class CanonicalJson {

    private static final double SAFE = 9_007_199_254_740_991d; // 2^53 - 1

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private CanonicalJson() {}

    /**
     * @param value a tree, a map with texts as keys, a list, a text, a number, a record of these
     * @throws IllegalArgumentException where a number is not finite
     */
    public static byte[] of(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        write(value, bytes);
        return bytes.toByteArray();
    }

    static void write(Object value, OutputStream out) {
        try (JsonGenerator generator = new Numbers(MAPPER.createGenerator(out))) {
            MAPPER.writeValue(generator, value);
        }
    }

    private static final class Numbers extends JsonGeneratorDelegate {

        Numbers(JsonGenerator generator) {
            super(generator, false);
        }

        @Override
        public JsonGenerator writeNumber(long number) {
            if (Math.abs((double) number) <= SAFE) {
                delegate.writeNumber(number);
                return this;
            }
            return writeNumber((double) number);
        }

        @Override
        public JsonGenerator writeNumber(BigInteger number) {
            return writeNumber(number.doubleValue());
        }

        @Override
        public JsonGenerator writeNumber(BigDecimal number) {
            return writeNumber(number.doubleValue());
        }

        @Override
        public JsonGenerator writeNumber(float number) {
            return writeNumber((double) number);
        }

        @Override
        public JsonGenerator writeNumber(double number) {
            delegate.writeNumber(text(number));
            return this;
        }
    }

    /** As ECMAScript's {@code Number::toString}: the fewest digits that lead back to the same double. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " (expected: a finite number)");
        }
        if (number == Math.rint(number) && Math.abs(number) <= SAFE) {
            return Long.toString((long) number);
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // where the point stands, counted from the first digit
        StringBuilder text = new StringBuilder(number < 0 ? "-" : "");
        if (point > 21 || point < -5) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            return text.append('e')
                    .append(point > 0 ? "+" : "")
                    .append(point - 1)
                    .toString();
        }
        if (point <= 0) {
            return text.append("0.").append("0".repeat(-point)).append(digits).toString();
        }
        if (point >= digits.length()) {
            return text.append(digits)
                    .append("0".repeat(point - digits.length()))
                    .toString();
        }
        return text.append(digits, 0, point)
                .append('.')
                .append(digits, point, digits.length())
                .toString();
    }

    /** Java writes two digits where one would do: the least of all doubles as 4.9E-324. */
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal one = digits.round(new MathContext(1));
            return one.doubleValue() == number ? one.stripTrailingZeros() : digits;
        }
        return digits;
    }
}
