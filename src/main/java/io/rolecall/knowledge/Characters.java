package io.rolecall.knowledge;

/** Which characters a policy's files may hold: those that a reviewer sees, and sees where they are. */
public final class Characters {

    /** Blank, joining or colouring what stands beside them, and none of Unicode's control or format characters. */
    private static final int[][] INVISIBLE = {
        {0x034F, 0x034F}, // combining grapheme joiner
        {0x115F, 0x1160}, // Hangul fillers
        {0x17B4, 0x17B5}, // Khmer inherent vowels
        {0x180B, 0x180F}, // Mongolian variation selectors
        {0x2800, 0x2800}, // a braille pattern without a dot
        {0x3164, 0x3164}, // Hangul filler
        {0xFE00, 0xFE0E}, // variation selectors; U+FE0F stays, it makes a heart red
        {0xFFA0, 0xFFA0}, // half-width Hangul filler
        {0xE0000, 0xE0FFF}, // tags and further variation selectors
    };

    private Characters() {}

    /** Whether a character cannot be seen or turns the direction of reading; tabs and line ends do not count. */
    public static boolean hidden(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR:
                return true;
            default:
                break;
        }
        for (int[] range : INVISIBLE) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** The finding for a hidden character. */
    public static Finding hidden(int c, Span at) {
        return c == 0xFEFF && at.line() == 1 && at.column() == 1
                ? Finding.of(
                        Code.BAD_CHARACTER,
                        at,
                        null,
                        "The file starts with a byte order mark (U+FEFF), which cannot be seen.",
                        "Save it with the encoding UTF-8 without BOM.")
                : Finding.of(
                        Code.BAD_CHARACTER,
                        at,
                        null,
                        "The character U+%04X cannot be seen and is not allowed here.".formatted(c),
                        "Delete it, or retype the line.");
    }

    /** The finding for a carriage return that no line feed follows: some editors end the line there, and others do not. */
    public static Finding loneReturn(Span at) {
        return Finding.of(
                Code.BAD_CHARACTER,
                at,
                null,
                "A carriage return (U+000D) stands here without a line feed.",
                "Save the file with line ends of Unix or Windows.");
    }
}
