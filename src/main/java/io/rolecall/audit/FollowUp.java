package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a recommendation.
 *
 * @param index its entry's place in the log
 * @param note why, in the caller's words
 */
public record FollowUp(
        String id, long index, Followed followed, @Nullable String note, Instant recordedAt) {

    public enum Followed {
        YES,
        NO,
        PARTLY
    }

    /**
     * How the recommendations of one version with one outcome were followed, each counted once by its newest follow-up.
     *
     * @param outcome null where it was undecided
     */
    public record Count(int version, @Nullable String outcome, long yes, long no, long partly) {}
}
