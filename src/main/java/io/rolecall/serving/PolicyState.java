package io.rolecall.serving;

import io.rolecall.knowledge.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a policy.
 *
 * @param live null where no version of it was ever accepted
 * @param refused the last change, where it was refused and nothing accepted since
 */
public record PolicyState(
        String name, @Nullable LivePolicy live, @Nullable Refusal refused) {

    /** @param digest of the refused content */
    public record Refusal(Instant at, String digest, List<Finding> findings) {}
}
