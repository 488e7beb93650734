package io.rolecall.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of a unified diff, line by line.
 *
 * @param path of the newer version; of the older where the file is gone
 * @param state {@code added}, {@code removed} or {@code changed}
 */
record DiffText(String path, String state, List<Line> lines) {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
    private static final String NOWHERE = "/dev/null";

    /**
     * @param kind {@code added}, {@code removed}, {@code same}, or {@code gap} where lines are left out
     * @param was its number in the older version; null where it is not there
     * @param is its number in the newer
     */
    record Line(
            String kind, @Nullable Integer was, @Nullable Integer is, String text) {}

    /** @param diff with {@code ---} and {@code +++} before each file */
    static List<DiffText> files(String diff) {
        List<DiffText> files = new ArrayList<>();
        List<String> lines = List.of(diff.split("\n")); // within a line of a file there may be other ends
        int at = 0;
        while (at + 1 < lines.size()) {
            String before = path(lines.get(at));
            String after = path(lines.get(at + 1));
            String state = before.equals(NOWHERE) ? "added" : after.equals(NOWHERE) ? "removed" : "changed";
            DiffText file = new DiffText(after.equals(NOWHERE) ? before : after, state, new ArrayList<>());
            at += 2;
            while (at < lines.size() && lines.get(at).startsWith("@@")) {
                at = file.hunk(lines, at);
            }
            files.add(file);
        }
        return files;
    }

    /** {@code --- a/facts.drl}, {@code +++ /dev/null} */
    private static String path(String line) {
        String path = line.substring("--- ".length());
        return path.equals(NOWHERE) ? path : path.substring("a/".length());
    }

    /** Counts its lines as its head says: a removed line can look like the head of a file. */
    private int hunk(List<String> all, int head) {
        Matcher sizes = HUNK.matcher(all.get(head));
        if (!sizes.matches()) {
            throw new IllegalStateException("Not the head of a hunk: " + all.get(head));
        }
        int was = Integer.parseInt(sizes.group(1));
        int is = Integer.parseInt(sizes.group(3));
        int wasEnd = was + size(sizes.group(2));
        int isEnd = is + size(sizes.group(4));
        if (!lines.isEmpty()) {
            lines.add(new Line("gap", null, null, ""));
        }
        int at = head + 1;
        for (; at < all.size() && (was < wasEnd || is < isEnd); at++) {
            String line = all.get(at);
            String text = line.isEmpty() ? "" : line.substring(1);
            if (line.startsWith("+")) {
                lines.add(new Line("added", null, is++, text));
            } else if (line.startsWith("-")) {
                lines.add(new Line("removed", was++, null, text));
            } else {
                lines.add(new Line("same", was++, is++, text));
            }
        }
        return at;
    }

    private static int size(@Nullable String said) {
        return said == null ? 1 : Integer.parseInt(said);
    }
}
