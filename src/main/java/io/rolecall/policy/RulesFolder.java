package io.rolecall.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands on policies have in common: the folder they read. */
class RulesFolder {

    @Parameters(paramLabel = "DIR", description = "the folder that holds the policies' folders")
    private Path rules = Path.of("");

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean json() {
        return json;
    }

    /** Every policy in it, by name. */
    List<Bundle> bundles() {
        List<Bundle> bundles = new ArrayList<>();
        try (Stream<Path> folders = Files.list(rules)) {
            for (Path folder : (Iterable<Path>) folders.sorted()::iterator) {
                String name = folder.getFileName().toString();
                if (Files.isDirectory(folder) && !name.startsWith(".")) {
                    bundles.add(Bundle.read(name, folder));
                }
            }
        } catch (Bundle.Unfit e) {
            throw new ParameterException(spec.commandLine(), rules + " cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    rules + " cannot be read (expected: a folder with one folder for each policy).");
        }
        if (bundles.isEmpty()) {
            throw new ParameterException(spec.commandLine(), rules + " holds no policy (expected: a folder for each).");
        }
        return bundles;
    }
}
