package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of a version.
 *
 * @param comment why; null where nothing was said
 * @param seen the digest of the check report that it rests on, which the version's files and the engine that the review's entry
 *     names make again
 * @param impact the id of the impact report that it rests on and its digest; null where there was none
 */
public record PolicyReview(
        String policy,
        int version,
        Verdict verdict,
        @Nullable String comment,
        String reviewer,
        Instant at,
        String seen,
        @Nullable String impact) {

    /** Who reviews without a name. It counts as nobody's word: it may be the author's. */
    public static final String NOBODY = Leaf.ANYBODY;

    /** Whether it may be made live. */
    public enum Verdict {
        APPROVE,
        REJECT
    }
}
