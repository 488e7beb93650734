package io.rolecall.policy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A JVM of its own that takes hostile files one after the other, each with a canary, and prints a line for each: what it
 * came to, how long it took, and what the canary saw. It ends itself where a file does not end.
 */
final class HostileRun {

    /** Longer than anything may take: what is still running then hangs. */
    static final int PATIENCE_MILLIS = 12_000;

    private HostileRun() {}

    /** Reads one file as it would be read in service, or by stock Drools. */
    interface Reader {

        /** What it came to, in words of its own. */
        String read(HostileFile file) throws Exception;
    }

    /** @param arguments {@code ours} or {@code stock}, a file with the paths of corpora, and the names of files to leave out */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        boolean stock = arguments[0].equals("stock");
        Reader reader = stock ? new StockReading() : new PolicyReading();
        List<HostileFile> files = HostileFile.all();
        List<String> wanted = Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8);
        int patience = stock ? 5_000 : PATIENCE_MILLIS;
        read(reader, HostileFile.harmless()); // loads the classes that any policy needs, before anything is watched
        Canary canary = Canary.install();
        for (HostileFile file : files) {
            if (wanted.contains(file.name())) {
                long start = System.nanoTime();
                canary.arm();
                AtomicReference<String> end = new AtomicReference<>("HANGS");
                Thread thread = new Thread(null, () -> end.set(read(reader, file)), "reading", 1 << 20);
                thread.setDaemon(true);
                thread.start();
                thread.join(patience);
                Set<String> seen = canary.disarm();
                seen.remove("starts a thread: reading");
                long millis = (System.nanoTime() - start) / 1_000_000;
                out.println("RUN\t" + file.name() + "\t" + millis + "\t"
                        + String.join("; ", seen).replaceAll("\\s+", " ") + "\t"
                        + end.get().replaceAll("[\t\r\n]+", " "));
                out.flush();
                if (thread.isAlive()) {
                    Runtime.getRuntime().halt(1); // it cannot be stopped; another JVM takes the rest
                }
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static String read(Reader reader, HostileFile file) {
        try {
            return reader.read(file);
        } catch (Throwable e) {
            return "THROWS " + e;
        }
    }
}
