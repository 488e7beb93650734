package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.knowledge.Facts;
import io.rolecall.policy.Policy;
import io.rolecall.vocabulary.Score;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answer: what is sent, and what is recorded. All but {@code id}, {@code recordedAt} and {@code audit} depends on the facts and the
 * policy's content alone.
 *
 * @param outcome null where undecided
 * @param reason why it is undecided; left out where it is not
 * @param title the outcome in words
 * @param statement the outcome in a sentence or two
 * @param signals every signal that was raised, in the order of the rule files
 * @param guides what to do with the advice: names under {@code /v1/policies/{p}/guides}
 * @param unknown every asked fact that was not given
 * @param facts as received
 * @param reference the caller's own
 * @param masked what is kept out of this answer and of its record: {@code team.size}; left out itself where nothing is
 * @param pinned which version the caller asked for; left out where the live one answered
 * @param audit its place in the provable log; left out where nothing is recorded
 */
public record Recommendation(
        @Schema(requiredMode = RequiredMode.REQUIRED, format = "uuid") @JsonInclude(Include.NON_NULL) @Nullable
        String id,

        Version policy,
        Status status,
        @Nullable String outcome,
        @JsonInclude(Include.NON_NULL) @Nullable Undecided reason,
        String title,
        String statement,
        List<Score> scores,
        List<Evaluation.Signal> signals,
        List<Evaluation.Conclusion> conclusions,
        List<Evaluation.Step> plan,
        List<Evaluation.Caution> cautions,
        List<String> guides,
        List<Evaluation.Fired> trace,
        List<String> unknown,
        JsonNode facts,
        @Nullable String reference,

        @JsonInclude(Include.NON_NULL) @Nullable List<String> masked,

        @JsonInclude(Include.NON_NULL) @Nullable Pinned pinned,

        @Schema(requiredMode = RequiredMode.REQUIRED) @JsonInclude(Include.NON_NULL) @Nullable
        Instant recordedAt,

        @JsonInclude(Include.NON_NULL) @Nullable Audit audit) {

    public enum Status {
        RECOMMENDED,
        UNDECIDED
    }

    /**
     * What answered.
     *
     * @param version null where it was never live: on the command line
     */
    public record Version(
            String name,

            @Schema(requiredMode = RequiredMode.REQUIRED) @JsonInclude(Include.NON_NULL) @Nullable
            Integer version,

            String digest) {}

    /**
     * What ties the answer to the log.
     *
     * @param leaf the hash of its entry, in base64
     */
    public record Audit(String leaf) {}

    /** The answer of a policy to a situation. */
    static Recommendation of(
            Policy policy,
            @Nullable Integer version,
            Facts facts,
            @Nullable String reference,
            List<String> masked,
            @Nullable Pinned pinned,
            @Nullable String id,
            @Nullable Instant recordedAt) {
        Evaluation evaluation = policy.base().evaluate(facts);
        Policy.Outcome outcome = evaluation.outcome() == null
                ? undecided(evaluation, policy)
                : policy.about().outcome(evaluation.outcome());
        return new Recommendation(
                id,
                new Version(policy.name(), version, policy.digest()),
                evaluation.outcome() == null ? Status.UNDECIDED : Status.RECOMMENDED,
                evaluation.outcome(),
                evaluation.undecided(),
                outcome.title(),
                outcome.statement(),
                evaluation.scores(),
                evaluation.signals(),
                evaluation.conclusions(),
                evaluation.plan(),
                evaluation.cautions(),
                outcome.guides(),
                evaluation.trace(),
                facts.unknown(),
                facts.received(),
                reference,
                masked.isEmpty() ? null : masked,
                pinned,
                recordedAt,
                null);
    }

    /** The same with its place in the log. */
    Recommendation logged(String leaf) {
        return new Recommendation(
                id,
                policy,
                status,
                outcome,
                reason,
                title,
                statement,
                scores,
                signals,
                conclusions,
                plan,
                cautions,
                guides,
                trace,
                unknown,
                facts,
                reference,
                masked,
                pinned,
                recordedAt,
                new Audit(leaf));
    }

    /** What the rules made of the facts. */
    Evaluation evaluation() {
        return new Evaluation(outcome, reason, scores, signals, conclusions, plan, cautions, trace);
    }

    private static Policy.Outcome undecided(Evaluation evaluation, Policy policy) {
        String statement;
        if (evaluation.undecided() == Undecided.CONFLICT) {
            statement = "The rules lead to more than one answer, and none of them takes precedence: "
                    + evaluation.conclusions().stream()
                            .filter(Evaluation.Conclusion::decisive)
                            .map(conclusion -> policy.about()
                                    .outcome(conclusion.recommends())
                                    .title())
                            .distinct()
                            .collect(Collectors.joining("; "))
                    + ".";
        } else {
            statement = "What is known so far leads to no answer. Each fact that is still unknown may change that.";
        }
        return new Policy.Outcome("", policy.about().title(null), statement, List.of());
    }
}
