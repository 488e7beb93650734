package io.rolecall.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A draft, taken over to a newer version, so that nobody's change is lost. A file that only the draft changed stays as the draft has it.
 * One that both changed gets both texts, between marks that no file of a policy can be published with: somebody has to choose. Where one
 * of them deleted it, the text of the other stands, and the page says so.
 *
 * @param from the version that the draft stood on
 * @param both the files that both changed
 */
record Rebase(int from, Draft draft, List<Both> both) {

    /** @param said what became of it, and what is to be done */
    record Both(String path, String said) {}

    static Rebase of(Draft draft, BaseFiles before, BaseFiles newest) {
        Draft moved = Draft.none(newest.version());
        List<Both> both = new ArrayList<>();
        for (Map.Entry<String, @Nullable String> file : draft.files().entrySet()) {
            String path = file.getKey();
            String theirs = newest.text(path);
            String mine = file.getValue();
            boolean onlyMine = Objects.equals(theirs, before.text(path));
            if (onlyMine || Objects.equals(mine, theirs)) {
                moved.write(path, mine, theirs);
            } else {
                both.add(new Both(path, said(mine, theirs, newest.version())));
                moved.write(path, merged(mine, theirs, newest.version()), theirs);
            }
        }
        return new Rebase(draft.base(), moved, both);
    }

    /** What one of them took out, the other still changes: the text is kept, to be looked at. */
    private static @Nullable String merged(@Nullable String mine, @Nullable String theirs, int version) {
        return mine == null ? theirs : theirs == null ? mine : marked(mine, Draft.lines(theirs), version);
    }

    static String said(@Nullable String mine, @Nullable String theirs, int version) {
        if (mine == null) {
            return "You deleted it, and version " + version
                    + " changed it: it stands as there. Delete it again, or let it be.";
        }
        if (theirs == null) {
            return "Version " + version
                    + " deleted it, and you changed it: it stands as you have it. Keep it, or delete it.";
        }
        return "Both texts stand, between <<<<<<< and >>>>>>>: keep what is right.";
    }

    /** The lines that are the same at the beginning and at the end stand once. */
    static String marked(String mine, String theirs, int version) {
        List<String> left = List.of(mine.split("\n", -1));
        List<String> right = List.of(theirs.split("\n", -1));
        int shorter = Math.min(left.size(), right.size());
        int start = 0;
        while (start < shorter && left.get(start).equals(right.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && left.get(left.size() - 1 - end).equals(right.get(right.size() - 1 - end))) {
            end++;
        }
        List<String> lines = new ArrayList<>(left.subList(0, start));
        lines.add("<<<<<<< your draft");
        lines.addAll(left.subList(start, left.size() - end));
        lines.add("=======");
        lines.addAll(right.subList(start, right.size() - end));
        lines.add(">>>>>>> version " + version);
        lines.addAll(left.subList(left.size() - end, left.size()));
        return String.join("\n", lines);
    }
}
