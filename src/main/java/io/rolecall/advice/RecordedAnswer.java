package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.policy.Policy;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A recorded answer, and what it takes to look at it again: its version of the policy, and its facts. */
record RecordedAnswer(JsonNode answer) {

    /** @throws ProblemException where the evaluation was stopped, so that there is no answer to look at */
    static RecordedAnswer of(byte[] body) {
        JsonNode answer = RequestReader.tree(body);
        if (answer.path("status").asString("").equals(Failure.STATUS)) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE,
                    "There was no answer: " + answer.path("statement").asString(""));
        }
        return new RecordedAnswer(answer);
    }

    /**
     * The same, to be answered again.
     *
     * @throws ProblemException where facts of it are masked
     */
    RecordedAnswer whole() {
        List<String> facts = masked().stream()
                .filter(path -> !path.equals(RequestReader.REFERENCE))
                .toList();
        if (!facts.isEmpty()) {
            throw new ProblemException(
                    Problem.MASKED,
                    "It cannot be answered again: not recorded are the true values of " + String.join(", ", facts)
                            + ".");
        }
        return this;
    }

    /** What was kept out of it. */
    List<String> masked() {
        return new Part(answer).texts("masked");
    }

    int version() {
        return answer.at("/policy/version").asInt(0);
    }

    /** @throws ProblemException where there is no such version, or it cannot answer any more */
    Policy policy(StoredVersions versions, int version) {
        return versions.answering(answer.at("/policy/name").asString(""), version);
    }

    /** @throws ProblemException where they do not fit the version */
    Facts facts(Policy policy, int version) {
        try {
            return FactReader.read(answer.path("facts"), "/facts", policy.base().rulebook());
        } catch (FactReader.Refused e) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE, "The facts do not fit version " + version + ": " + e.getMessage());
        }
    }
}
