package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code test DIR}: the scenarios of every policy, one line each. */
@Command(
        name = "test",
        description = "Runs the scenarios of every policy.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all as said", "1:one is not, or a policy cannot be read", "2:wrong usage"})
public final class TestCommand implements Callable<Integer> {

    @Mixin
    private RulesFolder folder = new RulesFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        int failed = 0;
        for (Bundle bundle : folder.bundles()) {
            PolicyReader.Reading reading = PolicyReader.read(bundle);
            Policy policy = reading.policy();
            if (policy == null) {
                failed++;
                reading.findings().stream()
                        .filter(Finding::isError)
                        .forEach(finding -> spec.commandLine().getErr().println(bundle.name() + "/" + finding));
                continue;
            }
            for (Scenario scenario : policy.samples()) {
                List<String> failures = scenario.failures(policy.base());
                failed += failures.isEmpty() ? 0 : 1;
                print(bundle.name() + "/" + scenario.at().file(), scenario.name(), failures);
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private void print(String file, String name, List<String> failures) {
        PrintWriter out = spec.commandLine().getOut();
        if (folder.json()) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(Map.of("file", file, "scenario", name, "failures", failures)));
            return;
        }
        out.println((failures.isEmpty() ? "ok      " : "FAILED  ") + file + ": " + name);
        failures.forEach(failure -> out.println("          " + failure));
    }
}
