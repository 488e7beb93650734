package io.rolecall.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recommendation to record.
 *
 * @param id a UUIDv7 in text
 * @param outcome null if undecided
 * @param reference the caller's own
 * @param rules the names of the rules that fired, in any order
 * @param answer the exact bytes to be sent; not changed by anyone from here on
 * @param idempotency null if the caller gave no key
 * @param seal ties it to the log, see {@link AuditLog#seal}
 */
public record Entry(
        String id,
        String policy,
        int version,
        String digest,
        String status,
        @Nullable String outcome,
        @Nullable String reference,
        Instant recordedAt,
        List<String> rules,
        byte[] answer,
        @Nullable Idempotency idempotency,
        Seal seal) {

    /** The status of what was stopped, and so advised nothing. */
    public static final String FAILED = "FAILED";

    public Entry {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MILLIS);
        rules = List.copyOf(rules);
    }
}
