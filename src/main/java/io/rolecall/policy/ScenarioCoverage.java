package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Coverage;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Rulebook;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy's scenarios and teams show of it.
 *
 * @param findings warnings about what they leave unshown: rules that never fired, conditions seen one way only, outcomes
 *     never reached
 */
record ScenarioCoverage(Coverage.Summary summary, List<Finding> findings) {

    static ScenarioCoverage of(Policy policy) {
        Rulebook rulebook = policy.base().rulebook();
        Coverage coverage = new Coverage(rulebook);
        for (Scenario scenario : policy.samples()) {
            try {
                coverage.add(scenario.facts(rulebook));
            } catch (FactReader.Refused | OverBudgetException stopped) {
                continue; // the scenario fails, and says why
            }
        }
        List<Finding> findings = new ArrayList<>(coverage.findings());
        unreached(coverage.unreached(), policy, findings);
        return new ScenarioCoverage(coverage.summary(), List.copyOf(findings));
    }

    private static void unreached(List<String> unreached, Policy policy, List<Finding> findings) {
        if (unreached.isEmpty()) {
            return;
        }
        List<String> all =
                policy.about().outcomes().stream().map(Policy.Outcome::id).toList();
        YamlFile file = YamlFile.read(Policy.FILE, policy.bundle().text(Policy.FILE), new ArrayList<>());
        for (String outcome : unreached) {
            findings.add(Finding.of(
                    Code.UNCOVERED_OUTCOME,
                    file.at("/outcomes/" + all.indexOf(outcome) + "/id"),
                    null,
                    "No scenario leads to the outcome " + outcome + ".",
                    "Add one that does, to the scenarios or the teams."));
        }
    }
}
