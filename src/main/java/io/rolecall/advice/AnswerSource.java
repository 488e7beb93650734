package io.rolecall.advice;

import io.rolecall.audit.Progress;
import io.rolecall.policy.Policy;

/** Recorded answers of one policy, outside of the service that gave them. What cannot be read is an {@link Unreadable}. */
interface AnswerSource {

    /** The number of the version that is compared with. */
    int version();

    /** That version. */
    Policy policy();

    /** Hands the newest answers to the tally. */
    void replay(ImpactTally tally, Progress progress);

    /** In one line: what is wrong, and what was expected. */
    final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /** @throws Unreadable where today's checks refuse it */
    static Policy accepted(io.rolecall.policy.PolicyReader.Reading reading, String called) {
        Policy policy = reading.policy();
        if (policy == null) {
            throw new Unreadable(called + " does not pass today's checks: "
                    + reading.findings().get(0).message());
        }
        return policy;
    }
}
