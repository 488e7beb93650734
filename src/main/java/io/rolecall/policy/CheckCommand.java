package io.rolecall.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code check DIR}: everything that is wrong with the policies of a folder. */
@Command(
        name = "check",
        description = "Reads every policy: language, sources, scenarios.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine", "1:a finding", "2:wrong usage"})
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private RulesFolder folder = new RulesFolder();

    @Option(names = "--strict", description = "a warning counts as an error")
    private boolean strict;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int errors = 0;
        int warnings = 0;
        for (Bundle bundle : folder.bundles()) {
            for (Finding finding : findings(bundle)) {
                errors += finding.isError() ? 1 : 0;
                warnings += finding.isError() ? 0 : 1;
                out.println(
                        folder.json()
                                ? JsonMapper.shared().writeValueAsString(new Found(bundle.name(), finding))
                                : bundle.name() + "/" + finding + (finding.isError() ? "" : " (warning)"));
            }
        }
        if (!folder.json()) {
            out.println(count(errors, "error") + ", " + count(warnings, "warning"));
        }
        return errors > 0 || strict && warnings > 0 ? 1 : 0;
    }

    private record Found(String policy, @JsonUnwrapped Finding finding) {}

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static List<Finding> findings(Bundle bundle) {
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        List<Finding> findings = new ArrayList<>(reading.findings());
        Policy policy = reading.policy();
        if (policy != null) {
            policy.samples()
                    .forEach(scenario -> scenario.failures(policy.base())
                            .forEach(failure -> findings.add(Finding.of(
                                    Code.SCENARIO_FAILED,
                                    scenario.at(),
                                    null,
                                    "\"" + scenario.name() + "\": " + failure,
                                    null))));
        }
        return findings;
    }
}
