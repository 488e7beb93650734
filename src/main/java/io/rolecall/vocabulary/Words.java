package io.rolecall.vocabulary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of a text, in one pass and in a form in which they can be compared.
 *
 * <p>A word is a run of letters and digits; whatever stands between two words is one gap, however long. {@code +} and {@code #}
 * at a word's end belong to it (C++, C#), the possessive {@code 's} does not, and characters that cannot be seen do not part it.
 * Words are the same whatever the case of their letters (Unicode's simple folding) and however these are composed (NFKC).
 */
public final class Words {

    /** A longer run, in units of UTF-16, is a word that no phrase has: so no text takes long to normalize. */
    public static final int LONGEST = 200;

    private final String[] words;
    private final int[] from;
    private final int[] to;

    private Words(List<String> words, int[] from, int[] to) {
        this.words = words.toArray(String[]::new);
        this.from = Arrays.copyOf(from, words.size());
        this.to = Arrays.copyOf(to, words.size());
    }

    /** Reads a text. */
    public static Words of(String text) {
        List<String> words = new ArrayList<>();
        int[] from = new int[16];
        int[] to = new int[16];
        int column = 0; // in code points, where `at` counts in units of UTF-16
        int at = 0;
        while (at < text.length()) {
            int first = text.codePointAt(at);
            if (!Character.isLetterOrDigit(first)) {
                at += Character.charCount(first);
                column++;
                continue;
            }
            int end = end(text, at);
            if (words.size() == from.length) {
                from = Arrays.copyOf(from, from.length * 2);
                to = Arrays.copyOf(to, to.length * 2);
            }
            from[words.size()] = column;
            column += text.codePointCount(at, end);
            to[words.size()] = column;
            words.add(folded(text, at, end));
            at = end;
            if (possessive(text, at)) {
                at += 2;
                column += 2;
            }
        }
        return new Words(words, from, to);
    }

    private static int end(String text, int start) {
        int end = start;
        int last = 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            if (!Character.isLetterOrDigit(next) && !continues(next)) {
                break;
            }
            last = next;
            end += Character.charCount(next);
        }
        int sign = end;
        while (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '#')) {
            sign++;
        }
        boolean name = Character.isLetter(last)
                && (sign == text.length() || !Character.isLetterOrDigit(text.codePointAt(sign)));
        return name ? sign : end;
    }

    /** Marks on a letter, and what cannot be seen. */
    private static boolean continues(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean possessive(String text, int at) {
        return at + 1 < text.length()
                && (text.charAt(at) == '\'' || text.charAt(at) == '\u2019')
                && (text.charAt(at + 1) == 's' || text.charAt(at + 1) == 'S')
                && (at + 2 == text.length() || !Character.isLetterOrDigit(text.codePointAt(at + 2)));
    }

    private static String folded(String text, int start, int end) {
        if (end - start > LONGEST) {
            return "";
        }
        char[] plain = new char[end - start];
        for (int i = 0; i < plain.length; i++) {
            char letter = text.charAt(start + i);
            if (letter >= 0x80) {
                return composed(text.substring(start, end));
            }
            plain[i] = letter >= 'A' && letter <= 'Z' ? (char) (letter + 'a' - 'A') : letter;
        }
        return new String(plain);
    }

    private static String composed(String word) {
        String composed = Normalizer.normalize(word, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(composed.length());
        composed.codePoints()
                .filter(character -> Character.getType(character) != Character.FORMAT)
                .forEach(character -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(character))));
        return folded.toString();
    }

    /** How many there are. */
    public int size() {
        return words.length;
    }

    /** The one of this number, from 0, folded. */
    public String word(int number) {
        return words[number];
    }

    /** Where in the text it begins: in characters (code points), from 0. */
    public int from(int number) {
        return from[number];
    }

    /** Where the text goes on behind it. */
    public int to(int number) {
        return to[number];
    }
}
