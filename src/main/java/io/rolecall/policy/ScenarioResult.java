package io.rolecall.policy;

import java.util.List;

/**
 * A scenario that was run.
 *
 * @param line of its name, from 1
 * @param failures what was expected, and what came; empty where the policy does as the scenario says
 */
public record ScenarioResult(String name, String file, int line, boolean passed, List<String> failures) {

    static ScenarioResult of(Scenario scenario, List<Scenario.Failure> failures) {
        return new ScenarioResult(
                scenario.name(),
                scenario.at().file(),
                scenario.at().line(),
                failures.isEmpty(),
                failures.stream().map(Scenario.Failure::message).toList());
    }
}
