package io.rolecall.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A recorded recommendation in a list. */
public record Summary(
        String id,
        String policy,
        int version,
        String status,
        @Nullable String outcome,
        @Nullable String reference,
        Instant recordedAt) {}
