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
 * @param waiting the version from the rules folder that is not live yet; null where there is none
 */
public record PolicyState(
        String name,
        @Nullable LivePolicy live,
        @Nullable Refusal refused,
        @Nullable Waiting waiting) {

    static PolicyState unknown(String name) {
        return new PolicyState(name, null, null, null);
    }

    PolicyState live(LivePolicy live) {
        return new PolicyState(name, live, null, null);
    }

    PolicyState refused(Refusal refused) {
        return new PolicyState(name, live, refused, waiting);
    }

    PolicyState unrefused() {
        return new PolicyState(name, live, null, waiting);
    }

    PolicyState waiting(Waiting waiting) {
        return new PolicyState(name, live, null, waiting);
    }

    PolicyState settled() {
        return new PolicyState(name, live, null, null);
    }

    /** @param digest of the refused content */
    public record Refusal(Instant at, String digest, List<Finding> findings) {}

    /** @param reason what it waits for */
    public record Waiting(int version, String reason) {}
}
