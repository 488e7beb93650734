package io.rolecall.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Prints appends a second: 16 threads, answers of 8 kB, 20 of 60 rules fired, one append in four with a reference.
 * {@code AppendThroughput [FOLDER [SECONDS [THREADS]]]}
 */
final class AppendThroughput {

    private static final byte[] ANSWER = new byte[8_192];

    public static void main(String[] arguments) throws Exception {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("throughput");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 16;
        new Random(1).nextBytes(ANSWER);
        try (SqliteStore store = Entries.store(folder)) {
            AuditLog log = Entries.log(store);
            measure(log, threads, 3);
            System.out.println(measure(log, threads, seconds));
        }
    }

    private static String measure(AuditLog log, int threads, int seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<long[]>> runs = IntStream.range(0, threads)
                .mapToObj(client -> clients.submit(() -> run(log, client, end)))
                .toList();
        long[] nanos = new long[0];
        for (var run : runs) {
            long[] more = run.get();
            int had = nanos.length;
            nanos = Arrays.copyOf(nanos, had + more.length);
            System.arraycopy(more, 0, nanos, had, more.length);
        }
        clients.shutdown();
        Arrays.sort(nanos);
        return "%,d appends/s with %d threads, p50 %.2f ms, p99 %.2f ms, worst %.0f ms"
                .formatted(
                        nanos.length / seconds,
                        threads,
                        nanos[nanos.length / 2] / 1e6,
                        nanos[(int) (nanos.length * 0.99)] / 1e6,
                        nanos[nanos.length - 1] / 1e6);
    }

    private static long[] run(AuditLog log, int client, long end) {
        Random random = new Random(client);
        long[] nanos = new long[1 << 20];
        int count = 0;
        while (System.nanoTime() < end) {
            List<String> rules = IntStream.range(0, 20)
                    .mapToObj(i ->
                            "A rule with a name of usual length, number " + (3 * i + (i < 8 ? random.nextInt(2) : 0)))
                    .toList();
            String id = Entries.id();
            Instant at = Instant.now();
            Entry entry = new Entry(
                    id,
                    "hiring",
                    1 + count % 3,
                    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "RECOMMENDED",
                    "OUTCOME_" + count % 7,
                    count % 4 == 0 ? "reference-" + client + "-" + count : null,
                    at,
                    rules,
                    ANSWER,
                    null,
                    Entries.seal(id, at, "request", "answer"));
            long start = System.nanoTime();
            log.append(entry);
            nanos[count++] = System.nanoTime() - start;
        }
        return Arrays.copyOf(nanos, count);
    }
}
