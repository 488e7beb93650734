package io.rolecall.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code check DIR}: everything that is wrong with the policies of a folder. */
@Command(
        name = "check",
        description = "Reads every policy: language, house rules, sources, scenarios, coverage.",
        customSynopsis = {"rolecall check [--json] [--strict] DIR", "rolecall check [--json] --explain CODE"},
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine; warnings may be there", "1:an error, or with --strict a warning", "2:wrong usage"})
public final class CheckCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Mixin
    private RulesFolder folder = new RulesFolder();

    @Option(names = "--strict", description = "a warning counts as an error")
    private boolean strict;

    @Option(names = "--explain", paramLabel = "CODE", description = "what a code in brackets means, with an example")
    private @Nullable String explain;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (explain != null) {
            explain(explain);
            return 0;
        }
        List<Inspection> inspections = folder.inspections();
        Report report = Report.of(inspections);
        if (folder.json()) {
            out().println(JSON.writeValueAsString(report));
        } else {
            print(inspections, report);
        }
        return report.errors > 0 || strict && report.warnings > 0 ? 1 : 0;
    }

    /** What {@code --json} prints. Counts are over all policies; a finding's file lies below its policy's folder. */
    record Report(List<Checked> policies, List<Found> findings, long errors, long warnings) {

        /** @param rules 0 where the policy cannot be read */
        record Checked(String name, String digest, int rules, long errors, long warnings) {}

        record Found(String policy, @JsonUnwrapped Finding finding) {}

        static Report of(List<Inspection> inspections) {
            return new Report(
                    inspections.stream()
                            .map(one -> new Checked(
                                    one.bundle().name(),
                                    one.bundle().digest(),
                                    one.rules(),
                                    one.errors(),
                                    one.warnings()))
                            .toList(),
                    inspections.stream()
                            .flatMap(one -> one.findings().stream()
                                    .map(finding -> new Found(one.bundle().name(), finding)))
                            .toList(),
                    inspections.stream().mapToLong(Inspection::errors).sum(),
                    inspections.stream().mapToLong(Inspection::warnings).sum());
        }
    }

    private void print(List<Inspection> inspections, Report report) {
        FindingPrinter printer =
                new FindingPrinter(out(), spec.commandLine().getColorScheme().ansi());
        for (Inspection one : inspections) {
            one.findings().forEach(finding -> printer.print(one.bundle(), finding));
        }
        int rules = inspections.stream().mapToInt(Inspection::rules).sum();
        String where = Messages.count(inspections.size(), "policy", "policies");
        if (report.findings.isEmpty()) {
            out().println("Nothing found in " + where + " with " + Messages.count(rules, "rule", "rules") + ".");
            return;
        }
        out().println(Messages.count(report.errors, "error", "errors") + " and "
                + Messages.count(report.warnings, "warning", "warnings") + " in " + where
                + ". To read about a code in brackets: check --explain CODE");
    }

    private void explain(String id) {
        Map<String, Code> codes = Stream.of(Code.values()).collect(Collectors.toMap(Code::id, code -> code));
        Code code = codes.get(id);
        if (code == null) {
            String meant = Messages.didYouMean(id, codes.keySet());
            throw new ParameterException(
                    spec.commandLine(), "There is no code \"" + id + "\"." + (meant == null ? "" : " " + meant));
        }
        out().println(
                        folder.json()
                                ? JSON.writeValueAsString(new Explained(code, code.severity(), code.page()))
                                : code.page().strip());
    }

    record Explained(Code code, Finding.Severity severity, String page) {}

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
