package io.rolecall.vocabulary;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text mentions something. A rule writes {@code mentions( text, "build dashboards", near( "deploy", "model" ) )}; the
 * service reads that as part of its language, and stock Drools tools call these methods.
 */
public final class Mentions {

    private Mentions() {}

    /**
     * Whether a text mentions one of these at least. What is unknown mentions nothing here, because Java knows no third value.
     *
     * @param sought phrases, and what {@link #near(String, String)} makes
     */
    public static boolean mentions(@Nullable String text, Object... sought) {
        if (text == null) {
            return false;
        }
        Words words = Words.of(text);
        return Arrays.stream(sought)
                .map(one -> one instanceof Sought known ? known : Sought.phrase(String.valueOf(one)))
                .anyMatch(one -> !one.in(words).isEmpty());
    }

    /** Two phrases with at most {@link Sought#NEAR} words between them, whichever comes first. */
    public static Sought near(String one, String other) {
        return Sought.near(Sought.NEAR, one, other);
    }

    /** Two phrases with at most so many words between them, whichever comes first. */
    public static Sought near(int between, String one, String other) {
        return Sought.near(between, one, other);
    }
}
