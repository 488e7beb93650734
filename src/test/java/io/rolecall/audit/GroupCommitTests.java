package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.audit.Appended.Recorded;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that fails, for each way it can. */
class GroupCommitTests {

    @TempDir
    Path folder;

    DatabaseFile file;

    @BeforeEach
    void open() {
        file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void answersWhatIsStoredAlthoughTheCommitReportedAnError() throws SQLException {
        AtomicBoolean lost = new AtomicBoolean(true);
        Writing.Opening losesOneReply = () -> new SqliteSession(connection()) {
            @Override
            void end(boolean committed) throws SQLException {
                super.end(committed);
                if (lost.getAndSet(false)) {
                    throw new SQLException("the reply was lost");
                }
            }
        };
        Checkpoints checkpoints = Entries.checkpoints(file);
        try (GroupCommit commits =
                new GroupCommit(losesOneReply, file::hasRoom, checkpoints, new Doubt(), Duration.ZERO)) {
            assertThat(commits.write(Entries.append(Entries.any()))).isInstanceOf(Recorded.class);
            assertThat(lost).isFalse();
            assertThat(commits.accepting()).isTrue();
            assertThat(checkpoints.covering(1)).isNotNull(); // although nothing is written after it
            assertThat(records()).isEqualTo(1);
        }
    }

    /** As a log that another replica changed in the meantime. */
    @Test
    void isReadOnlyWhereTheLogIsInDoubtWhenItIsOpened() throws SQLException {
        Doubt doubt = new Doubt();
        Writing.Opening doubtful = () -> {
            throw new SQLDataException("it is an older copy");
        };
        try (GroupCommit commits =
                new GroupCommit(doubtful, file::hasRoom, Entries.checkpoints(file), doubt, Duration.ofDays(1))) {
            assertThat(doubt.reason()).isEqualTo("it is an older copy");
            assertThatThrownBy(() -> commits.write(Entries.append(Entries.any())))
                    .hasMessage("not recorded: the log is in doubt: it is an older copy");
        }
    }

    /** However long it would wait for a database that is away. */
    @Test
    void waitsForNothingOnceTheLogIsInDoubt() throws SQLException {
        Doubt doubt = new Doubt();
        try (GroupCommit commits =
                new GroupCommit(file::writer, file::hasRoom, Entries.checkpoints(file), doubt, Duration.ofDays(1))) {
            Write<String> damaged = write(session -> {
                throw new SQLDataException("the record is damaged");
            });
            assertThatThrownBy(() -> commits.write(damaged)).isInstanceOf(NotRecordedException.class);
            assertThat(doubt.reason()).isEqualTo("the record is damaged");
        }
    }

    @Test
    void failsWhatIsNotStoredWhenTheCommitFailed() throws SQLException {
        try (GroupCommit commits =
                new GroupCommit(file::writer, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO)) {
            Write<String> refusedByTheCommit = write(session -> {
                session.update("PRAGMA defer_foreign_keys = ON");
                session.update("INSERT INTO fired_rule (rule, fired_id) VALUES ('orphan', 99)");
                return "stored";
            });
            assertThatThrownBy(() -> commits.write(refusedByTheCommit))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageContaining("FOREIGN KEY");
            assertThat(commits.write(Entries.append(Entries.any()))).isInstanceOf(Recorded.class);
        }
    }

    @Test
    void opensTheLogAgainWhenItsConnectionBreaks() throws SQLException {
        try (GroupCommit commits =
                new GroupCommit(file::writer, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO)) {
            Entry entry = Entries.any();
            Write<String> breaks = write(session -> {
                Entries.append(entry).perform(session);
                session.close();
                return "stored";
            });
            assertThatThrownBy(() -> commits.write(breaks)).isInstanceOf(NotRecordedException.class);
            assertThat(commits.write(Entries.append(entry))).isInstanceOf(Recorded.class);
        }
    }

    @Test
    void acceptsAgainOnceAFullDatabaseHasRoom() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        Writing.Opening opening = () -> {
            Session session = file.writer();
            if (full.get()) {
                session.first("PRAGMA max_page_count = 1", row -> row.getLong(1));
                session.update("CREATE TABLE too_much (x)");
            }
            return session;
        };
        try (GroupCommit commits =
                new GroupCommit(opening, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO)) {
            commits.write(write(session -> session.first("PRAGMA max_page_count = 1", row -> row.getLong(1))));
            full.set(true);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            commits.write(Entries.append(Entries.any()));
                        }
                    })
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageContaining("FULL");
            assertThat(commits.accepting()).isFalse();
            assertThatThrownBy(() -> commits.write(Entries.append(Entries.any())))
                    .hasMessage("not recorded: the log is being checked after a failed commit");

            full.set(false);
            Instant end = Instant.now().plus(Duration.ofSeconds(10));
            while (!commits.accepting() && Instant.now().isBefore(end)) {
                Thread.sleep(20);
            }
            assertThat(commits.write(Entries.append(Entries.any()))).isInstanceOf(Recorded.class);
        }
    }

    @Test
    void failsOneBadWriteAndStoresItsBatch() throws Exception {
        try (GroupCommit commits =
                new GroupCommit(file::writer, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO)) {
            List<Boolean> recorded;
            try (Session other = new SqliteSession(connection())) {
                other.begin();
                Thread release = new Thread(() -> release(other, 1_000));
                release.start();
                recorded = AuditLogTests.together(32, () -> {
                    if (Thread.currentThread().getId() % 4 == 0) {
                        assertThatThrownBy(() -> commits.write(write(session -> {
                                    session.fired(List.of("only of the bad one"));
                                    throw new IllegalStateException("a bad one");
                                })))
                                .hasMessage("not recorded: a bad one");
                        return false;
                    }
                    return commits.write(Entries.append(Entries.any())) instanceof Recorded;
                });
                release.join();
            }
            assertThat(records())
                    .isEqualTo(recorded.stream().filter(it -> it).count())
                    .isGreaterThan(0);
        }
    }

    @Test
    void refusesMoreThanItCanQueue() throws Exception {
        try (GroupCommit commits = new GroupCommit(
                        file::writer, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO);
                Session other = new SqliteSession(connection())) {
            other.begin();
            CountDownLatch overloaded = new CountDownLatch(1);
            Thread release = new Thread(() -> {
                await(overloaded);
                release(other, 0);
            });
            release.start();
            List<String> results = AuditLogTests.together(1_400, () -> {
                try {
                    commits.write(Entries.append(Entries.any()));
                    return "recorded";
                } catch (NotRecordedException e) {
                    overloaded.countDown();
                    return e.getMessage();
                }
            });
            release.join();
            assertThat(results)
                    .contains("recorded", "not recorded: the log is overloaded")
                    .hasSize(1_400);
            assertThat(records())
                    .isEqualTo(results.stream().filter("recorded"::equals).count());
        }
    }

    @Test
    void storesWhatIsQueuedWhenItCloses() throws Exception {
        GroupCommit commits =
                new GroupCommit(file::writer, file::hasRoom, Entries.checkpoints(file), new Doubt(), Duration.ZERO);
        List<String> results;
        try (Session other = new SqliteSession(connection())) {
            other.begin();
            Thread release = new Thread(() -> release(other, 1_000));
            Thread close = new Thread(() -> {
                sleep(300);
                commits.close();
            });
            release.start();
            close.start();
            results = AuditLogTests.together(32, () -> {
                commits.write(Entries.append(Entries.any()));
                return "recorded";
            });
            release.join();
            close.join();
        }
        assertThat(results).containsOnly("recorded");
        assertThatThrownBy(() -> commits.write(Entries.append(Entries.any())))
                .hasMessage("not recorded: the log is closing");
        assertThat(records()).isEqualTo(32);
    }

    /** Lets the writer on after a second. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await(4, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(Session other, long after) {
        sleep(after);
        try {
            other.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long records() throws SQLException {
        try (Session reader = file.reader()) {
            return reader.first("SELECT count(*) FROM recommendation", row -> row.getLong(1))
                    .orElseThrow();
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static <T> Write<T> write(Reading<T> reading) {
        return new Write<>() {
            @Override
            public T perform(Session session) throws SQLException {
                return reading.from(session);
            }

            @Override
            public Optional<T> recall(Session session) {
                return Optional.empty();
            }
        };
    }
}
