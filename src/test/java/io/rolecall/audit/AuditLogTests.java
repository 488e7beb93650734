package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rolecall.audit.Appended.Recorded;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTests {

    @TempDir
    Path folder;

    Store store;
    AuditLog log;

    @BeforeEach
    void open() {
        store = store();
        log = Entries.log(store);
    }

    /** Opened as often as a test likes. */
    Store store() {
        return Entries.store(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesBackTheExactBytes() {
        Entry entry = Entries.any();
        assertThat(log.append(entry))
                .isInstanceOfSatisfying(
                        Recorded.class, it -> assertThat(it.answer()).isEqualTo(entry.answer()));
        assertThat(log.answer(entry.id())).hasValue(entry.answer());
        assertThat(log.answer("another")).isEmpty();
    }

    @Test
    void keepsRecordsWhenItIsOpenedAgain() {
        Entry entry = Entries.any();
        log.append(entry);
        store.close();
        assertThat(folder.resolve("rolecall.db-wal")).doesNotExist();
        open();
        assertThat(log.answer(entry.id())).hasValue(entry.answer());
    }

    @Test
    void recordsWhatManyThreadsAppend() throws Exception {
        List<Entry> entries = together(16, () -> {
                    List<Entry> mine =
                            IntStream.range(0, 50).mapToObj(i -> Entries.any()).toList();
                    mine.forEach(log::append);
                    return mine;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(entries)
                .hasSize(800)
                .allSatisfy(entry -> assertThat(log.answer(entry.id())).hasValue(entry.answer()));
    }

    @Test
    void givesEachOfManyThreadsItsOwnFailure() throws Exception {
        Entry taken = Entries.any();
        log.append(taken);
        List<Boolean> good = together(16, () -> {
            Entry entry = Entries.any();
            assertThatThrownBy(() -> log.append(taken))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageMatching("(?i).*unique.*")
                    .hasMessageNotContaining("\n");
            log.append(entry);
            return log.answer(entry.id()).isPresent();
        });
        assertThat(good).containsOnly(true);
        assertThat(log.accepting()).isTrue();
    }

    /** What the triggers refuse, in a database with something of everything. */
    List<String> changes() {
        return List.of(
                "UPDATE recommendation SET outcome = 'x'",
                "DELETE FROM recommendation",
                "UPDATE idempotency SET fingerprint = 'x'",
                "DELETE FROM idempotency",
                "UPDATE fired SET rules_key = 'x'",
                "DELETE FROM fired",
                "UPDATE fired_rule SET rule = 'x'",
                "DELETE FROM fired_rule",
                "UPDATE policy_version SET files = x'00'",
                "DELETE FROM policy_version",
                "UPDATE entry SET bytes = x'00'",
                "DELETE FROM entry",
                "INSERT OR REPLACE INTO entry (entry_index, bytes) VALUES (0, x'00')",
                "UPDATE tile SET hashes = x'00'",
                "DELETE FROM tile",
                "UPDATE follow_up SET followed = 'NO'",
                "UPDATE follow_up SET note = NULL, salt = NULL",
                "UPDATE recommendation SET answer = x'', salts = NULL, reference = NULL, reference_tag = NULL",
                "UPDATE hold SET reason = NULL, salt = NULL",
                "UPDATE hold SET held = 0",
                "DELETE FROM hold",
                "INSERT INTO erasure (position, id, at, cause) VALUES (1, 'x', 1, 'REQUEST')",
                "UPDATE erasure SET at = 0",
                "DELETE FROM erasure",
                "DELETE FROM follow_up",
                "UPDATE head SET size = 0",
                "UPDATE head SET root = x'00'",
                "UPDATE head SET checkpoint = NULL",
                "DELETE FROM head");
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rolecall.db"));
    }

    @Test
    void letsNobodyChangeARecord() throws SQLException {
        Entry first = Entries.with(new Idempotency("key", "print"));
        log.append(first);
        new FollowUps(store, Entries.ENGINE).add(first.id(), FollowUp.Followed.YES, null);
        for (int i = 0; i < 256; i++) {
            log.append(Entries.any());
        }
        new Holds(store, Entries.ENGINE).place(first.id(), "a reason");
        Entry erased = Entries.any();
        log.append(erased);
        new Erasures(store, Entries.ENGINE).erase(erased.id());
        Entries.activate(new PolicyVersions(store, Entries.ENGINE), "hiring", "sha256:1", new byte[] {1}, new byte[0]);
        assertThat(new ProvableLog(store).proof(first.id())).isPresent();
        try (Connection connection = connection()) {
            assertThat(changes())
                    .allSatisfy(sql -> assertThatThrownBy(
                                    () -> connection.createStatement().execute(sql))
                            .hasMessageMatching("(?s).*(a record is never|an entry follows).*"));
        }
    }

    @Test
    void measuresAppends() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new AuditLog(store, Entries.ENGINE, meters).append(Entries.any());
        assertThat(meters.get("rolecall.audit.append").timer().count()).isEqualTo(1);
    }

    @Test
    void readsWhileSomeoneWrites() throws SQLException {
        Entry entry = Entries.any();
        log.append(entry);
        try (Session other = new SqliteSession(connection())) {
            other.begin();
            assertThat(log.answer(entry.id())).isPresent();
        }
    }

    static <T> List<T> together(int threads, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> runs = pool.invokeAll(Collections.nCopies(threads, task));
            List<T> results = new ArrayList<>();
            for (Future<T> run : runs) {
                results.add(run.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
