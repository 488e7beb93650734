package io.rolecall.policy;

import io.rolecall.knowledge.RulePart;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is said otherwise than before.
 *
 * @param what {@code condition}, {@code weight}, {@code text} and so on
 * @param from null where it was not said before
 * @param to null where it is said no longer
 */
public record Edit(
        String what, @Nullable String from, @Nullable String to) {

    private static final String NAME = "name";

    /** What changes no evaluation. */
    private static final Set<String> WORDS = Set.of(NAME, "because", "cites");

    /** Of something that says the same as before under another name. */
    static Edit renaming(String from, String to) {
        return new Edit(NAME, from, to);
    }

    boolean renames() {
        return what.equals(NAME);
    }

    /** Whether a rule may do something else for it, and not only say the same in other words. */
    boolean matters() {
        return !WORDS.contains(what);
    }

    /** What leads from some parts to others; their order means nothing. */
    public static List<Edit> between(List<RulePart> before, List<RulePart> after) {
        List<RulePart> gone = without(before, after);
        List<RulePart> come = without(after, before);
        List<Edit> edits = new ArrayList<>();
        for (RulePart part : gone) {
            Optional<RulePart> successor = successor(part, come);
            successor.ifPresent(come::remove);
            edits.add(new Edit(
                    part.what(), part.text(), successor.map(RulePart::text).orElse(null)));
        }
        come.forEach(part -> edits.add(new Edit(part.what(), null, part.text())));
        return edits;
    }

    /** The part that stands where the other one stood: of a condition, one that speaks of the same field. */
    private static Optional<RulePart> successor(RulePart part, List<RulePart> among) {
        return among.stream()
                .filter(one -> one.what().equals(part.what()))
                .filter(one -> !part.what().equals("cites"))
                .filter(one ->
                        !part.what().equals(RulePart.CONDITION) || subject(one).equals(subject(part)))
                .findFirst();
    }

    private static String subject(RulePart condition) {
        String[] words = condition.text().split(" ", 3);
        return words[0] + (words.length > 1 ? " " + words[1].replace("!", "") : "");
    }

    private static List<RulePart> without(List<RulePart> parts, List<RulePart> others) {
        List<RulePart> left = new ArrayList<>(parts);
        for (Iterator<RulePart> other = others.iterator(); other.hasNext(); ) {
            left.remove(other.next());
        }
        return left;
    }
}
