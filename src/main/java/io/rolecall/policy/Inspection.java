package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One policy's folder, and all that was found in it: what the server finds, and what the policy does otherwise than its
 * scenarios say.
 *
 * @param policy null where a finding made before any scenario ran is an error
 * @param scenarios in the order of the files
 */
record Inspection(Bundle bundle, @Nullable Policy policy, List<Finding> findings, List<ScenarioResult> scenarios) {

    static Inspection of(Opened opened) {
        return opened.unfit() == null
                ? of(opened.bundle())
                : new Inspection(opened.bundle(), null, List.of(opened.unfit()), List.of());
    }

    static Inspection of(Bundle bundle) {
        return of(bundle, PolicyReader.read(bundle));
    }

    static Inspection of(Bundle bundle, PolicyReader.Reading reading) {
        List<Finding> findings = new ArrayList<>(reading.findings());
        List<ScenarioResult> scenarios = new ArrayList<>();
        Policy policy = reading.policy();
        if (policy != null) {
            policy.samples().forEach(scenario -> scenarios.add(run(scenario, policy, findings)));
            if (findings.stream().noneMatch(finding -> finding.code() == Code.SCENARIO_FAILED)) {
                findings.addAll(ScenarioCoverage.of(policy).findings()); // else what is unshown may follow from that
            }
        }
        return new Inspection(bundle, policy, List.copyOf(findings), List.copyOf(scenarios));
    }

    private static ScenarioResult run(Scenario scenario, Policy policy, List<Finding> findings) {
        List<Scenario.Failure> failures = scenario.check(policy.base());
        for (Scenario.Failure failure : failures) {
            findings.add(Finding.of(
                    Code.SCENARIO_FAILED,
                    failure.at(),
                    null,
                    "\"" + scenario.name() + "\": " + failure.message(),
                    null));
        }
        return ScenarioResult.of(scenario, failures);
    }

    long errors() {
        return findings.stream().filter(Finding::isError).count();
    }

    long warnings() {
        return findings.size() - errors();
    }

    int rules() {
        return policy == null ? 0 : policy.base().rulebook().rules().size();
    }
}
