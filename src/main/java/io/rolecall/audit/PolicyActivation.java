package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From then on a version of the policy answered.
 *
 * @param number from 1, one higher for each activation of the policy
 * @param version null where the policy was taken out of service
 * @param actor who made it live
 * @param reason why; null where nobody said
 */
public record PolicyActivation(
        String policy,
        long number,
        @Nullable Integer version,
        Instant at,
        String actor,
        @Nullable String reason) {}
