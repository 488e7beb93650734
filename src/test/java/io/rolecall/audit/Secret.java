package io.rolecall.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is to be erased of a record, in bytes that are found nowhere else.
 *
 * @param packed the answer as the database has it
 */
record Secret(String id, byte[] reference, byte[] facts, byte[] note, byte[] reason, byte[] salts, byte[] packed) {

    /** How packed answers begin: with tables, which are the same for answers that are alike. */
    private static final int TABLES = 80;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    List<byte[]> parts() {
        return List.of(
                reference, facts, note, reason, Arrays.copyOf(salts, 16), Arrays.copyOfRange(salts, 16, 32), packed);
    }

    /** With a note and, at times, the reason of a hold. */
    static Secret recorded(SqliteStore store, Random random) {
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
        Entries.log(store).append(entry);
        String note = text(random, 1 + random.nextInt(200));
        new FollowUps(store, Entries.ENGINE).add(id, FollowUp.Followed.NO, note);
        String reason = text(random, 30);
        if (random.nextInt(4) == 0) {
            Holds holds = new Holds(store, Entries.ENGINE);
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
        byte[] text = new byte[Math.max(bytes, Remnants.RUN / 2)];
        random.nextBytes(text);
        return HexFormat.of().formatHex(text);
    }
}
