package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.advice.Differences.Difference;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.serving.PastPolicies;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Answers again what was answered before, from the recorded facts alone. Nothing is recorded. */
@Component
class Replay {

    /** More places than these say only that everything is different. */
    private static final int MOST = 500;

    private final PastPolicies policies;

    Replay(PastPolicies policies) {
        this.policies = policies;
    }

    /**
     * What came of it.
     *
     * @param identical under the recorded version: byte for byte; under another: but for the version and its digest
     * @param differences left out where it is identical; where only the bytes differ and no value does, one at the root with the
     *     digests of both texts
     * @param more how many differences were left out; left out itself where none was
     */
    record Replayed(
            boolean identical,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Difference> differences,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer more) {

        static Replayed of(List<Difference> differences) {
            int left = differences.size() - MOST;
            return differences.isEmpty()
                    ? new Replayed(true, null, null)
                    : new Replayed(
                            false, left > 0 ? differences.subList(0, MOST) : differences, left > 0 ? left : null);
        }
    }

    /**
     * @param recorded the answer as it was sent
     * @param version null for the one that gave it
     * @throws ProblemException where there is no such version, or it cannot answer
     */
    Replayed replay(byte[] recorded, @Nullable Integer version) {
        JsonNode answer = RequestReader.tree(recorded);
        if (answer.path("status").asString("").equals(Failure.STATUS)) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE,
                    "There was no answer: " + answer.path("statement").asString(""));
        }
        if (!answer.path("masked").isEmpty()) {
            throw new ProblemException(
                    Problem.MASKED,
                    "It cannot be answered again: not recorded are the true values of "
                            + StreamSupport.stream(answer.path("masked").spliterator(), false)
                                    .map(path -> path.asString(""))
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        String name = answer.at("/policy/name").asString("");
        int own = answer.at("/policy/version").asInt(0);
        int asked = version == null ? own : version;
        byte[] replayed = answer(answer, policy(name, asked), asked);
        if (asked == own) {
            return Arrays.equals(recorded, replayed)
                    ? Replayed.of(List.of())
                    : Replayed.of(differences(recorded, answer, replayed));
        }
        return Replayed.of(Differences.between(withoutVersion(answer), withoutVersion(RequestReader.tree(replayed))));
    }

    private Policy policy(String name, int version) {
        PolicyReader.Reading reading = policies.find(name, version)
                .orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_VERSION,
                        "There is no version " + version + " of the policy \"" + name + "\"."));
        Policy policy = reading.policy();
        if (policy == null) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE,
                    "Version " + version + " cannot answer any more: "
                            + reading.findings().stream()
                                    .filter(Finding::isError)
                                    .findFirst()
                                    .orElseThrow());
        }
        return policy;
    }

    private static byte[] answer(JsonNode recorded, Policy policy, int version) {
        try {
            Recommendation again = Recommendation.of(
                    policy,
                    version,
                    FactReader.read(
                            recorded.path("facts"), "/facts", policy.base().rulebook()),
                    recorded.path("reference").isNull()
                            ? null
                            : recorded.path("reference").stringValue(),
                    List.of(),
                    recorded.path("id").stringValue(),
                    Instant.parse(recorded.path("recordedAt").stringValue()));
            return Json.WRITER.writeValueAsBytes(
                    recorded.has("audit")
                            ? again.logged(recorded.at("/audit/leaf").stringValue())
                            : again);
        } catch (OverBudgetException e) {
            throw new ProblemException(Problem.NOT_REPLAYABLE, "Version " + version + " was stopped. " + e.sentence());
        } catch (FactReader.Refused e) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE, "The facts do not fit version " + version + ": " + e.getMessage());
        }
    }

    private static List<Difference> differences(byte[] recorded, JsonNode answer, byte[] replayed) {
        List<Difference> differences = Differences.between(answer, RequestReader.tree(replayed));
        return differences.isEmpty() ? List.of(new Difference("", digest(recorded), digest(replayed))) : differences;
    }

    private static JsonNode digest(byte[] text) {
        return StringNode.valueOf("sha256:" + Fingerprint.sha256(text));
    }

    private static JsonNode withoutVersion(JsonNode answer) {
        ObjectNode copy = (ObjectNode) answer.deepCopy();
        ((ObjectNode) copy.path("policy")).remove(List.of("version", "digest"));
        return copy;
    }
}
