package io.rolecall.audit;

import io.rolecall.policy.Bundle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints how long it takes to export and to verify many entries, and the heap it takes: a million with small payloads, then some
 * with payloads as large as those of the policy {@code hiring}. {@code mvn -Pbench verify}, or
 * {@code VerificationBenchmark ENTRIES [BYTES]} for others.
 */
final class VerificationBenchmark {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 2_000;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            measure(Integer.parseInt(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0);
        } else {
            measure(1_000_000, 0);
            measure(20_000, 16_000);
        }
    }

    private static void measure(int entries, int more) throws Exception {
        Path folder = Files.createTempDirectory("verification");
        try {
            Path data = folder.resolve("data");
            Path export = folder.resolve("export");
            time("written as a log", entries, () -> {
                fill(data, entries, more);
                return true;
            });
            time(
                    "exported",
                    entries,
                    () -> LogExport.write(
                            Location.in(data),
                            data,
                            data.resolve("audit.key"),
                            export,
                            SampleLog.BUNDLES,
                            (a, b) -> {}));
            System.out.printf(
                    "%,d MB of entries and tiles, %,d MB of payloads%n",
                    size(export.resolve("tile")) >> 20, size(export.resolve("payload")) >> 20);
            VerifierKey key = VerifierKey.of(export.resolve("key").toString());
            Verdict verdict =
                    time("verified", entries, () -> SampleLog.verify(export, key, export.resolve("checkpoint")));
            if (verdict.verdict() != Verdict.Finding.SOUND || verdict.size() != entries) {
                throw new IllegalStateException(verdict.toString());
            }
        } finally {
            for (Path file : SampleLog.files(folder)) {
                Files.delete(file);
            }
        }
    }

    private static <T> T time(String what, int entries, Callable<T> work) throws Exception {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        T done = work.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d entries %s in %.1f s, %,.0f a second, heap at most %,d MB%n",
                entries,
                what,
                seconds,
                entries / seconds,
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20);
        return done;
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : SampleLog.files(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static void fill(Path data, int entries, int more) {
        Bundle bundle = Bundle.of("hiring", new TreeMap<>(Map.of("policy.yaml", "x".getBytes(StandardCharsets.UTF_8))));
        byte[] noise = new byte[more * 3 / 4];
        new Random(1).nextBytes(noise);
        String text = Base64.getEncoder().encodeToString(noise);
        try (SqliteStore store = Entries.store(data)) {
            Entries.activate(
                    new PolicyVersions(store, Entries.ENGINE),
                    "hiring",
                    bundle.digest(),
                    bundle.packed(),
                    text.getBytes(StandardCharsets.UTF_8));
            StoredAnswers answers = new StoredAnswers();
            Packing packing = new Packing(text.getBytes(StandardCharsets.UTF_8));
            for (int at = 1; at < entries; at += BATCH) {
                List<Append> batch = IntStream.range(at, Math.min(entries, at + BATCH))
                        .parallel()
                        .mapToObj(i -> entry(i, bundle.digest(), text))
                        .map(entry -> new Append(entry, packing.pack(entry.answer()), answers))
                        .toList();
                store.write(new Batch(batch));
            }
        }
    }

    /** Many in one commit. */
    private record Batch(List<Append> appends) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            for (Append append : appends) {
                append.perform(session);
            }
            return true;
        }

        @Override
        public Optional<Boolean> recall(Session session) {
            return Optional.empty();
        }
    }

    private static Entry entry(int number, String digest, String text) {
        String id = Entries.id();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Object> policy = Map.of("name", "hiring", "version", 1, "digest", digest);
        Map<String, Object> request = Map.of("facts", Map.of("team", Map.of("size", number)));
        Map<String, Object> answer = new TreeMap<>(Map.of(
                "id", id, "facts", request.get("facts"), "policy", policy, "status", "RECOMMENDED", "signals", text));
        answer.put("reference", null);
        answer.put("recordedAt", at.toString());
        Seal seal = Seal.of(id, at, policy, request, answer, Entries.ENGINE);
        answer.put("audit", Map.of("leaf", seal.leafText()));
        return new Entry(
                id,
                "hiring",
                1,
                digest,
                "RECOMMENDED",
                "ML_ENGINEER_FIRST",
                null,
                at,
                List.of("A model was accepted"),
                JSON.writeValueAsBytes(answer),
                null,
                seal);
    }
}
