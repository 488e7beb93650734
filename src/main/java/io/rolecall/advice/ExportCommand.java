package io.rolecall.advice;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.Location;
import io.rolecall.audit.LogExport;
import io.rolecall.audit.LogExport.Exported;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            "1:exported, but the record is not as it was signed, or not all that was signed",
            "2:nothing to export, or wrong usage"
        })
final class ExportCommand implements Callable<Integer> {

    /** Not an option: other processes of the machine see a command line. */
    private static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";

    @Parameters(paramLabel = "DIR", description = "where to write; empty or not there yet")
    private Path target = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:ROLECALL_DATA:-data}",
            description =
                    "the folder that holds the record, rolecall.data, and the last checkpoint that was shown, against"
                            + " which the record is held; a service may go on writing to it")
    private Path data = Path.of("");

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SPRING_DATASOURCE_URL:-}",
            description = {
                "where else the record is, spring.datasource.url: jdbc:postgresql://HOST:PORT/DATABASE;",
                "the password comes from the environment: " + PASSWORD
            })
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "${env:SPRING_DATASOURCE_USERNAME:-}",
            description = "who reads it there, spring.datasource.username; reading is all it has to be allowed")
    private String user = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "${env:ROLECALL_AUDIT_KEY:-}",
            description = "the key that signs checkpoints, rolecall.audit.key, or the line that verifies them (default:"
                    + " audit.key in --data)")
    private Path key = Path.of("");

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
                    location(),
                    data,
                    key.toString().isEmpty() ? data.resolve("audit.key") : key,
                    target,
                    new BundleText(),
                    new ProgressLines(err, "exported"));
        } catch (AuditUnavailableException e) {
            err.println(e.getMessage());
            return 2;
        }
        exported.damages().forEach(err::println);
        if (exported.more() > 0) {
            err.println("and " + exported.more() + " more");
        }
        spec.commandLine().getOut().println(asJson ? Json.WRITER.writeValueAsString(exported) : text(exported));
        return exported.damages().isEmpty() ? 0 : 1;
    }

    private Location location() {
        return url.isEmpty()
                ? Location.in(data)
                : new Location(url, user, System.getenv().getOrDefault(PASSWORD, ""));
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
