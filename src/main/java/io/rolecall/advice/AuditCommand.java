package io.rolecall.advice;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit export} and {@code audit verify}: the record, taken out of the service and checked without it. */
@Command(
        name = "audit",
        description = "Takes the record out of the service, and checks what was taken out.",
        mixinStandardHelpOptions = true,
        subcommands = {ExportCommand.class, VerifyCommand.class})
public final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing (expected: export or verify).");
    }
}
