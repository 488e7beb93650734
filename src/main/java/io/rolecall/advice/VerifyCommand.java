package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.Verdict;
import io.rolecall.audit.Verification;
import io.rolecall.audit.VerifierKey;
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

/** {@code audit verify DIR}: whether an export is what was signed. */
@Command(
        name = "verify",
        description =
                "Checks an export to the bit, and names all that is wrong with it. Needs no service and no key file.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:sound",
            "1:tampered with; or signed by another key than the one that was given; or sound, but with --replay this"
                    + " version answers differently",
            "2:incomplete, or older than the checkpoint that was given; or that or the key is another log's; or wrong usage"
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "what audit export wrote")
    private Path folder = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the line that GET /v1/audit/key answered when the export was made or before, or a file that holds"
                            + " it, kept apart from the export. A key that replaced the export's own later says nothing"
                            + " of it: give the one of that time, which the entry key.rotated names in newer exports")
    private @Nullable String key;

    @Option(
            names = "--since",
            paramLabel = "CHECKPOINT",
            description = "a file with an older checkpoint of this log, which must only have grown since")
    private @Nullable Path since;

    @Option(
            names = "--replay",
            description = "answers each recorded request again under its version, and compares. A different answer was"
                    + " recorded so all the same: it shows another engine, or a record that no rule led to")
    private boolean replays;

    @Option(names = "--json", description = "for machines")
    private boolean asJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        ExportReplay replay = replays ? new ExportReplay(folder, RunningEngine.engine()) : null;
        Verdict verdict;
        try {
            verdict = Verification.of(
                    folder,
                    new Verification.Terms(key == null ? null : VerifierKey.of(key), since, new BundleText(), replay),
                    new ProgressLines(err, "verified"));
        } catch (AuditUnavailableException e) {
            err.println(e.getMessage());
            return 2;
        }
        Report report = new Report(verdict, replay == null ? null : replay.replayed());
        if (asJson) {
            spec.commandLine().getOut().println(Json.WRITER.writeValueAsString(report));
        } else {
            print(report);
        }
        return switch (verdict.verdict()) {
            case SOUND -> 0;
            case TAMPERED, UNTRUSTED, DIFFERENT -> 1;
            case INCOMPLETE -> 2;
        };
    }

    /** What {@code --json} prints. */
    record Report(
            @JsonUnwrapped Verdict verdict,

            @JsonInclude(JsonInclude.Include.NON_NULL) ExportReplay.@Nullable Replayed replay) {}

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        Verdict verdict = report.verdict;
        verdict.faults().forEach(out::println);
        if (verdict.more() > 0) {
            out.println("and " + verdict.more() + " more");
        }
        if (report.replay != null) {
            report.replay.lines().forEach(out::println);
        }
        out.println(switch (verdict.verdict()) {
                    case SOUND -> "Sound: ";
                    case DIFFERENT -> "Sound, but answered differently by this version: ";
                    case INCOMPLETE -> "Incomplete: ";
                    case UNTRUSTED -> "Not signed by the key that is trusted: ";
                    case TAMPERED -> "Tampered with: ";
                }
                + contents(verdict));
        if (!verdict.keyGiven()) {
            out.println("It was held against the key that lies in it, which shows only that it agrees with itself:"
                    + " give the log's key with --key.");
        }
    }

    private static String contents(Verdict verdict) {
        return verdict.size() == null
                ? "there is nothing that could be checked."
                : Messages.count(verdict.size(), "entry", "entries")
                        + (verdict.origin() == null ? "" : " of " + verdict.origin()) + ", "
                        + Messages.count(verdict.recommendations(), "recommendation", "recommendations") + ", "
                        + Messages.count(verdict.payloads(), "payload", "payloads") + ", "
                        + verdict.erased() + " erased, "
                        + Messages.count(verdict.versions(), "policy version", "policy versions") + ".";
    }
}
