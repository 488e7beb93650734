package io.rolecall.advice;

import io.rolecall.audit.PolicyActivation;
import io.rolecall.audit.RefusedChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was recommended when, and what became of the policies meanwhile.
 *
 * @param policy null for all
 */
record Statistics(
        @Nullable String policy,

        @Schema(description = "Where the first bucket begins")
        Instant from,

        @Schema(description = "Where the last bucket ends") Instant to,

        @Schema(description = "How long a bucket is") String step,
        long total,
        List<Bucket> buckets,

        @Schema(description = "Newest first, and the newest " + StatisticsController.MARKS + " at most")
        List<PolicyActivation> activations,

        @Schema(
                description = "Changes of the rules folder that were refused, newest first, and the newest "
                        + StatisticsController.MARKS + " at most")
        List<RefusedChange> refusals) {

    /** @param from itself included; it ends where the next begins */
    record Bucket(Instant from, List<OutcomeCount> counts) {}

    /** @param outcome null where the status is not RECOMMENDED */
    record OutcomeCount(
            String policy,

            @Schema(allowableValues = {"RECOMMENDED", "UNDECIDED", "FAILED"})
            String status,

            @Nullable String outcome,
            long count) {}
}
