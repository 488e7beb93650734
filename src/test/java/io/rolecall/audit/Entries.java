package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Entries to record, and a log to record them in. */
final class Entries {

    static final Engine ENGINE = new Engine("1.0", "10.2.0");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private Entries() {}

    /** Migrated once, without a log in it. */
    private static final class Empty {

        private static final Path DATABASE = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("empty");
                folder.toFile().deleteOnExit();
                Path database = folder.resolve("rolecall.db");
                DatabaseFile.open(database, 0).close();
                database.toFile().deleteOnExit();
                return database;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a version over from the folder, and makes it active. */
    static int activate(PolicyVersions versions, String policy, String digest, byte[] files, byte[] sample) {
        return versions.take(PolicyDraft.ofFolder(policy, digest, files, sample, null), false)
                .version()
                .number();
    }

    static PolicyDraft draft(String policy, int base, String digest) {
        return new PolicyDraft(
                policy, digest, new byte[] {1}, new byte[0], "ada", PolicyVersion.Source.API, "A note.", base, null);
    }

    /** A database that was there before is opened; a new one is a copy of an empty one, which spares its migrations. */
    static SqliteStore store(Path folder) {
        Path database = folder.resolve("rolecall.db");
        if (!Files.exists(database)) {
            copy(Empty.DATABASE, database);
        }
        return SqliteStore.open(folder.resolve("rolecall.db"), DataSize.ofMegabytes(1), signing(folder));
    }

    static AuditLog log(Store store) {
        return new AuditLog(store, ENGINE, new SimpleMeterRegistry());
    }

    static LogSigning signing(Path folder) {
        return new LogSigning(folder.resolve("audit.key"), null, "example.com/test");
    }

    /** What signs for a log that is opened past the store. */
    static Checkpoints checkpoints(DatabaseFile file) throws SQLException {
        Path path = Path.of(file.toString());
        try (Session session = file.reader()) {
            return LogOpening.open(
                    session, path.toString(), LogOpening.checkpointFile(path), signing(path.getParent()), new Doubt());
        }
    }

    static String id() {
        return IDS.generate().toString();
    }

    /** Any entry, with an answer that follows from its id. */
    static Entry any() {
        return hiring(id(), null);
    }

    static Entry with(Idempotency idempotency) {
        return hiring(id(), idempotency);
    }

    static Entry hiring(String id, Idempotency idempotency) {
        Map<String, Object> request = Map.of("facts", Map.of("models", Map.of("status", "LIVE")));
        Map<String, Object> answer = new TreeMap<>(Map.of("id", id, "facts", request.get("facts"), "noise", noise(id)));
        answer.put("reference", null);
        Instant at = Instant.now();
        Seal seal = seal(id, at, request, answer);
        answer.put("audit", Map.of("leaf", seal.leafText()));
        return new Entry(
                id,
                "hiring",
                1,
                "sha256:1",
                "RECOMMENDED",
                "ML_ENGINEER_FIRST",
                null,
                at,
                List.of("A use case is named", "A model was accepted"),
                JSON.writeValueAsBytes(answer),
                idempotency,
                seal);
    }

    static Seal seal(String id, Instant at, Object request, Object answer) {
        return Seal.of(
                id,
                at.truncatedTo(ChronoUnit.MILLIS),
                Map.of("name", "hiring", "version", 1, "digest", "sha256:1"),
                request,
                answer,
                ENGINE);
    }

    /** The first entries of the log as text, once there are so many. */
    static List<String> logged(Store store, int count) {
        ProvableLog log = new ProvableLog(store);
        long end = System.nanoTime() + 10_000_000_000L;
        while (log.entries(0, count).size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return log.entries(0, Integer.MAX_VALUE).stream()
                .map(entry -> new String(entry.entry(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What no compression makes smaller, and what follows from the id. */
    static String noise(String id) {
        byte[] noise = new byte[6_000];
        new Random(id.hashCode()).nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    private static final Packing PACKING = new Packing(new byte[0]);

    static Append append(Entry entry) {
        return new Append(entry, PACKING.pack(entry.answer()), new StoredAnswers());
    }
}
