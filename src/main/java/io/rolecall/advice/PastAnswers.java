package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Policy;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What was answered once, looked at again in the light of the policy and the facts that it came from. */
@Component
class PastAnswers {

    private final AuditLog audit;
    private final StoredVersions versions;

    PastAnswers(AuditLog audit, StoredVersions versions) {
        this.audit = audit;
        this.versions = versions;
    }

    record PastAnswer(Policy policy, Facts facts) {

        /** @throws ProblemException where the policy has no such outcome */
        Policy.Outcome outcome(String id) {
            List<String> ids =
                    policy.about().outcomes().stream().map(Policy.Outcome::id).toList();
            if (!ids.contains(id)) {
                throw new ProblemException(
                        Problem.UNKNOWN_OUTCOME,
                        "The policy \"" + policy.name() + "\" has no outcome \"" + Messages.shorten(id) + "\" "
                                + Messages.expected(ids) + ".");
            }
            return policy.about().outcome(id);
        }
    }

    /**
     * @param look what somebody makes of it
     * @throws ProblemException where there is no such answer, or not all that it came from is there any more
     */
    <T> T look(String id, Function<PastAnswer, T> look) {
        return look(audit.answer(id).orElseThrow(() -> ProblemException.unknown(id)), look);
    }

    /** The same of an answer at hand. */
    <T> T look(byte[] answer, Function<PastAnswer, T> look) {
        RecordedAnswer recorded = RecordedAnswer.of(answer).whole();
        Policy policy = recorded.policy(versions, recorded.version());
        try {
            return look.apply(new PastAnswer(policy, recorded.facts(policy, recorded.version())));
        } catch (OverBudgetException e) {
            throw new ProblemException(Problem.NOT_REPLAYABLE, "Looking for the reason was stopped. " + e.sentence());
        }
    }
}
