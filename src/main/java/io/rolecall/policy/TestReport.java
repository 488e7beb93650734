package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code test --json} prints. Counts are over all policies; a file lies below its policy's folder. */
record TestReport(List<Tested> policies, List<Told> scenarios, int passed, int failed) {

    /** @param refused what makes the policy unreadable; else empty */
    record Tested(
            String name,
            List<Finding> refused,
            int passed,
            int failed,
            @Nullable ScenarioCoverage coverage) {}

    record Told(String policy, String file, int line, String name, boolean passed, List<Trial.Explained> failures) {}

    static TestReport of(List<Suite> suites) {
        List<Tested> policies = suites.stream()
                .map(suite -> new Tested(
                        suite.policy(),
                        suite.refused(),
                        suite.trials().size() - suite.failed(),
                        suite.failed(),
                        suite.coverage()))
                .toList();
        List<Told> scenarios = suites.stream()
                .flatMap(suite -> suite.trials().stream())
                .map(trial -> new Told(
                        trial.policy(),
                        trial.scenario().at().file(),
                        trial.scenario().at().line(),
                        trial.scenario().name(),
                        !trial.failed(),
                        trial.failures()))
                .toList();
        return new TestReport(
                policies,
                scenarios,
                policies.stream().mapToInt(Tested::passed).sum(),
                policies.stream().mapToInt(Tested::failed).sum());
    }
}
