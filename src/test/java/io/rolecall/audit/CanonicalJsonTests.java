package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Against the samples of RFC 8785. {@code -Drolecall.seed=7} repeats a run. */
class CanonicalJsonTests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Appendix B: a double as its bits, and how it is written. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.text(number)).isEqualTo(text);
        assertThat(canonical(new BigDecimal(number))).isEqualTo(text);
    }

    @Test
    void writesTheSampleOfSection322() {
        String canonical = canonical(JSON.readTree("""
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }"""));
        assertThat(canonical)
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** Section 3.2.3: by UTF-16 units, so that a pair of surrogates stands before a letter of the last block. */
    @Test
    void sortsMembersByTheirUnits() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : List.of("€", "\r", "\ufb33", "1", "😀", "\u0080", "ö")) {
            members.put(name, 0);
        }
        String expected = "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"ö\":0,\"€\":0,\"😀\":0,\"\ufb33\":0}";
        assertThat(canonical(members)).isEqualTo(expected);
        assertThat(canonical(JSON.valueToTree(members))).isEqualTo(expected);
    }

    record Inner(String b, Double a) {}

    record Outer(int z, List<Inner> list, Map<String, Object> map, String html) {}

    @Test
    void writesARecordAsTheTreeThatIsReadFromIt() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("y", 1.0E10);
        map.put("x", null);
        Outer outer =
                new Outer(7, Arrays.asList(new Inner("b", 0.1), new Inner(null, -0.0)), map, "a/<b>&\u2028\u007f");
        String canonical = canonical(outer);
        assertThat(canonical)
                .isEqualTo("{\"html\":\"a/<b>&\u2028\u007f\",\"list\":[{\"a\":0.1,\"b\":\"b\"},{\"a\":0,\"b\":null}],"
                        + "\"map\":{\"x\":null,\"y\":10000000000},\"z\":7}");
        assertThat(canonical(JSON.readTree(JSON.writeValueAsString(outer)))).isEqualTo(canonical);
    }

    @Test
    void findsTheShortestDigitsThatLeadBack() {
        long seed = Long.getLong("rolecall.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String text = CanonicalJson.text(number);
                assertThat(Double.parseDouble(text)).isEqualTo(number);
                assertThat(canonical(new BigDecimal(Double.toString(number)))).isEqualTo(text);
            }
        }
    }

    @Test
    void writesLargeWholeNumbersAsTheDoublesTheyAre() {
        assertThat(canonical(9_007_199_254_740_991L)).isEqualTo("9007199254740991");
        assertThat(canonical(Long.MAX_VALUE)).isEqualTo("9223372036854776000");
        assertThat(canonical(List.of(new java.math.BigInteger("12345678901234567890"), 5)))
                .isEqualTo("[12345678901234567000,5]");
        assertThatThrownBy(() -> canonical(Double.NaN)).hasMessageContaining("expected: a finite number");
    }

    private static String canonical(Object value) {
        return new String(CanonicalJson.of(value), StandardCharsets.UTF_8);
    }
}
