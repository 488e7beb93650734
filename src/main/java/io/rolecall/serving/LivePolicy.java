package io.rolecall.serving;

import io.rolecall.audit.PolicyVersion;
import io.rolecall.policy.Policy;
import java.time.Instant;

/**
 * A version of a policy that answers.
 *
 * @param stored the version, as it is kept
 * @param activation the number of the activation that made it live; a higher one is newer
 * @param since when it became live in this process
 */
public record LivePolicy(Policy policy, PolicyVersion stored, long activation, Instant since) {

    /** From 1, one higher for every new content. */
    public int version() {
        return stored.number();
    }
}
