package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.util.List;

/**
 * The checks of a policy that can answer, run.
 *
 * @param scenarios each of them, in the order of the files
 */
public record CheckRun(CheckReport report, List<ScenarioResult> scenarios) {

    /**
     * Takes some tenths of a second for hundreds of rules.
     *
     * @param warnings what reading it found
     */
    public static CheckRun of(Policy policy, List<Finding> warnings) {
        Inspection inspection = Inspection.of(policy.bundle(), new PolicyReader.Reading(policy, warnings));
        return new CheckRun(
                new CheckReport(
                        inspection.errors() == 0,
                        inspection.rules(),
                        policy.samples().size(),
                        inspection.findings()),
                inspection.scenarios());
    }
}
