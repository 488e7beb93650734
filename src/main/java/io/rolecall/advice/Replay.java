package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.advice.Differences.Difference;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Policy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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

    private final StoredVersions versions;

    Replay(StoredVersions versions) {
        this.versions = versions;
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
        RecordedAnswer own = RecordedAnswer.of(recorded).whole();
        int asked = version == null ? own.version() : version;
        byte[] replayed = answer(own, own.policy(versions, asked), asked);
        JsonNode answer = own.answer();
        if (asked == own.version()) {
            return Arrays.equals(recorded, replayed)
                    ? Replayed.of(List.of())
                    : Replayed.of(differences(recorded, answer, replayed));
        }
        return Replayed.of(Differences.between(withoutVersion(answer), withoutVersion(RequestReader.tree(replayed))));
    }

    private static byte[] answer(RecordedAnswer own, Policy policy, int version) {
        JsonNode recorded = own.answer();
        Facts facts = own.facts(policy, version);
        try {
            Recommendation again = Recommendation.of(
                    policy,
                    version,
                    facts,
                    recorded.path("reference").isNull()
                            ? null
                            : recorded.path("reference").stringValue(),
                    own.masked(),
                    Pinned.recorded(recorded.path("pinned"), recorded),
                    recorded.path("id").stringValue(),
                    Instant.parse(recorded.path("recordedAt").stringValue()));
            return Json.WRITER.writeValueAsBytes(
                    recorded.has("audit")
                            ? again.logged(recorded.at("/audit/leaf").stringValue())
                            : again);
        } catch (OverBudgetException e) {
            throw new ProblemException(Problem.NOT_REPLAYABLE, "Version " + version + " was stopped. " + e.sentence());
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
