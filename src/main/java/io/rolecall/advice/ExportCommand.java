package io.rolecall.advice;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.LogExport;
import io.rolecall.audit.LogExport.Exported;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit export DIR}: the log as files that anybody can check. */
@Command(
        name = "export",
        description = "Writes the log up to its newest checkpoint as files that can be checked without the service.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exported",
            "1:exported, but the record is not as it was signed",
            "2:nothing to export, or wrong usage"
        })
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "where to write; empty or not there yet")
    private Path target = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:ROLECALL_DATA:-data}",
            description = "the folder that holds the record, rolecall.data; a service may go on writing to it")
    private Path data = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "the key that signs checkpoints, or the line that verifies them (default: audit.key in --data)")
    private @Nullable Path key;

    @Option(names = "--json", description = "for machines")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Exported exported;
        try {
            exported = LogExport.write(
                    data.resolve("rolecall.db"),
                    key == null ? data.resolve("audit.key") : key,
                    target,
                    new BundleText(),
                    new ProgressLines(err, "exported"));
        } catch (AuditUnavailableException e) {
            err.println(e.getMessage());
            return 2;
        }
        exported.damages().forEach(err::println);
        spec.commandLine().getOut().println(asJson ? Json.WRITER.writeValueAsString(exported) : text(exported));
        return exported.damages().isEmpty() ? 0 : 1;
    }

    private String text(Exported exported) {
        return target + " holds " + Messages.count(exported.entries(), "entry", "entries") + " of " + exported.origin()
                + " with " + Messages.count(exported.payloads(), "payload", "payloads") + " and "
                + Messages.count(exported.versions(), "policy version", "policy versions") + "."
                + (exported.left() == 0
                        ? ""
                        : " " + Messages.count(exported.left(), "newer entry is", "newer entries are")
                                + " not signed yet, and not in it.");
    }
}
