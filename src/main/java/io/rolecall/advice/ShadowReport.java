package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.policy.Comparison.RuleEdit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version would have answered otherwise than the live one. All is counted in this process alone, from its start or from when the
 * shadow was set.
 *
 * @param share of the live requests that it is asked, too
 * @param since when it was set
 * @param refused why it cannot answer; left out where it can
 * @param evaluated same and different ones
 * @param different those with another outcome or other signals
 * @param failed those that the shadow could not answer
 * @param failure what the last of them failed of; left out where none did
 * @param skipped those that came while too many others waited
 * @param byOutcome those with another outcome
 * @param byRule which edits the differences come from; several can share in one
 * @param samples the newest ones that were different
 */
record ShadowReport(
        int version,
        double share,
        Instant since,
        @JsonInclude(Include.NON_NULL) @Nullable String refused,
        long evaluated,
        long same,
        long different,
        long failed,
        @JsonInclude(Include.NON_NULL) @Nullable String failure,
        long skipped,
        List<ShadowOutcome> byOutcome,
        List<ShadowEdit> byRule,
        List<ShadowSample> samples) {

    /**
     * So many would have got another outcome.
     *
     * @param from an outcome, or UNDECIDED; as is to
     */
    record ShadowOutcome(String from, String to, long count) {}

    /**
     * So many differences come from an edit.
     *
     * @param rule null where no edited rule did anything else, so that it comes from leanings or facts
     * @param edit added, removed or changed; indirect without a rule
     */
    record ShadowEdit(@Nullable String rule, String edit, long count) {}

    /**
     * A recommendation that the shadow would have answered otherwise.
     *
     * @param from the outcome that was recommended, or UNDECIDED
     * @param to the shadow's
     * @param edits which ones that comes from
     */
    record ShadowSample(@Schema(format = "uuid") String id, String from, String to, List<RuleEdit> edits) {}
}
