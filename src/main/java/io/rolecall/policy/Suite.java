package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One policy's scenarios, run.
 *
 * @param refused what makes the policy unreadable; then nothing was run
 * @param trials in the order of the files
 * @param coverage of all the policy's scenarios; null where nobody asked for it
 */
record Suite(
        Bundle bundle,
        List<Finding> refused,
        List<Trial> trials,
        @Nullable ScenarioCoverage coverage) {

    /**
     * @param only of which a scenario's policy, file or name must hold a part; small and capital letters are alike
     * @param covered whether to look at coverage, too
     */
    static Suite run(Opened opened, String only, boolean covered) {
        Bundle bundle = opened.bundle();
        if (opened.unfit() != null) {
            return new Suite(bundle, List.of(opened.unfit()), List.of(), null);
        }
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        Policy policy = reading.policy();
        if (policy == null) {
            List<Finding> errors =
                    reading.findings().stream().filter(Finding::isError).toList();
            return new Suite(bundle, errors, List.of(), null);
        }
        List<Trial> trials = policy.samples().stream()
                .filter(scenario ->
                        contains(bundle.name() + "/" + scenario.at().file(), only) || contains(scenario.name(), only))
                .map(scenario -> Trial.of(policy, scenario))
                .toList();
        return new Suite(bundle, List.of(), trials, covered ? ScenarioCoverage.of(policy) : null);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    String policy() {
        return bundle.name();
    }

    int failed() {
        return (int) trials.stream().filter(Trial::failed).count();
    }
}
