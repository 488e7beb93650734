package io.rolecall.advice;

/** A request that cannot be answered, for a reason that its caller can understand. */
final class ProblemException extends RuntimeException {

    private final Problem problem;

    ProblemException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
