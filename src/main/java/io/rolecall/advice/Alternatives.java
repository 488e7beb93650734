package io.rolecall.advice;

import io.rolecall.knowledge.Changes;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Policy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What would have to be different for another outcome.
 *
 * @param outcome the present one; {@code undecided} where there is none
 * @param sets of changes that lead elsewhere: the smallest first, of equal size those that take the least effort
 */
record Alternatives(String outcome, List<Alternative> sets, Searched searched) {

    /** How many sets, where nobody says how many. */
    static final int USUAL = 5;

    /** How many situations are looked at, at most. Counted and not timed, so that the same question always gets the same answer. */
    static final long BUDGET = 200_000;

    /**
     * Changes that lead to an outcome together, and of which none can be left out.
     *
     * @param effort of all of them, as the policy counts it: from 1 to 5 each
     */
    record Alternative(String outcome, String title, int effort, List<FactChange> changes) {}

    /** @param from null where it is not known */
    record FactChange(String fact, @Nullable Object from, Object to) {

        private String sentence() {
            return fact + ": " + to + (from == null ? ", which is not known" : ", and not " + from);
        }
    }

    /**
     * What was looked through.
     *
     * @param upTo how many changes at a time were tried
     * @param complete up to how many changes at a time nothing was left out
     * @param situations how many were looked at
     * @param unfinished whether not all of it was: there may be more sets than were found
     */
    record Searched(int upTo, int complete, long situations, boolean unfinished) {

        static Searched of(Changes.Found found) {
            return new Searched(found.upTo(), found.complete(), found.situations(), found.complete() < found.upTo());
        }

        private String sentence() {
            String tried = complete == 0
                    ? "there may be others"
                    : "all of up to " + Messages.count(complete, "change", "changes") + " were tried";
            return Messages.count(situations, "situation was", "situations were") + " looked at; " + tried + ".";
        }
    }

    static Alternatives of(Policy policy, Facts facts, Changes.Wish wish) {
        Changes.Found found = Changes.of(policy.base(), facts, wish);
        return new Alternatives(
                Policy.Outcome.word(policy.base().evaluate(facts).outcome()),
                found.sets().stream().map(set -> of(policy, set)).toList(),
                Searched.of(found));
    }

    /** For people, as a part of a page. */
    List<Block> page() {
        List<Block.Item> items = sets.stream()
                .map(set -> new Block.Item(
                        set.title() + " (" + set.outcome() + "), effort " + set.effort(),
                        set.changes().stream().map(FactChange::sentence).toList()))
                .toList();
        return List.of(
                new Block.Heading("What would change it"),
                new Block.Items(true, items),
                new Block.Paragraph((sets.isEmpty() ? "Nothing was found. " : "") + searched.sentence()));
    }

    private static Alternative of(Policy policy, Changes.Way set) {
        return new Alternative(
                set.outcome(),
                policy.about().title(set.outcome()),
                set.changes().stream()
                        .mapToInt(change -> change.field().effort())
                        .sum(),
                set.changes().stream().map(Alternatives::of).toList());
    }

    private static FactChange of(Changes.Change change) {
        return new FactChange(
                change.field().path(),
                change.field().shown(change.from()),
                Objects.requireNonNull(change.field().shown(change.to())));
    }
}
