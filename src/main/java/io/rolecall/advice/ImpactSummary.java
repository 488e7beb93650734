package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.advice.Impact.OutcomeChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An impact in a list.
 *
 * @param against the version that it compares with
 * @param at when it was done; left out where it is not, or failed
 * @param changed how many have another outcome
 */
record ImpactSummary(
        @Schema(format = "uuid") String id,
        int against,
        Impact.Status status,
        @JsonInclude(Include.NON_NULL) @Nullable Instant at,
        long done,
        long total,
        long unchanged,
        long changed,
        long signalsChanged) {

    static ImpactSummary of(String id, Impact impact, @Nullable Instant at) {
        return new ImpactSummary(
                id,
                impact.against(),
                impact.status(),
                at,
                impact.done(),
                impact.total(),
                impact.unchanged(),
                impact.changed().stream().mapToLong(OutcomeChange::count).sum(),
                impact.signalsChanged());
    }
}
