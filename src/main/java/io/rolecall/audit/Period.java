package io.rolecall.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, of one policy or of all, between two times.
 *
 * @param policy null for all
 * @param from itself included
 * @param to itself excluded
 */
public record Period(@Nullable String policy, Instant from, Instant to) {

    /** The values of {@code time >= ? AND time < ?}, and of {@code AND policy = ?} where there is one. */
    Object[] values() {
        List<Object> values = new ArrayList<>(List.of(from.toEpochMilli(), to.toEpochMilli()));
        if (policy != null) {
            values.add(policy);
        }
        return values.toArray();
    }

    /** @param column the one that holds the time */
    String condition(String column) {
        return column + " >= ? AND " + column + " < ?" + (policy == null ? "" : " AND policy = ?");
    }
}
