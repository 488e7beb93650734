package io.rolecall.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A process that appends from eight threads for ever and prints the id of each record once it is told that it is recorded. */
final class Appending {

    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Path folder = Path.of(arguments[0]);
        AuditLog log = Entries.log(
                arguments.length == 1
                        ? Entries.store(folder)
                        : PostgresStore.open(arguments[1], "", "", folder, Entries.signing(folder)));
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < 8; i++) {
            new Thread(() -> append(log, out)).start();
        }
    }

    /** @param url of a PostgreSQL database, if any */
    static Process start(Path folder, String... url) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Appending.class.getName(),
                folder.toString()));
        command.addAll(List.of(url));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void append(AuditLog log, FileOutputStream out) {
        try {
            while (true) {
                Entry entry = Entries.any();
                log.append(entry);
                out.write((entry.id() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
