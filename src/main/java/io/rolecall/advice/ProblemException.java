package io.rolecall.advice;

import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered, for a reason that its caller can understand. */
final class ProblemException extends RuntimeException {

    private final Problem problem;

    @Nullable
    private final URI instance;

    private final transient List<Finding> findings;

    ProblemException(Problem problem, String detail) {
        this(problem, detail, null, List.of());
    }

    /** @param instance where this one failure can be looked up */
    ProblemException(Problem problem, String detail, URI instance) {
        this(problem, detail, instance, List.of());
    }

    /** @param findings what is wrong with a policy; the first of them is told in the detail too */
    ProblemException(Problem problem, String detail, List<Finding> findings) {
        this(problem, detail + first(findings), null, findings);
    }

    private ProblemException(Problem problem, String detail, @Nullable URI instance, List<Finding> findings) {
        super(detail, null, false, false);
        this.problem = problem;
        this.instance = instance;
        this.findings = List.copyOf(findings);
    }

    private static String first(List<Finding> findings) {
        return findings.stream()
                .filter(Finding::isError)
                .findFirst()
                .map(error -> " " + error)
                .orElse("");
    }

    List<Finding> findings() {
        return findings;
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
