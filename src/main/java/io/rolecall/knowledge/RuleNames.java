package io.rolecall.knowledge;

import java.util.Locale;

/** Rules are known by their names in answers and records, so no two may look alike. */
final class RuleNames {

    /** Beside ASCII and the letters of Latin 1 and Latin Extended-A. */
    private static final String ALLOWED = "“”„‘’‚«»‹›–—…·•§°€£×÷±²³½¼¾µ≤≥≠→¿¡";

    /** Of those letters, what looks like another character. */
    private static final String LOOK_ALIKES = "ſĸŉ";

    private RuleNames() {}

    /** The place of the first character of another alphabet, in characters from 0; -1 where there is none. */
    static int strange(String name) {
        int[] characters = name.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            boolean letter = c >= 0xC0 && c <= 0x17F && LOOK_ALIKES.indexOf(c) < 0;
            boolean plain = c >= ' ' && c <= '~';
            if (!plain && !letter && ALLOWED.indexOf(c) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Equal for names that a reader takes for the same: letter case, spaces, and the shape of quotes and dashes apart. */
    static String folded(String name) {
        return name.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("[‘’‚‹›]", "'")
                .replaceAll("[“”„«»]", "\"")
                .replaceAll("[–—]", "-")
                .toLowerCase(Locale.ROOT);
    }
}
