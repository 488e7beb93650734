package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.util.List;

/**
 * What the checks say of a policy that can answer.
 *
 * @param passed whether all of its scenarios do what they say
 * @param rules how many it has
 * @param scenarios how many it has, its teams included
 * @param findings warnings, and the scenarios that fail
 */
public record CheckReport(boolean passed, int rules, int scenarios, List<Finding> findings) {

    /** How many scenarios fail. */
    public long failed() {
        return findings.stream()
                .filter(finding -> finding.code() == Code.SCENARIO_FAILED)
                .map(finding -> finding.file() + ":" + finding.line())
                .distinct()
                .count();
    }
}
