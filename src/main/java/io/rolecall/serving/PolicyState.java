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

    /** Whether there is nothing to say of it. */
    boolean isEmpty() {
        return live == null && refused == null && waiting == null;
    }

    PolicyState live(LivePolicy live) {
        return new PolicyState(name, live, null, null);
    }

    PolicyState refused(Refusal refused) {
        return new PolicyState(name, live, refused, waiting);
    }

    /** The folder is sound again; a version that was made active and cannot answer here is refused still. */
    PolicyState unrefused() {
        return refused == null || refused.folder() ? new PolicyState(name, live, null, waiting) : this;
    }

    PolicyState waiting(Waiting waiting) {
        return new PolicyState(name, live, null, waiting);
    }

    PolicyState settled() {
        return new PolicyState(name, live, null, null);
    }

    /**
     * @param digest of the refused content
     * @param folder whether it is a change of the rules folder, and not the active version, which cannot answer here
     */
    public record Refusal(Instant at, String digest, List<Finding> findings, boolean folder) {}

    /** @param reason what it waits for */
    public record Waiting(int version, String reason) {}
}
