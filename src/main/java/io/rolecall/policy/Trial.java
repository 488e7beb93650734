package io.rolecall.policy;

import io.rolecall.knowledge.Interpretation;
import io.rolecall.knowledge.Interpreter;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.RuleOutcome;
import io.rolecall.knowledge.Rulebook;
import java.util.List;

/**
 * A scenario that was run.
 *
 * @param failures empty where the policy does as the scenario says
 */
record Trial(String policy, Scenario scenario, List<Explained> failures) {

    /**
     * @param message what was expected, and what came
     * @param rules those that made it so, each with every condition and what it read
     */
    record Explained(String message, List<RuleOutcome> rules) {}

    static Trial of(Policy policy, Scenario scenario) {
        List<Scenario.Failure> failures = scenario.check(policy.base());
        return new Trial(
                policy.name(),
                scenario,
                failures.stream()
                        .map(failure ->
                                explained(failure, scenario, policy.base().rulebook()))
                        .toList());
    }

    private static Explained explained(Scenario.Failure failure, Scenario scenario, Rulebook rulebook) {
        if (failure.rules().isEmpty()) {
            return new Explained(failure.message(), List.of()); // what is given does not fit the facts
        }
        try {
            Interpretation interpretation = Interpreter.interpret(rulebook, scenario.facts(rulebook));
            return new Explained(
                    failure.message(),
                    failure.rules().stream().map(interpretation::outcome).toList());
        } catch (OverBudgetException stopped) {
            return new Explained(failure.message(), List.of()); // the interpreter takes longer than the engine
        }
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /** The file with the scenario's line: {@code hiring/signals/models.scenarios.yaml:6}. */
    String place() {
        return policy + "/" + scenario.at().file() + ":" + scenario.at().line();
    }
}
