package io.rolecall.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of a policy: files that were stored, and never change.
 *
 * @param number from 1, one higher for every new content of the policy
 * @param digest of its content: {@code sha256:} and 64 hexadecimal digits
 * @param at when it was stored
 * @param author who made it; {@code folder} for the watch over the rules folder
 * @param note why; null from the folder
 * @param base the version that it was made from; null for the first, and from the folder
 */
public record PolicyVersion(
        String policy,
        int number,
        String digest,
        Instant at,
        String author,
        Source source,
        @Nullable String note,
        @Nullable Integer base) {

    /** Through which door it came. */
    public enum Source {
        FOLDER,
        API;

        /** As callers read it. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
