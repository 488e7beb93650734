package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import java.util.ArrayList;
import java.util.List;

/** A body that cannot be taken, with every place that is wrong. */
final class BadRequest extends RuntimeException {

    /** More than these are counted only: an answer should not be far larger than its request. */
    private static final int MOST = 100;

    private final Problem problem;
    private final transient List<FactReader.Problem> errors;

    BadRequest(Problem problem, List<FactReader.Problem> errors) {
        super(summary(errors), null, false, false);
        this.problem = problem;
        this.errors = errors.size() <= MOST ? List.copyOf(errors) : shortened(errors);
    }

    private static String summary(List<FactReader.Problem> errors) {
        int more = errors.size() - 1;
        return errors.get(0).message() + (more == 0 ? "" : " And " + more + " more: see errors.");
    }

    private static List<FactReader.Problem> shortened(List<FactReader.Problem> errors) {
        List<FactReader.Problem> some = new ArrayList<>(errors.subList(0, MOST));
        some.add(new FactReader.Problem("", "And " + (errors.size() - MOST) + " more places that are wrong."));
        return List.copyOf(some);
    }

    static BadRequest json(String pointer, String message) {
        return new BadRequest(Problem.BAD_JSON, List.of(new FactReader.Problem(pointer, message)));
    }

    Problem problem() {
        return problem;
    }

    List<FactReader.Problem> errors() {
        return errors;
    }
}
