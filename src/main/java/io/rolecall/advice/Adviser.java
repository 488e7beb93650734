package io.rolecall.advice;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rolecall.advice.RequestReader.Request;
import io.rolecall.audit.Appended;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Entry;
import io.rolecall.audit.ErasedException;
import io.rolecall.audit.Idempotency;
import io.rolecall.audit.Mask;
import io.rolecall.audit.Seal;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Answers a request: evaluates it, has the answer recorded, and only then gives it out. */
@Component
class Adviser {

    private static final Logger log = LoggerFactory.getLogger("io.rolecall.recommendations");

    private final AuditLog audit;
    private final RecommendationMetrics metrics;
    private final Mask mask;
    private final Shadows shadows;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Adviser(AuditLog audit, RecommendationMetrics metrics, Mask mask, Shadows shadows) {
        this.audit = audit;
        this.shadows = shadows;
        this.mask = mask;
        this.metrics = metrics;
    }

    /** @param replayed whether it was recorded before, for the same idempotency key */
    record Answer(String id, byte[] body, boolean replayed) {}

    /** Whose answer a key stands for: the same policy, key and body. */
    Idempotency idempotency(String policy, String key, JsonNode body) {
        return audit.idempotency(policy, key, Fingerprint.of(body));
    }

    /**
     * The answer that was given before for the key, whatever has become of the policy since.
     *
     * @throws ProblemException where the key was used for another body
     */
    Optional<Answer> earlier(Idempotency idempotency) {
        return audit.replay(idempotency).map(appended -> answer(appended, ""));
    }

    /**
     * @param idempotency null where the caller gave no key
     * @throws ProblemException where the key was used for another body, or the evaluation was stopped
     * @throws io.rolecall.audit.NotRecordedException where the answer cannot be recorded: then there is none
     */
    Answer answer(Answering answering, Request received, @Nullable Idempotency idempotency) {
        long start = System.nanoTime();
        Request request = mask.isEmpty() ? received : received.masked(mask);
        String id = ids.generate().toString();
        Recommendation recommendation;
        try {
            recommendation = metrics.timed(() -> Recommendation.of(
                    answering.policy(),
                    answering.version(),
                    request.facts(),
                    request.reference(),
                    request.masked(),
                    answering.pinned(),
                    id,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        } catch (OverBudgetException e) {
            throw stopped(answering, request, id, e);
        }
        List<String> rules = recommendation.trace().stream()
                .map(Evaluation.Fired::rule)
                .distinct()
                .toList();
        Answer answer = answer(audit.append(entry(recommendation, request, rules, idempotency)), id);
        if (!answer.replayed()) {
            metrics.count(recommendation, rules);
            log(recommendation, System.nanoTime() - start);
            if (answering.pinned() == null) {
                shadows.see(new Answered(
                        id,
                        answering.policy(),
                        received.facts().received(),
                        mask.fields(),
                        recommendation.evaluation()));
            }
        }
        return answer;
    }

    /** Recorded without its idempotency key, which stands for an answer: asked again, it is tried again. */
    private ProblemException stopped(Answering answering, Request request, String id, OverBudgetException e) {
        Failure failure = new Failure(
                id,
                new Recommendation.Version(
                        answering.policy().name(),
                        answering.version(),
                        answering.policy().digest()),
                Failure.STATUS,
                e.reason(),
                "The evaluation was stopped. " + e.sentence(),
                request.facts().received(),
                request.reference(),
                request.masked().isEmpty() ? null : request.masked(),
                answering.pinned(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null);
        Seal seal = audit.seal(
                id,
                failure.recordedAt(),
                failure.policy().name(),
                answering.version(),
                failure.policy().digest(),
                request.received(),
                failure);
        audit.append(new Entry(
                id,
                failure.policy().name(),
                answering.version(),
                failure.policy().digest(),
                Failure.STATUS,
                null,
                failure.reference(),
                failure.recordedAt(),
                List.of(),
                Json.WRITER.writeValueAsBytes(failure.logged(seal.leafText())),
                null,
                seal));
        metrics.countFailure(failure.policy().name());
        log.atWarn()
                .addKeyValue("id", id)
                .addKeyValue("policy", failure.policy().name())
                .addKeyValue("version", answering.version())
                .addKeyValue("reason", e.reason())
                .log("Evaluation stopped");
        return new ProblemException(Problem.OVER_BUDGET, failure.statement(), URI.create("/v1/recommendations/" + id));
    }

    private static Answer answer(Appended appended, String id) {
        if (appended instanceof Appended.Replayed replayed) {
            return new Answer(replayed.id(), replayed.answer(), true);
        }
        if (appended instanceof Appended.Recorded recorded) {
            return new Answer(id, recorded.answer(), false);
        }
        if (appended instanceof Appended.Erased erased) {
            throw new ErasedException(erased.erasure());
        }
        throw new ProblemException(
                Problem.KEY_REUSED,
                "This key belongs to a request with another body; use a new key for a new request.");
    }

    private Entry entry(
            Recommendation recommendation, Request request, List<String> rules, @Nullable Idempotency idempotency) {
        String id = Objects.requireNonNull(recommendation.id());
        int version = Objects.requireNonNull(recommendation.policy().version());
        Instant recordedAt = Objects.requireNonNull(recommendation.recordedAt());
        Seal seal = audit.seal(
                id,
                recordedAt,
                recommendation.policy().name(),
                version,
                recommendation.policy().digest(),
                request.received(),
                recommendation);
        return new Entry(
                id,
                recommendation.policy().name(),
                version,
                recommendation.policy().digest(),
                recommendation.status().name(),
                recommendation.outcome(),
                recommendation.reference(),
                recordedAt,
                rules,
                Json.WRITER.writeValueAsBytes(recommendation.logged(seal.leafText())),
                idempotency,
                seal);
    }

    private static void log(Recommendation recommendation, long nanos) {
        log.atInfo()
                .addKeyValue("id", recommendation.id())
                .addKeyValue("policy", recommendation.policy().name())
                .addKeyValue("version", recommendation.policy().version())
                .addKeyValue("status", recommendation.status())
                .addKeyValue("outcome", recommendation.outcome())
                .addKeyValue("micros", nanos / 1_000)
                .log("Recommendation");
    }
}
