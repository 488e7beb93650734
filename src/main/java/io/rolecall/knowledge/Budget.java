package io.rolecall.knowledge;

import io.rolecall.knowledge.OverBudgetException.Reason;
import java.util.BitSet;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What one evaluation may still cost while it runs. How long matching takes between two firings is bounded before, by
 * {@link Estimate}; this counts what fires. The clock it reads at every {@link #BETWEEN_LOOKS}th firing only, so that an
 * evaluation with fewer firings is never stopped for its time: the estimate bounds it.
 */
final class Budget {

    /** Of an entry's name, and of the brackets and rule names around it. */
    private static final int OVERHEAD = 40;

    /** Of the clock, in firings: a look costs as much as a firing's trace. */
    static final int BETWEEN_LOOKS = 8;

    private final LongSupplier clock;
    private final long deadline;
    private final BitSet seen = new BitSet();
    private int firings;
    private int inserted;
    private long characters;

    /** @param clock in nanoseconds since any moment */
    Budget(LongSupplier clock) {
        this.clock = clock;
        this.deadline = clock.getAsLong() + Limits.MILLISECONDS * 1_000_000;
    }

    /** For an evaluation that begins now. */
    static Budget start() {
        return new Budget(System::nanoTime);
    }

    /** @throws OverBudgetException where the firing is one too many */
    void spend(Firing firing) {
        if (++firings > Limits.FIRINGS) {
            throw new OverBudgetException(Reason.FIRINGS, "Its rules fired more than " + Limits.FIRINGS + " times.");
        }
        if (firing.inserted() != null && ++inserted > Limits.INSERTED_FACTS) {
            throw new OverBudgetException(
                    Reason.INSERTED_FACTS, "Its rules inserted more than " + Limits.INSERTED_FACTS + " facts.");
        }
        characters += size(firing);
        if (characters > Limits.ANSWER_CHARACTERS) {
            throw new OverBudgetException(
                    Reason.ANSWER_SIZE, "Its answer has more than " + Limits.ANSWER_CHARACTERS + " characters.");
        }
        if (firings % BETWEEN_LOOKS == 0 && clock.getAsLong() - deadline > 0) {
            throw new OverBudgetException(Reason.TIME, "It took longer than " + Limits.MILLISECONDS + " ms.");
        }
    }

    /** What it adds to the answer; its sentences once, however often the rule fires. */
    private long size(Firing firing) {
        long matched = size(firing.matched()) + mentions(firing);
        long size = OVERHEAD + matched;
        if (firing.inserted() != null) {
            for (Map<String, ?> values : firing.inserted().values()) {
                size += size(values);
            }
        }
        if (!seen.get(firing.rule().number())) {
            seen.set(firing.rule().number());
            size += matched + firing.rendered().characters();
            if (!firing.rendered().fixed()) {
                for (String text : firing.bound().values()) {
                    size += (long) text.length() * firing.rendered().places();
                }
            }
        }
        return size;
    }

    private static long mentions(Firing firing) {
        long size = 0;
        for (Mention mention : firing.mentions()) {
            size += 2L * OVERHEAD + mention.phrase().length();
        }
        return size;
    }

    private static long size(Map<String, ?> values) {
        if (values instanceof Values known) {
            return (long) OVERHEAD * known.size() + known.length();
        }
        long size = 0;
        for (Object value : values.values()) {
            size += OVERHEAD + (value instanceof String text ? text.length() : 0);
        }
        return size;
    }
}
