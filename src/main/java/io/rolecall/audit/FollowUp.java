package io.rolecall.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    /**
     * What ties it to the log.
     *
     * @param leaf the entry's hash, in base64
     * @param salt opens the entry's commitment to the note, in base64; left out where there is no note
     */
    public record Audit(
            String leaf,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String salt) {

        static Audit of(byte[] leaf, byte @Nullable [] salt) {
            Base64.Encoder base64 = Base64.getEncoder();
            return new Audit(base64.encodeToString(leaf), salt == null ? null : base64.encodeToString(salt));
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
