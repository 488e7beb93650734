package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever numbers the entries loses its turn, in the middle of it. */
class SequencerTests {

    @TempDir
    Path folder;

    final String url = Postgres.shared().database();

    @Test
    void losesItsConnectionOrItsEpochWhileItNumbers() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2);
                Connection operator = DriverManager.getConnection(url)) {
            one.load(3);
            other.load(3);
            for (int i = 0; i < 10; i++) {
                Replica.sleep(150);
                operator.createStatement()
                        .execute(
                                i % 2 == 0
                                        ? "UPDATE head SET epoch = epoch + 1"
                                        : "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND"
                                                + " database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            }
            one.rest();
            other.rest();
            holdsAll(one, other);
        }
    }

    /** However many wait when it is closed, and whether or not one of them has a number. */
    @Test
    void leavesNothingInTheOutboxWhenItIsClosed() throws Exception {
        int count = 12_000;
        try (Connection operator = DriverManager.getConnection(url)) {
            try (Replica one = Replica.open(url, folder)) {
                one.log.append(Entries.any());
                operator.createStatement()
                        .execute("INSERT INTO outbox (id, bytes) SELECT 'x' || i, '{}' FROM generate_series(2, " + count
                                + ") AS i");
            }
            var rows = operator.createStatement()
                    .executeQuery("SELECT (SELECT count(*) FROM outbox), split_part(checkpoint, chr(10), 2) FROM head");
            rows.next();
            assertThat(rows.getLong(1)).isZero();
            assertThat(rows.getString(2)).isEqualTo("" + count);
        }
    }

    @Test
    void seesTheFirstEntryOfAll() throws Exception {
        PostgresDatabase database = PostgresDatabase.existing(url, "", "");
        try (PostgresSession session = database.writer()) {
            Outbox outbox = new Outbox(session);
            outbox.look();
            outbox.look();
            outbox.look();
            session.update("INSERT INTO outbox (id, bytes) VALUES ('first', '')");
            assertThat(outbox.isEmpty()).isFalse();
        }
    }

    /** Numbers are given out in another order than commits come. */
    @Test
    void looksBehindNothingThatMayStillCome() throws Exception {
        PostgresDatabase database = PostgresDatabase.existing(url, "", "");
        try (PostgresSession session = database.writer();
                PostgresSession slow = database.writer();
                Session export = database.snapshot()) {
            session.execute("SET session_replication_role = replica"); // lets rows leave
            export.first("SELECT count(*) FROM outbox", row -> row.getLong(1));
            Outbox outbox = new Outbox(session);
            slow.begin();
            slow.update("INSERT INTO outbox (id, bytes) VALUES ('slow', '')");
            session.update("INSERT INTO outbox (id, bytes) VALUES ('fast', '')");
            outbox.look();
            session.update("DELETE FROM outbox");
            outbox.look();
            assertThat(outbox.left()).as("another has a smaller number").isZero();
            slow.commit();
            outbox.look();
            assertThat(outbox.left()).isZero();
            assertThat(outbox.isEmpty()).isFalse();
            session.update("DELETE FROM outbox");
            outbox.look();
            assertThat(outbox.left())
                    .as("beside somebody who reads what was before")
                    .isEqualTo(2);
        }
    }

    @Test
    void losesItsLockWhileItNumbers() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        Sequencer.Opening careless = () -> new PostgresSession(DriverManager.getConnection(url)) {
            @Override
            void begin() throws SQLException {
                super.begin();
                execute("SELECT pg_advisory_unlock_all()");
                turns.incrementAndGet();
            }
        };
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            one.load(3);
            other.load(3);
            Doubt doubt = new Doubt();
            Path third = folder.resolve("third");
            Files.createDirectory(third);
            Checkpoints checkpoints;
            try (Session session = PostgresDatabase.open(url, "", "").snapshot()) {
                checkpoints =
                        LogOpening.open(session, "third", third.resolve("checkpoint"), Entries.signing(folder), doubt);
            }
            try (Sequencer sequencer =
                            new Sequencer(careless, new Following("third", checkpoints, doubt), checkpoints, doubt);
                    Connection operator = DriverManager.getConnection(url)) {
                sequencer.start();
                for (int i = 0; i < 10 || turns.get() < 3; i++) {
                    operator.createStatement()
                            .execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND"
                                    + " database = (SELECT oid FROM pg_database WHERE datname = current_database())");
                    Replica.sleep(150);
                }
            }
            one.rest();
            other.rest();
            assertThat(doubt.reason()).isNull();
            holdsAll(one, other);
        }
    }

    private static void holdsAll(Replica one, Replica other) {
        assertThat(one.refused).isEmpty();
        assertThat(one.recorded).isNotEmpty();
        one.holds(other.recorded, Set.of());
        other.holds(one.recorded, Set.of());
        Set<String> all = new HashSet<>(one.recorded);
        all.addAll(other.recorded);
        assertThat(one.tree().size()).isEqualTo(all.size());
    }
}
