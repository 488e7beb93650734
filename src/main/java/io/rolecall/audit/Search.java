package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records to list; a null says nothing about them.
 *
 * @param rule a rule that fired
 * @param from the earliest time, itself included
 * @param to the latest time, itself excluded
 * @param cursor {@link Page#next} of the page before
 * @param limit how many at most, from 1
 */
public record Search(
        @Nullable String policy,
        @Nullable String outcome,
        @Nullable String rule,
        @Nullable Integer version,
        @Nullable String reference,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String cursor,
        int limit) {

    public Search {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 or more)");
        }
    }

    /** The page after the one with this {@link Page#next}. */
    public Search after(String next) {
        return new Search(policy, outcome, rule, version, reference, from, to, next, limit);
    }
}
