package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.audit.Entry;
import io.rolecall.knowledge.OverBudgetException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is recorded where a request was understood and got no recommendation, because its evaluation was stopped: so that
 * the record also says when there was no advice, and why.
 *
 * @param reason what there was too much of
 * @param statement why, in a sentence
 * @param facts as received
 * @param reference the caller's own
 * @param masked what of these is kept out; left out itself where nothing is
 * @param pinned which version the caller asked for; left out where the live one was to answer
 * @param audit its place in the log
 */
record Failure(
        String id,
        Recommendation.Version policy,
        String status,
        OverBudgetException.Reason reason,
        String statement,
        JsonNode facts,
        @Nullable String reference,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> masked,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Pinned pinned,
        Instant recordedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Recommendation.@Nullable Audit audit) {

    /** Beside {@link Recommendation.Status}: no recommendation at all. */
    static final String STATUS = Entry.FAILED;

    /** The same with its place in the log. */
    Failure logged(String leaf) {
        return new Failure(
                id,
                policy,
                status,
                reason,
                statement,
                facts,
                reference,
                masked,
                pinned,
                recordedAt,
                new Recommendation.Audit(leaf));
    }
}
