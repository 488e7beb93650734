package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code diff DIR_A DIR_B}: what one policy says otherwise than another, rule by rule. */
@Command(
        name = "diff",
        description = "Shows what the second policy says otherwise than the first: rules, facts, outcomes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they advise the same", "1:they do not", "2:wrong usage, or a policy with errors"})
public final class DiffCommand implements Callable<Integer> {

    private static final Pattern NAME = Pattern.compile("(?m)^name: *([^\\s#]+)");

    @Parameters(index = "0", paramLabel = "DIR_A", description = "the folder of a policy")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR_B", description = "the folder of another, or of the same one later")
    private Path after = Path.of("");

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Option(names = "--text", description = "the lines of all files, too, as diff -u shows them")
    private boolean text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolicyDiff diff = PolicyDiff.between(policy(before), policy(after));
        if (json) {
            out().println(JsonMapper.shared().writeValueAsString(diff));
        } else {
            print("rule", diff.rules());
            print("fact", diff.facts());
            print("outcome", diff.outcomes());
            if (text) {
                diff.text().lines().forEach(out()::println);
            }
            if (diff.sameAdvice()) {
                out().println(diff.text().isEmpty() ? "No difference." : "Only the spelling differs.");
            }
        }
        return diff.sameAdvice() ? 0 : 1;
    }

    /** Whatever its folder is called here: one of the two is often a copy beside the other. */
    private Policy policy(Path folder) {
        if (!Files.isRegularFile(folder.resolve(Policy.FILE))) {
            throw refused(folder, "has no " + Policy.FILE, "the folder of a policy");
        }
        Opened opened = Opened.of("", folder);
        Bundle files = opened.bundle();
        Matcher name = NAME.matcher(files.files().containsKey(Policy.FILE) ? files.text(Policy.FILE) : "");
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of(name.find() ? name.group(1) : "", files.files()));
        List<Finding> findings = opened.unfit() == null ? reading.findings() : List.of(opened.unfit());
        Policy policy = opened.unfit() == null ? reading.policy() : null;
        if (policy == null) {
            List<Finding> errors = findings.stream().filter(Finding::isError).toList();
            Finding first = errors.get(0);
            throw refused(
                    folder,
                    "has " + errors.size() + (errors.size() == 1 ? " error: " : " errors, the first in ") + first.file()
                            + ":" + first.line() + ":" + first.column() + ": " + first.message(),
                    "a policy that check accepts");
        }
        return policy;
    }

    private ParameterException refused(Path folder, String why, String expected) {
        return new ParameterException(spec.commandLine(), folder + " " + why + " (expected: " + expected + ").");
    }

    private void print(String kind, PolicyDiff.Changes changes) {
        changes.removed().forEach(one -> out().println("- " + kind + " " + one.name()));
        changes.added().forEach(one -> out().println("+ " + kind + " " + one.name()));
        for (PolicyDiff.Changed one : changes.changed()) {
            out().println("~ " + kind + " " + one.name());
            for (Edit edit : one.edits()) {
                if (edit.from() != null) {
                    out().println("    - " + edit.what() + " " + edit.from());
                }
                if (edit.to() != null) {
                    out().println("    + " + edit.what() + " " + edit.to());
                }
            }
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
