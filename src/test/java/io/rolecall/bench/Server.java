package io.rolecall.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The service in a process of its own, with a data folder and a copy of the shipped policies of its own. */
final class Server implements AutoCloseable {

    private static final Path SHIPPED = Path.of("rules-drl");

    private final Process process;
    private final int port;
    private final Path rules;

    private Server(Process process, int port, Path rules) {
        this.process = process;
        this.port = port;
        this.rules = rules;
    }

    /** @return once it has answered the request with 201 */
    static Server start(byte[] request, String... properties) throws Exception {
        Path folder = Files.createTempDirectory("rolecall-load");
        Path rules = copy(folder.resolve("rules"));
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BenchServer.class.getName(),
                "--server.port=" + port,
                "--management.server.port=" + freePort(),
                "--rolecall.rules=" + rules,
                "--rolecall.data=" + folder.resolve("data")));
        command.addAll(List.of(properties));
        Path log = folder.resolve("server.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            try (Connection connection = new Connection(port)) {
                if (connection.exchange(request) == 201) {
                    return new Server(process, port, rules);
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IllegalStateException("The server did not start: " + log);
    }

    private static Path copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.createDirectories(to);
                Path target = to.resolve(SHIPPED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }

    int port() {
        return port;
    }

    /** Changes the hiring policy: a new version goes live. */
    void change(int number) throws IOException {
        edit(
                "hiring/facts.drl",
                text -> text.replaceFirst("\\n// change \\d+\\n$", "") + "\n// change " + number + "\n");
    }

    void edit(String path, UnaryOperator<String> change) throws IOException {
        Path file = rules.resolve(path);
        Path fresh = file.resolveSibling(".fresh");
        Files.writeString(fresh, change.apply(Files.readString(file, StandardCharsets.UTF_8)));
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** Megabytes resident. */
    long memory() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
