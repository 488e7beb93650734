package io.rolecall.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one condition of a rule came to.
 *
 * @param fact the fact that it is a condition on; null where it speaks of bound values alone, or names its facts itself
 * @param condition as its author wrote it, on one line: {@code pathExists == false}
 * @param line of the rule file, from 1
 * @param column from 1, in characters
 * @param required what it wants of the value on its left: {@code LIVE}, {@code at least 3}; the whole condition where it
 *     has parts
 * @param actual what it read
 * @param holds null is unknown
 * @param missedBy how far the number on its left is from one that would meet it: a lead of 1 misses {@code lead >= 3} by 2; null
 *     where it holds, is unknown or compares no numbers
 * @param parts of {@code &&}, {@code ||}, {@code !}, {@code not}, {@code exists} and accumulate; else empty
 */
public record ConditionOutcome(
        @Nullable String fact,
        String condition,
        String file,
        int line,
        int column,
        String required,
        List<Actual> actual,
        @Nullable Boolean holds,
        @Nullable Double missedBy,
        List<ConditionOutcome> parts) {

    /**
     * A value that a condition read.
     *
     * @param name its path, {@code models.status}, or the variable's name
     * @param value as JSON carries it; null is unknown
     * @param column where in the condition's text it stands, from 0, in characters
     */
    public record Actual(String name, @Nullable Object value, int column) {

        /** As a sentence would show it. */
        public String text() {
            return Texts.of(value);
        }
    }

    /** The condition with the fact that it is held against: {@code Models( status == ModelStatus.LIVE )}. */
    public String whole() {
        return fact == null ? condition : fact + "( " + condition + " )";
    }
}
