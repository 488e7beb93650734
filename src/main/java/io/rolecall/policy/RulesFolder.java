package io.rolecall.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands on policies have in common: the folder they read. */
class RulesFolder {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "the folder that holds the policies' folders")
    private @Nullable Path rules;

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    boolean json() {
        return json;
    }

    /** Every policy in it, by name, with what is wrong with it. */
    List<Inspection> inspections() {
        return opened().stream().map(Inspection::of).toList();
    }

    /** Every policy's folder in it, by name. */
    List<Opened> opened() {
        if (rules == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: DIR");
        }
        List<Opened> opened = new ArrayList<>();
        try (Stream<Path> folders = Files.list(rules)) {
            for (Path folder : (Iterable<Path>) folders.sorted()::iterator) {
                String name = folder.getFileName().toString();
                if (Files.isDirectory(folder) && !name.startsWith(".")) {
                    opened.add(Opened.of(name, folder));
                }
            }
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    rules + " cannot be read (expected: a folder with one folder for each policy).");
        }
        if (opened.isEmpty()) {
            throw new ParameterException(spec.commandLine(), rules + " holds no policy (expected: a folder for each).");
        }
        return opened;
    }
}
