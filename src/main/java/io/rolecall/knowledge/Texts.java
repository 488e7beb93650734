package io.rolecall.knowledge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a value reads in a sentence. */
final class Texts {

    private Texts() {}

    /** @param value as JSON would carry it: an enum constant by its name */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "unknown";
        }
        return value instanceof Double number ? number(number) : value.toString();
    }

    /** Without a trailing ".0", and without an exponent where digits do. */
    static String number(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        return Math.abs(number) < 1e15
                ? (exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString())
                : exact.toString();
    }
}
