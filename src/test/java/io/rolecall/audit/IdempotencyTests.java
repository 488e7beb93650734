package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.audit.Appended.KeyConflict;
import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTests {

    static final Idempotency ONE = new Idempotency("key-1", "print-1");
    static final Search ALL = new Search(null, null, null, null, null, null, null, null, 100);

    @TempDir
    Path folder;

    Store store;
    AuditLog log;

    @BeforeEach
    void open() {
        store = store();
        log = Entries.log(store);
    }

    Store store() {
        return Entries.store(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void answersTheSameRequestAsBefore() {
        Entry first = Entries.with(ONE);
        assertThat(log.replay(ONE)).isEmpty();
        log.append(first);
        assertThat(log.append(Entries.with(ONE))).isInstanceOfSatisfying(Replayed.class, it -> {
            assertThat(it.answer()).isEqualTo(first.answer());
            assertThat(it.id()).isEqualTo(first.id());
        });
        assertThat(log.replay(ONE)).hasValueSatisfying(it -> assertThat(it).isInstanceOf(Replayed.class));
        assertThat(log.search(ALL).items()).hasSize(1);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        Idempotency other = new Idempotency(ONE.key(), "print-2");
        log.append(Entries.with(ONE));
        assertThat(log.append(Entries.with(other))).isEqualTo(new KeyConflict());
        assertThat(log.replay(other)).hasValue(new KeyConflict());
        assertThat(log.search(ALL).items()).hasSize(1);
    }

    @Test
    void recordsOnceHoweverManyThreadsUseTheKey() throws Exception {
        List<Appended> results = AuditLogTests.together(16, () -> log.append(Entries.with(ONE)));
        assertThat(results).filteredOn(Recorded.class::isInstance).hasSize(1);
        Recorded recorded = (Recorded)
                results.stream().filter(Recorded.class::isInstance).findFirst().orElseThrow();
        assertThat(results)
                .filteredOn(Replayed.class::isInstance)
                .hasSize(15)
                .allSatisfy(it -> assertThat(((Replayed) it).answer()).isEqualTo(recorded.answer()));
        assertThat(log.search(ALL).items()).hasSize(1);
    }

    @Test
    void keepsTheKeyFreeWhenTheRecordFails() {
        Entry taken = Entries.any();
        log.append(taken);
        try {
            log.append(Entries.hiring(taken.id(), ONE));
        } catch (NotRecordedException expected) {
            assertThat(log.replay(ONE)).isEmpty();
        }
        assertThat(log.append(Entries.with(ONE))).isInstanceOf(Recorded.class);
    }
}
