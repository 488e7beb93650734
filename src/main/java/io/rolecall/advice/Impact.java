package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Evaluation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a policy would have answered otherwise. Every recommendation counts once as unchanged, changed or not replayable.
 *
 * @param version the candidate; left out where it has no number: on the command line
 * @param against the version that it is compared with, by what that one answers now
 * @param failure why there is no report; left out where it did not fail
 * @param unchanged those with the same outcome
 * @param unchangedByOutcome how they divide; left out in reports from before they were divided
 * @param signalsChanged those of them for which other signals are raised, or the same with another leaning or weight
 */
record Impact(
        @Schema(format = "uuid") @JsonInclude(Include.NON_NULL) @Nullable
        String id,

        @JsonInclude(Include.NON_NULL) @Nullable Integer version,
        int against,
        Status status,
        @JsonInclude(Include.NON_NULL) @Nullable String failure,
        long done,
        long total,
        long unchanged,
        @JsonInclude(Include.NON_NULL) @Nullable List<OutcomeKept> unchangedByOutcome,
        List<OutcomeChange> changed,
        long signalsChanged,
        List<NotReplayable> notReplayable,
        List<EditEffect> byRule,
        List<ImpactSample> samples) {

    enum Status {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * So many kept their outcome.
     *
     * @param outcome or UNDECIDED
     */
    record OutcomeKept(String outcome, long count) {}

    /**
     * So many got another outcome.
     *
     * @param from an outcome, or UNDECIDED; as is to
     */
    record OutcomeChange(String from, String to, long count) {}

    /** So many could not be answered again. */
    record NotReplayable(String reason, long count) {}

    /**
     * What comes of an edit. Several edits can share in one change.
     *
     * @param rule null where no edited rule did anything else, so that the change comes from leanings or facts
     * @param edit added, removed or changed; indirect without a rule
     * @param count how many changed outcomes it shares in
     * @param signalsChanged how many changes of the signals alone
     */
    record EditEffect(@Nullable String rule, String edit, long count, long signalsChanged) {}

    /**
     * A recommendation that changed.
     *
     * @param before the trace under the version compared with; left out, as is after, where there is none any more or not yet
     * @param after the trace under the candidate
     */
    record ImpactSample(
            @Schema(format = "uuid") String id,
            String from,
            String to,

            @JsonInclude(Include.NON_NULL) @Nullable List<Evaluation.Fired> before,

            @JsonInclude(Include.NON_NULL) @Nullable List<Evaluation.Fired> after) {

        ImpactSample traced(@Nullable List<Evaluation.Fired> newBefore, @Nullable List<Evaluation.Fired> newAfter) {
            return new ImpactSample(id, from, to, newBefore, newAfter);
        }
    }

    boolean changesNothing() {
        return changed.isEmpty() && signalsChanged == 0;
    }

    /** The same with other samples. */
    Impact sampled(UnaryOperator<Stream<ImpactSample>> change) {
        return new Impact(
                id,
                version,
                against,
                status,
                failure,
                done,
                total,
                unchanged,
                unchangedByOutcome,
                changed,
                signalsChanged,
                notReplayable,
                byRule,
                change.apply(samples.stream()).toList());
    }
}
