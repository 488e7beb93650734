package io.rolecall.advice;

import io.rolecall.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What answers a request.
 *
 * @param pinned null where it is the live version
 */
record Answering(Policy policy, int version, @Nullable Pinned pinned) {

    /** As answers name it. */
    Recommendation.Version named() {
        return new Recommendation.Version(policy.name(), version, policy.digest());
    }
}
