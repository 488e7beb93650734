package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.policy.Policy;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A recorded answer, and what it takes to look at it again: its version of the policy, and its facts. */
record RecordedAnswer(JsonNode answer) {

    /** @throws ProblemException where the evaluation was stopped, so that there is no answer to look at, or facts of it are masked */
    static RecordedAnswer of(byte[] body) {
        JsonNode answer = RequestReader.tree(body);
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
        return new RecordedAnswer(answer);
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
