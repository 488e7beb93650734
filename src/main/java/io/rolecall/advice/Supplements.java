package io.rolecall.advice;

import io.rolecall.knowledge.Justification;
import org.springframework.stereotype.Component;

/** What a recorded answer is shown with that was not recorded. */
@Component
class Supplements {

    private final Provenance provenance;
    private final PastAnswers answers;

    Supplements(Provenance provenance, PastAnswers answers) {
        this.provenance = provenance;
        this.answers = answers;
    }

    /** The answer, to the byte, and behind it what is wanted. */
    byte[] added(byte[] recorded, boolean origins, boolean graph) {
        byte[] body = recorded;
        if (origins) {
            body = LastMember.added(body, "provenance", provenance.of(recorded));
        }
        if (graph) {
            body = LastMember.added(
                    body,
                    "graph",
                    answers.look(
                            recorded, past -> Justification.of(past.policy().base(), past.facts())));
        }
        return body;
    }
}
