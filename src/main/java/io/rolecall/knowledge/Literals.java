package io.rolecall.knowledge;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How rendered rules speak of an author's texts: in hexadecimal, because Drools pastes literals into generated Java
 * without escaping them. Public only for that generated code.
 */
public final class Literals {

    /** More than every pattern of every policy; past it, patterns are compiled again rather than kept for ever. */
    private static final int KEPT = 10_000;

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Literals() {}

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    /** An Integer beside a Double. */
    public static Double decimal(Number number) {
        return number.doubleValue();
    }

    /** A count or sum, which Drools holds as a Long. */
    public static Integer integer(Number number) {
        return number.intValue();
    }

    /** Whether the whole text matches; linear in its length. */
    public static boolean matches(@Nullable String text, String hex) {
        if (PATTERNS.size() > KEPT) {
            PATTERNS.clear();
        }
        return text != null
                && PATTERNS.computeIfAbsent(hex, written -> Pattern.compile(text(written)))
                        .matches(text);
    }
}
