package io.rolecall.ui;

import java.math.BigDecimal;

/** What somebody typed into a form, as the API takes it. */
final class Typed {

    private Typed() {}

    /** A text that is no number stays a text: the API says what is wrong with it. */
    static Object number(String text) {
        return hundredths(text, 0);
    }

    /** Of a whole, typed in percent. */
    static Object share(String percent) {
        return hundredths(percent, 2);
    }

    private static Object hundredths(String text, int places) {
        try {
            return new BigDecimal(text.strip()).movePointLeft(places);
        } catch (NumberFormatException e) {
            return text.strip();
        }
    }
}
