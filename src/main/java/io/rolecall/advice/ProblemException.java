package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered, for a reason that its caller can understand. */
final class ProblemException extends RuntimeException {

    private final Problem problem;

    @Nullable
    private final URI instance;

    ProblemException(Problem problem, String detail) {
        this(problem, detail, null);
    }

    /** @param instance where this one failure can be looked up; null where it is not recorded */
    ProblemException(Problem problem, String detail, @Nullable URI instance) {
        super(detail, null, false, false);
        this.problem = problem;
        this.instance = instance;
    }

    static ProblemException unknown(String id) {
        return new ProblemException(
                Problem.UNKNOWN_RECOMMENDATION, "Nothing is recorded under \"" + Messages.shorten(id) + "\".");
    }

    @Nullable
    URI instance() {
        return instance;
    }

    Problem problem() {
        return problem;
    }
}
