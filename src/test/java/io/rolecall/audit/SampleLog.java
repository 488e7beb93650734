package io.rolecall.audit;

import io.rolecall.audit.FollowUp.Followed;
import io.rolecall.policy.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A log with entries of every kind, in a folder of its own, and its export. Payloads are small. */
final class SampleLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final PolicyText BUNDLES = new PolicyText() {
        @Override
        public SortedMap<String, byte[]> files(byte[] stored) {
            return Bundle.unpacked("", stored).files();
        }

        @Override
        public String digest(SortedMap<String, byte[]> files) {
            return Bundle.of("", files).digest();
        }
    };

    final Path data;
    final List<String> ids = new ArrayList<>(); // of the recommendations that have a payload, and are not held
    private final Random random;
    private final List<String> erased = new ArrayList<>();
    private Bundle active;
    private int version;

    private SampleLog(Path data, long seed) {
        this.data = data;
        this.random = new Random(seed);
    }

    /** A log of so many entries, closed. */
    static SampleLog of(Path data, int size, long seed) {
        SampleLog log = new SampleLog(data, seed);
        log.grow(size);
        return log;
    }

    /** One that these replicas write in turns, with the key that is in the folder; new and still open. */
    static SampleLog of(Path data, int size, long seed, Replica... replicas) {
        SampleLog log = new SampleLog(data, seed);
        for (long at = 0; at < size; at++) {
            Replica replica = replicas[(int) (at / 3 % replicas.length)];
            log.add(at, replica.store, replica.log);
        }
        return log;
    }

    /** Adds entries until there are so many. */
    void grow(int size) {
        try (SqliteStore store = Entries.store(data)) {
            AuditLog log = Entries.log(store);
            for (long at = store.read(StoredTree::size); at < size; at++) {
                add(at, store, log);
            }
        }
    }

    private void add(long at, Store store, AuditLog log) {
        PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
        if (active == null || at == 40) {
            activate(versions, "rule " + at);
        } else if (at % 50 == 7) {
            versions.refuse("hiring", "sha256:" + at, 1, "signals.drl:1:1: no such fact");
        } else if (at % 20 == 9) {
            String note = at % 40 == 9 ? "Größe \"" + at + "\"" : null;
            new FollowUps(store, Entries.ENGINE)
                    .add(any(), Followed.PARTLY, note)
                    .orElseThrow();
        } else if (at % 90 == 33) {
            String id = ids.remove(random.nextInt(ids.size()));
            erased.add(id);
            new Erasures(store, Entries.ENGINE).erase(id).orElseThrow();
        } else if (at % 30 == 15) {
            String id = ids.remove(random.nextInt(ids.size())); // a held one is not erased
            new Holds(store, Entries.ENGINE).place(id, "A court wants it.");
        } else {
            log.append(entry());
        }
    }

    Path export(Path target) {
        return export(Location.in(data), target);
    }

    Path export(Location location, Path target) {
        LogExport.Exported exported =
                LogExport.write(location, data, data.resolve("audit.key"), target, BUNDLES, (a, b) -> {});
        if (!exported.damages().isEmpty()) {
            throw new IllegalStateException(exported.toString());
        }
        return target;
    }

    static Verdict verify(Path export) {
        return verify(export, null, null);
    }

    static Verdict verify(Path export, VerifierKey key, Path since) {
        return Verification.of(export, new Verification.Terms(key, since, BUNDLES, null), (a, b) -> {});
    }

    /** Of the recommendations that have a payload. */
    String any() {
        return ids.get(random.nextInt(ids.size()));
    }

    List<String> erased() {
        return erased;
    }

    private void activate(PolicyVersions versions, String text) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("policy.yaml", ("title: " + text).getBytes(StandardCharsets.UTF_8));
        files.put("signals/models.drl", ("// " + text).getBytes(StandardCharsets.UTF_8));
        active = Bundle.of("hiring", files);
        version = Entries.activate(versions, "hiring", active.digest(), active.packed(), new byte[0]);
    }

    private Entry entry() {
        String id = Entries.id();
        Instant at = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        Map<String, Object> request =
                new TreeMap<>(Map.of("facts", Map.of("team", Map.of("size", random.nextInt(99)))));
        Map<String, Object> answer =
                new TreeMap<>(Map.of("id", id, "facts", request.get("facts"), "title", "{\"Größe\"}"));
        if (random.nextBoolean()) {
            request.put("reference", "}\\\" " + id);
        }
        answer.put("reference", request.get("reference"));
        Map<String, Object> policy = Map.of("name", "hiring", "version", version, "digest", active.digest());
        Seal seal = Seal.of(id, at, policy, request, answer, Entries.ENGINE);
        answer.put("audit", Map.of("leaf", seal.leafText()));
        ids.add(id);
        return new Entry(
                id,
                "hiring",
                version,
                active.digest(),
                "RECOMMENDED",
                "ML_ENGINEER_FIRST",
                null,
                at,
                List.of("A model was accepted"),
                JSON.writeValueAsBytes(answer),
                null,
                seal);
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
