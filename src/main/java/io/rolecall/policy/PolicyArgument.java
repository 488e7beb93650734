package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A policy's folder that a command is given, whatever the folder is called: it is often a copy beside another. */
public final class PolicyArgument {

    private static final Pattern NAME = Pattern.compile("(?m)^name: *([^\\s#]+)");

    private PolicyArgument() {}

    /** @throws ParameterException where it is no folder of a policy, or the policy has errors */
    public static Policy read(CommandSpec spec, Path folder) {
        if (!Files.isRegularFile(folder.resolve(Policy.FILE))) {
            throw refused(spec, folder, "has no " + Policy.FILE, "the folder of a policy");
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
                    spec,
                    folder,
                    "has " + errors.size() + (errors.size() == 1 ? " error: " : " errors, the first in ") + first.file()
                            + ":" + first.line() + ":" + first.column() + ": " + first.message(),
                    "a policy that check accepts");
        }
        return policy;
    }

    private static ParameterException refused(CommandSpec spec, Path folder, String why, String expected) {
        return new ParameterException(spec.commandLine(), folder + " " + why + " (expected: " + expected + ").");
    }
}
