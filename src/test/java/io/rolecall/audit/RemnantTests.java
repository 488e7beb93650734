package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Searches the bytes of every file in the data folder for what was erased. {@code -Drolecall.remnants=30000} for a long run:
 * {@code mvn -q test -Dtest=RemnantTests -Drolecall.remnants=30000}.
 */
class RemnantTests {

    private static final int RECORDS = Integer.getInteger("rolecall.remnants", 3_000);
    private static final int RUN = 24;

    /** How packed answers begin: with tables, which are the same for answers that are alike. */
    private static final int TABLES = 80;

    private static final int BLOCK = Long.BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    SqliteStore store;
    AuditLog log;

    @BeforeEach
    void open() {
        store = Entries.store(folder);
        log = Entries.log(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** @param packed the answer as the database has it */
    private record Secret(
            String id, byte[] reference, byte[] facts, byte[] note, byte[] reason, byte[] salts, byte[] packed) {

        List<byte[]> parts() {
            return List.of(
                    reference,
                    facts,
                    note,
                    reason,
                    Arrays.copyOf(salts, 16),
                    Arrays.copyOfRange(salts, 16, 32),
                    packed);
        }
    }

    @Test
    void leavesNothingOfWhatWasErasedInAnyFile() throws Exception {
        long seed = Long.getLong("rolecall.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        FollowUps followUps = new FollowUps(store, Entries.ENGINE);
        Holds holds = new Holds(store, Entries.ENGINE);
        List<Secret> secrets = Collections.synchronizedList(new ArrayList<>());
        List<Long> seeds = Collections.synchronizedList(
                new ArrayList<>(random.longs(8).boxed().toList()));
        AuditLogTests.together(8, () -> {
            Random own = new Random(seeds.remove(0));
            for (int i = 0; i < RECORDS / 8; i++) {
                secrets.add(recorded(own, followUps, holds));
            }
            return null;
        });
        assertThat(left(secrets)).as("found while it is there").hasSizeGreaterThan(RECORDS * 9 / 10);

        Collections.shuffle(secrets, random);
        List<Secret> erased = secrets.subList(0, RECORDS / 2);
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                log.search(IdempotencyTests.ALL);
            }
        });
        reader.start();
        try {
            Erasures erasures = new Erasures(store, Entries.ENGINE);
            for (int i = 0; i < 20; i++) {
                assertThat(erasures.erase(erased.get(i).id())).isPresent();
                assertThat(left(erased.subList(i, i + 1))).isEmpty();
            }
            AuditLogTests.together(8, () -> {
                for (Secret secret : erased) {
                    if (Math.floorMod(secret.id().hashCode(), 8)
                            == Thread.currentThread().getId() % 8) {
                        erasures.erase(secret.id());
                        log.append(Entries.any());
                    }
                }
                return null;
            });
            for (Secret secret : erased) {
                erasures.erase(secret.id());
            }
        } finally {
            done.set(true);
            reader.join();
        }
        assertThat(left(erased)).as("seed %d", seed).isEmpty();
        assertThat(left(secrets.subList(RECORDS / 2, secrets.size()))).isNotEmpty();
        assertThat(store.<String>read(session -> session.first("PRAGMA integrity_check", row -> row.getString(1))
                        .orElseThrow()))
                .isEqualTo("ok");
    }

    private Secret recorded(Random random, FollowUps followUps, Holds holds) {
        String id = Entries.id();
        String reference = text(random, 8 + random.nextInt(60));
        String facts = text(random, 20);
        // As packed answers are: about a kilobyte, and now and then so much that it goes over several pages.
        byte[] noise = new byte[random.nextInt(10) == 0 ? 9_000 : 300 + random.nextInt(900)];
        random.nextBytes(noise);
        Map<String, Object> request = Map.of("facts", facts, "reference", reference);
        Map<String, Object> answer =
                Map.of("facts", facts, "noise", HexFormat.of().formatHex(noise));
        Instant at = Instant.now();
        Entry entry = new Entry(
                id,
                "hiring",
                1,
                "sha256:1",
                "RECOMMENDED",
                "ML_ENGINEER_FIRST",
                reference,
                at,
                List.of("A rule", "Rule " + random.nextInt(500)),
                JSON.writeValueAsBytes(answer),
                new Idempotency(id, text(random, 32)),
                Entries.seal(id, at, request, answer));
        log.append(entry);
        String note = text(random, 1 + random.nextInt(200));
        followUps.add(id, FollowUp.Followed.NO, note);
        String reason = text(random, 30);
        if (random.nextInt(4) == 0) {
            holds.place(id, reason);
            holds.release(id);
        }
        byte[] packed = store.<byte[]>read(
                session -> session.first("SELECT answer FROM recommendation WHERE id = ?", row -> row.getBytes(1), id)
                        .orElseThrow());
        return new Secret(
                id,
                reference.getBytes(),
                facts.getBytes(),
                note.getBytes(),
                reason.getBytes(),
                entry.seal().salts(),
                Arrays.copyOfRange(packed, TABLES, packed.length));
    }

    private static String text(Random random, int bytes) {
        byte[] text = new byte[Math.max(bytes, RUN / 2)];
        random.nextBytes(text);
        return HexFormat.of().formatHex(text);
    }

    /** Whose texts, salts or packed answers are anywhere in the folder, in a run of {@value #RUN} bytes or whole. */
    private Set<String> left(List<Secret> secrets) throws IOException {
        Map<Long, List<Place>> blocks = new HashMap<>();
        for (Secret secret : secrets) {
            for (byte[] part : secret.parts()) {
                for (int at = 0; at + BLOCK <= part.length; at += BLOCK) {
                    blocks.computeIfAbsent(hash(part, at), key -> new ArrayList<>(1))
                            .add(new Place(secret.id(), part, at));
                }
            }
        }
        Set<String> left = new TreeSet<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int at = 0; at + BLOCK <= bytes.length; at++) {
                    for (Place place : blocks.getOrDefault(hash(bytes, at), List.of())) {
                        if (place.run(bytes, at) >= Math.min(RUN, place.part().length)) {
                            left.add(place.id());
                        }
                    }
                }
            }
        }
        return left;
    }

    /** Eight bytes are hash enough: what is the same has to be compared anyway. */
    private static long hash(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private record Place(String id, byte[] part, int offset) {

        /** How long part and file are the same around this place. */
        int run(byte[] file, int at) {
            int before = 0;
            while (before < offset && before < at && part[offset - before - 1] == file[at - before - 1]) {
                before++;
            }
            int after = 0;
            while (offset + after < part.length
                    && at + after < file.length
                    && part[offset + after] == file[at + after]) {
                after++;
            }
            return before + after;
        }
    }
}
