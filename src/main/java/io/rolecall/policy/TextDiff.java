package io.rolecall.policy;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Two bundles' files as a unified diff, as {@code diff -u} and git show it. */
final class TextDiff {

    private static final int CONTEXT = 3;
    private static final String NOWHERE = "/dev/null";

    private TextDiff() {}

    static String of(Bundle before, Bundle after) {
        SortedSet<String> paths = new TreeSet<>(before.files().keySet());
        paths.addAll(after.files().keySet());
        StringBuilder text = new StringBuilder();
        for (String path : paths) {
            boolean was = before.files().containsKey(path);
            boolean is = after.files().containsKey(path);
            List<String> old = was ? lines(before.text(path)) : List.of();
            List<String> now = is ? lines(after.text(path)) : List.of();
            UnifiedDiffUtils.generateUnifiedDiff(
                            was ? "a/" + path : NOWHERE,
                            is ? "b/" + path : NOWHERE,
                            old,
                            DiffUtils.diff(old, now),
                            CONTEXT)
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\r?\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
