package io.rolecall.policy;

import io.rolecall.knowledge.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code test DIR}: the scenarios of every policy, one line each, and why one failed. */
@Command(
        name = "test",
        description = "Runs the scenarios of every policy.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all as said", "1:one is not, or a policy cannot be read", "2:wrong usage"})
public final class TestCommand implements Callable<Integer> {

    @Mixin
    private RulesFolder folder = new RulesFolder();

    @Option(names = "--only", paramLabel = "TEXT", description = "scenarios with this in their policy, file or name")
    private String only = "";

    @Option(names = "--coverage", description = "what the scenarios show of the rules, and what they do not")
    private boolean coverage;

    @Option(names = "--junit", paramLabel = "FILE", description = "writes JUnit XML, for a build server")
    private @Nullable Path junit;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Suite> suites = folder.opened().stream()
                .map(opened -> Suite.run(opened, only, coverage))
                .toList();
        if (!only.isEmpty()
                && suites.stream()
                        .allMatch(suite ->
                                suite.trials().isEmpty() && suite.refused().isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "No scenario has \"" + only + "\" in its policy, file or name (expected: a part of one).");
        }
        if (folder.json()) {
            spec.commandLine().getOut().println(Json.WRITER.writeValueAsString(TestReport.of(suites)));
        } else {
            print(suites);
        }
        if (junit != null) {
            try {
                JunitReport.write(suites, junit);
            } catch (IOException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        junit + " cannot be written (expected: a file in a folder that exists).",
                        e);
            }
        }
        return suites.stream()
                        .allMatch(
                                suite -> suite.failed() == 0 && suite.refused().isEmpty())
                ? 0
                : 1;
    }

    private void print(List<Suite> suites) {
        PrintWriter out = spec.commandLine().getOut();
        TrialPrinter printer =
                new TrialPrinter(out, spec.commandLine().getColorScheme().ansi());
        FindingPrinter refusals = new FindingPrinter(
                spec.commandLine().getErr(), spec.commandLine().getColorScheme().ansi());
        for (Suite suite : suites) {
            suite.refused().forEach(finding -> refusals.print(suite.bundle(), finding));
            suite.trials().forEach(printer::print);
        }
        for (Suite suite : suites) {
            if (suite.coverage() != null) {
                printer.print(suite.policy(), suite.coverage());
            }
        }
        printer.total(suites);
    }
}
