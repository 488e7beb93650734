package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running service, and what it serves of a policy.
 *
 * @param name its host and process
 * @param started when it was started
 * @param seen when it last said so
 * @param version what it serves; null where it serves none
 * @param activation the number of the activation that it follows; 0 where it serves none
 * @param since when that became live there; null where it serves none
 * @param refused why it does not serve the active version; null where it does
 */
public record ReplicaState(
        String name,
        Instant started,
        Instant seen,
        @Nullable Integer version,
        long activation,
        @Nullable Instant since,
        @Nullable String refused) {

    /** Of one policy. */
    public record Serving(
            String policy,
            @Nullable Integer version,
            long activation,
            @Nullable Instant since,
            @Nullable String refused) {}
}
