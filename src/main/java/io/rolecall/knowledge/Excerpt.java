package io.rolecall.knowledge;

/**
 * The line that a finding is about, with the place underlined, as a terminal can show it: tabs as spaces, hidden characters
 * as �, a long line cut around the place, and two columns under a character that is as wide as two.
 *
 * @param line the author's text
 * @param underline spaces up to the place, and ^ under each character of it
 */
public record Excerpt(String line, String underline) {

    private static final int WIDEST = 120;
    private static final int BEFORE = 60;
    private static final String TAB = " ".repeat(4);
    private static final String HIDDEN = "\ufffd";

    /** @param text the whole file in which the finding was made */
    public static Excerpt of(Finding finding, String text) {
        int[] line = line(text, finding.line());
        int start = Math.min(finding.column() - 1, line.length);
        int end = Math.max(start + 1, finding.endColumn() - 1);
        int from = line.length <= WIDEST ? 0 : Math.max(0, Math.min(start - BEFORE, line.length - WIDEST));
        int to = Math.min(line.length, from + WIDEST);
        StringBuilder shown = new StringBuilder(from == 0 ? "" : "…");
        StringBuilder underline = new StringBuilder(from == 0 ? "" : " ");
        for (int i = from; i < to; i++) {
            shown.append(shown(line[i]));
            if (i < end) {
                underline.append((i < start ? " " : "^").repeat(width(line[i])));
            }
        }
        if (start >= to) {
            underline.append('^'); // behind the last character, where something is left out
        }
        return new Excerpt(shown + (to < line.length ? "…" : ""), underline.toString());
    }

    /** A text without anything that a terminal would obey instead of showing. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> visible.append(c == '\n' ? " " : shown(c)));
        return visible.toString();
    }

    private static int[] line(String text, int number) {
        int from = 0;
        for (int line = 1; line < number; line++) {
            int next = text.indexOf('\n', from);
            if (next < 0) {
                return new int[0];
            }
            from = next + 1;
        }
        int to = text.indexOf('\n', from);
        String line = text.substring(from, to < 0 ? text.length() : to);
        return (line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .codePoints()
                .toArray();
    }

    private static String shown(int c) {
        if (c == '\t') {
            return TAB;
        }
        return Characters.hidden(c) ? HIDDEN : Character.toString(c);
    }

    private static int width(int c) {
        if (c == '\t') {
            return TAB.length();
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    /** Characters of East Asia, and pictures. */
    private static boolean wide(int c) {
        return c >= 0x1100 && c <= 0x115f
                || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f
                || c >= 0xac00 && c <= 0xd7a3
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0xfe30 && c <= 0xfe6f
                || c >= 0xff00 && c <= 0xff60
                || c >= 0xffe0 && c <= 0xffe6
                || c >= 0x1f300 && c <= 0x1faff
                || c >= 0x20000 && c <= 0x3fffd;
    }
}
