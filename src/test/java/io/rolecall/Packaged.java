package io.rolecall;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code java -jar target/rolecall.jar} as a process of its own, with all that it prints. */
final class Packaged implements AutoCloseable {

    private static final Path JAR = Path.of("target/rolecall.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Packaged(Process process) {
        this.process = process;
        this.readers = List.of(read(process.inputReader(), out), read(process.errorReader(), err));
    }

    static Packaged start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** With these environment variables too. */
    static Packaged start(Map<String, String> environment, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return start(builder);
    }

    /** The same, however it is run. */
    static Packaged start(ProcessBuilder builder) throws IOException {
        return new Packaged(builder.start());
    }

    /** A service on free ports. */
    static Packaged serve(Path rules, Path data, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--rolecall.rules=" + rules, "--rolecall.data=" + data));
        for (String port : List.of("--server.port=", "--management.server.port=")) {
            if (Stream.of(more).noneMatch(argument -> argument.startsWith(port))) {
                arguments.add(port + "0");
            }
        }
        arguments.addAll(List.of(more));
        return start(arguments.toArray(String[]::new));
    }

    private static Thread read(BufferedReader reader, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (reader) {
                reader.lines().forEach(lines::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                // the process was killed
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    List<String> out() {
        return out;
    }

    List<String> err() {
        return err;
    }

    String text() {
        return String.join("\n", Stream.concat(out.stream(), err.stream()).toList());
    }

    /** Waits for the end. */
    int exit() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + text());
        }
        for (Thread reader : readers) {
            reader.join(5_000);
        }
        return process.exitValue();
    }

    Caller api() throws InterruptedException {
        return new Caller(port("api +http://[^:]+:(\\d+)/"));
    }

    Caller management() throws InterruptedException {
        return new Caller(port("health +http://[^:]+:(\\d+)/"));
    }

    private int port(String pattern) throws InterruptedException {
        await(() -> found(pattern) != 0 || !process.isAlive());
        int port = found(pattern);
        if (port == 0) {
            throw new AssertionError("It does not serve:\n" + text());
        }
        return port;
    }

    private int found(String pattern) {
        Pattern line = Pattern.compile(pattern);
        return out.stream()
                .map(line::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElse(0);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain.");
            }
            Thread.sleep(20);
        }
    }

    /** SIGTERM. */
    void stop() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        exit();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
