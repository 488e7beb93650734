package io.rolecall.knowledge;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rule in one situation, and why.
 *
 * @param line of its name, from 1
 * @param ways of a rule without {@code or} one; else one for each combination
 */
public record RuleOutcome(String rule, String file, int line, boolean fired, List<Way> ways) {

    /**
     * One combination of a rule's conditions. Where several facts could meet them, those are shown that came furthest.
     *
     * @param holds null is unknown
     * @param conditions in the order of the text, those behind one that failed, too
     */
    public record Way(@Nullable Boolean holds, List<ConditionOutcome> conditions) {

        /** The first condition that is not known to hold. */
        public Optional<ConditionOutcome> failed() {
            return conditions.stream()
                    .filter(condition -> !Boolean.TRUE.equals(condition.holds()))
                    .findFirst();
        }

        /** The conditions that may hold or not: what they read is not known. */
        public List<ConditionOutcome> unknown() {
            return conditions.stream()
                    .filter(condition -> condition.holds() == null)
                    .toList();
        }
    }
}
