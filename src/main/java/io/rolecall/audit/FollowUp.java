package io.rolecall.audit;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What was done with a recommendation.
 *
 * @param note why, in the caller's words
 * @param audit what its entry is found by in the log
 */
public record FollowUp(
        String id, Followed followed, @Nullable String note, Instant recordedAt, Audit audit) {

    /** @param leaf the entry's hash, in base64 */
    public record Audit(String leaf) {

        static Audit of(byte[] leaf) {
            return new Audit(Base64.getEncoder().encodeToString(leaf));
        }
    }

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
