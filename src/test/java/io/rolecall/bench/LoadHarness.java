package io.rolecall.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Recommendations a second over HTTP with the durable record, beside an echo in the same server and run, and beside an echo
 * of an answer's size that is recorded as an answer is. The server is a process of its own; the kinds of load take turns, so
 * that a noisy machine is as noisy for all.
 *
 * <p>{@code LoadHarness [SECONDS per turn] [ROUNDS]}
 */
public final class LoadHarness {

    private static final String FACTS = """
            {"facts": {"goal": {"next": "PRODUCTION", "useCaseNamed": true}, "models": {"status": "PROTOTYPE_ACCEPTED"},\
             "production": {"pathExists": false, "trigger": "BY_HAND"}, "team": {"dataScientists": 2, "mlEngineers": 0}},\
             "reference": "load"}""";

    private static final int[] CONNECTIONS = {16, 32};

    /** Turns before anything counts: the compiler of the JVM takes half a minute of load. */
    private static final int WARM_UP = 5;

    private LoadHarness() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int port = freePort();
        Path data = Files.createTempDirectory("rolecall-load");
        Process server = start(port, data);
        try {
            awaitStart(port);
            byte[] echo = Connection.post("/bench/echo", FACTS);
            byte[] recommend = Connection.post("/v1/policies/hiring/recommendations", FACTS);
            byte[] recorded = Connection.post("/bench/recorded", answer(port, recommend));
            for (int i = 0; i < WARM_UP; i++) {
                load(port, recommend, 16, seconds);
                load(port, echo, 16, seconds);
                load(port, recorded, 16, seconds);
            }
            System.out.println("connections  kind       per second   p50 ms   p99 ms   ratio to echo");
            for (int connections : CONNECTIONS) {
                List<Turn> echoes = new ArrayList<>();
                List<Turn> records = new ArrayList<>();
                List<Turn> recommendations = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    echoes.add(load(port, echo, connections, seconds));
                    records.add(load(port, recorded, connections, seconds));
                    recommendations.add(load(port, recommend, connections, seconds));
                }
                Turn echoed = Turn.median(echoes);
                Turn justRecorded = Turn.median(records);
                Turn recommended = Turn.median(recommendations);
                print(connections, "echo", echoed, 1);
                print(connections, "recorded", justRecorded, justRecorded.perSecond / echoed.perSecond);
                print(connections, "recommend", recommended, recommended.perSecond / echoed.perSecond);
            }
            System.out.println("server memory " + memory(server) + " MB resident");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String answer(int port, byte[] request) throws IOException {
        try (Connection connection = new Connection(port)) {
            connection.exchange(request);
            return connection.answer();
        }
    }

    /** @param failed answers other than 201 */
    record Turn(double perSecond, double p50, double p99, int failed) {

        static Turn median(List<Turn> turns) {
            return turns.stream()
                    .sorted(java.util.Comparator.comparingDouble(Turn::perSecond))
                    .toList()
                    .get(turns.size() / 2);
        }
    }

    private static Turn load(int port, byte[] request, int connections, int seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long start = System.nanoTime();
        List<Future<long[]>> futures = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            futures.add(clients.submit(() -> client(port, request, end)));
        }
        long[] all = new long[0];
        for (Future<long[]> future : futures) {
            long[] times = future.get();
            int before = all.length;
            all = Arrays.copyOf(all, before + times.length);
            System.arraycopy(times, 0, all, before, times.length);
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        clients.shutdown();
        int failed = (int) Arrays.stream(all).filter(time -> time < 0).count();
        long[] sorted = Arrays.stream(all).map(Math::abs).sorted().toArray();
        return new Turn(
                (all.length - failed) / elapsed,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                failed);
    }

    private static long[] client(int port, byte[] request, long end) throws IOException {
        long[] times = new long[1024];
        int count = 0;
        try (Connection connection = new Connection(port)) {
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                int status = connection.exchange(request);
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                long time = System.nanoTime() - start;
                times[count++] = status == 201 ? time : -time;
            }
        }
        return Arrays.copyOf(times, count);
    }

    private static void print(int connections, String kind, Turn turn, double ratio) {
        System.out.printf(
                "%11d  %-9s  %10.0f  %7.2f  %7.2f  %14.2f%s%n",
                connections,
                kind,
                turn.perSecond,
                turn.p50,
                turn.p99,
                ratio,
                turn.failed == 0 ? "" : "  FAILED " + turn.failed);
    }

    private static Process start(int port, Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchServer.class.getName(),
                        "--server.port=" + port,
                        "--management.server.port=" + freePort(),
                        "--rolecall.data=" + data)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile())
                .start();
    }

    private static void awaitStart(int port) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try (Connection connection = new Connection(port)) {
                if (connection.exchange(Connection.post("/v1/policies/hiring/recommendations", FACTS)) == 201) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The server did not start.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long memory(Process server) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(server.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
