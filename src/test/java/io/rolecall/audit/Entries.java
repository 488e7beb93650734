package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.springframework.util.unit.DataSize;

/** Entries to record, and a log to record them in. */
final class Entries {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private Entries() {}

    static SqliteStore store(Path folder) {
        return SqliteStore.open(folder.resolve("rolecall.db"), DataSize.ofMegabytes(1));
    }

    static AuditLog log(SqliteStore store) {
        return new AuditLog(store, new SimpleMeterRegistry());
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
        return new Entry(
                id,
                "hiring",
                1,
                "sha256:1",
                "RECOMMENDED",
                "ML_ENGINEER_FIRST",
                null,
                Instant.now(),
                List.of("A use case is named", "A model was accepted"),
                answer(id, 8_192),
                idempotency);
    }

    static byte[] answer(String id, int size) {
        byte[] answer = new byte[size];
        new Random(id.hashCode()).nextBytes(answer);
        return answer;
    }

    private static final Packing PACKING = new Packing(new byte[0]);

    static Append append(Entry entry) {
        return new Append(entry, PACKING.pack(entry.answer()), new Packings());
    }
}
