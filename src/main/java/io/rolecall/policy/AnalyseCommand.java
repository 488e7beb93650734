package io.rolecall.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rolecall.knowledge.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code analyse DIR}: what each policy does in situations that nobody wrote down. */
@Command(
        name = "analyse",
        description = "Looks for situations in which conclusions contradict each other or none is drawn,"
                + " and for rules and outcomes that never come up.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine; warnings may be there", "1:an error, or with --strict a warning", "2:wrong usage"})
public final class AnalyseCommand implements Callable<Integer> {

    @Mixin
    private RulesFolder folder = new RulesFolder();

    @Option(names = "--strict", description = "a warning counts as an error")
    private boolean strict;

    @Option(names = "--situations", description = "at most how many for each policy (default: ${DEFAULT-VALUE})")
    private int situations = Search.SITUATIONS;

    @Option(names = "--seed", description = "another one looks at other situations (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (situations < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--situations is " + situations + " (expected: a whole number from 1).");
        }
        List<Analysed> analysed = new ArrayList<>();
        boolean wrong = false;
        for (Inspection one : folder.inspections()) {
            String name = one.bundle().name();
            if (one.policy() == null) {
                wrong = true;
                List<Finding> errors =
                        one.findings().stream().filter(Finding::isError).toList();
                analysed.add(new Analysed(
                        name,
                        errors.stream().map(finding -> new Shown(finding, null)).toList(),
                        null));
                if (!folder.json()) {
                    errors.forEach(finding -> printer().print(one.bundle(), finding));
                }
                continue;
            }
            Search.Report report = Search.of(one.policy(), situations, seed);
            wrong |= report.found().stream()
                    .anyMatch(found -> strict || found.finding().isError());
            List<Shown> shown = report.found().stream()
                    .map(found -> new Shown(found.finding(), found.witness()))
                    .toList();
            analysed.add(new Analysed(name, shown, report.summary()));
            if (!folder.json()) {
                print(one, report);
            }
        }
        if (folder.json()) {
            out().println(JsonMapper.shared().writeValueAsString(analysed));
        }
        return wrong ? 1 : 0;
    }

    /**
     * What {@code --json} prints of a policy.
     *
     * @param searched null where the policy cannot be read
     */
    record Analysed(String policy, List<Shown> findings, Search.@Nullable Summary searched) {}

    /** @param witness null where something was not met */
    record Shown(@JsonUnwrapped Finding finding, @Nullable Witness witness) {}

    private void print(Inspection one, Search.Report report) {
        FindingPrinter printer = printer();
        for (Search.Found found : report.found()) {
            printer.print(one.bundle(), found.finding());
            if (found.witness() != null) {
                found.witness().yaml().forEach(out()::println);
                out().println();
            }
        }
        out().println(one.bundle().name() + ": " + report.summary());
    }

    private FindingPrinter printer() {
        return new FindingPrinter(out(), spec.commandLine().getColorScheme().ansi());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
