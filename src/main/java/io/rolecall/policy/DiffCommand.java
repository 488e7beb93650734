package io.rolecall.policy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Parameters(index = "0", paramLabel = "DIR_A", description = "the folder of a policy")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "DIR_B", description = "the folder of another, or of the same one later")
    private Path after = Path.of("");

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Option(names = "--text", description = "the lines of all files, too, as diff -u shows them")
    private boolean text;

    @Option(
            names = "--semantic",
            description = "the smallest situations that the two answer otherwise, too; it can take some seconds")
    private boolean semantic;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolicyDiff diff =
                PolicyDiff.between(PolicyArgument.read(spec, before), PolicyArgument.read(spec, after), semantic);
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
            if (diff.semantic() != null) {
                print(diff.semantic());
            }
        }
        return diff.sameAdvice() ? 0 : 1;
    }

    private void print(SemanticDiff semantics) {
        for (SemanticDiff.Differing one : semantics.differences()) {
            out().println("! " + one.from() + " -> " + one.to() + " where "
                    + JsonMapper.shared().writeValueAsString(one.facts()));
        }
        out().println(semantics.searched());
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
