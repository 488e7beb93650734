package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import java.util.List;

/** A body that cannot be taken, with every place that is wrong. */
final class BadRequest extends RuntimeException {

    private final Problem problem;
    private final transient List<FactReader.Problem> errors;

    BadRequest(Problem problem, List<FactReader.Problem> errors) {
        super(errors.get(0).message(), null, false, false);
        this.problem = problem;
        this.errors = List.copyOf(errors);
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
