package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What commands on one policy have in common: which it is. */
public final class NamedPolicy {

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder that holds the policies' folders")
    private Path rules = Path.of("");

    @Parameters(index = "1", paramLabel = "POLICY", description = "the policy's name")
    private String name = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The policy; null where it has errors, which are shown.
     *
     * @throws ParameterException where there is no folder of this name
     */
    public @Nullable Policy read() {
        Bundle bundle = bundle();
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        if (reading.policy() == null) {
            FindingPrinter printer = new FindingPrinter(
                    spec.commandLine().getErr(),
                    spec.commandLine().getColorScheme().ansi());
            reading.findings().stream().filter(Finding::isError).forEach(finding -> printer.print(bundle, finding));
        }
        return reading.policy();
    }

    private Bundle bundle() {
        Path folder = rules.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no folder " + folder + " (expected: DIR with a folder " + name + ").");
        }
        try {
            return Bundle.read(name, folder);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), folder + " cannot be read: " + e.getMessage());
        }
    }
}
