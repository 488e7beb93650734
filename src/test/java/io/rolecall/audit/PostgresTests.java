package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the record promises, on PostgreSQL. */
class PostgresTests {

    @TempDir
    Path folder;

    final String url = Postgres.shared().database();

    static final Entry known = Entries.any();

    @TempDir
    static Path filledFolder;

    static String filled;

    @Nested
    class Records extends AuditLogTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }

        @Override
        List<String> changes() {
            return List.of(
                    "UPDATE recommendation SET outcome = 'x'",
                    "DELETE FROM recommendation",
                    "TRUNCATE recommendation CASCADE",
                    "UPDATE idempotency SET fingerprint = 'x'",
                    "DELETE FROM idempotency",
                    "UPDATE fired SET rules_key = 'x'",
                    "DELETE FROM fired",
                    "UPDATE fired_rule SET rule = 'x'",
                    "DELETE FROM fired_rule",
                    "UPDATE policy_version SET files = ''",
                    "DELETE FROM policy_version",
                    "UPDATE entry SET bytes = ''",
                    "DELETE FROM entry",
                    "INSERT INTO entry (entry_index, id, bytes) VALUES (100000, 'x', '')",
                    "UPDATE tile SET hashes = ''",
                    "DELETE FROM tile",
                    "UPDATE follow_up SET followed = 'NO'",
                    "DELETE FROM follow_up",
                    "UPDATE outbox SET bytes = ''",
                    "INSERT INTO outbox (id, bytes) VALUES ('x', ''); DELETE FROM outbox",
                    "UPDATE head SET size = 0",
                    "UPDATE head SET root = ''",
                    "UPDATE head SET epoch = epoch - 1",
                    "UPDATE head SET checkpoint = NULL",
                    "DELETE FROM head");
        }

        @Override
        Connection connection() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        @Test
        void readsWhileSomeoneWrites() throws SQLException {
            Entry entry = Entries.any();
            log.append(entry);
            try (Connection other = connection()) {
                other.setAutoCommit(false);
                other.createStatement().execute("LOCK TABLE recommendation IN EXCLUSIVE MODE");
                assertThat(log.answer(entry.id())).isPresent();
            }
        }
    }

    @Nested
    class Counts extends RecommendationCountsTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }
    }

    @Nested
    class Keys extends IdempotencyTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }
    }

    @Nested
    class Erasing extends ErasureTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }

        @Override
        Connection connection() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        void letsNobodyChangeMoreThanAnErasureDoes(String sql) {
            // all in one database, below
        }

        @Test
        void letsNobodyChangeMore() throws SQLException {
            for (String sql : List.of(
                    "UPDATE recommendation SET answer = 'x'",
                    "UPDATE recommendation SET outcome = NULL, answer = '', salts = NULL, reference = NULL, reference_tag = NULL",
                    "UPDATE recommendation SET recorded_at = 0, answer = '', salts = NULL",
                    "UPDATE recommendation SET answer = '', salts = NULL, fired_id = (SELECT max(id) FROM fired WHERE rules_key <> '')",
                    "UPDATE follow_up SET followed = 'NO', note = NULL, salt = NULL",
                    "UPDATE follow_up SET note = 'x'")) {
                super.letsNobodyChangeMoreThanAnErasureDoes(sql);
            }
        }

        @Override
        void unguarded(Connection connection) throws SQLException {
            connection.createStatement().execute("SET session_replication_role = replica");
        }

        @Override
        String noBytes() {
            return "''";
        }
    }

    @Nested
    class Searches extends SearchTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }
    }

    @Nested
    class Rotations extends KeyRotationTests {

        @Override
        Store store(LogSigning signing) {
            return PostgresStore.open(url, "", "", folder, signing);
        }

        @Override
        void saysWhatKeepsAKeyFromBeingReplaced() {
            // is about the disk of this machine
        }

        @Override
        void saysThatACopyFromBeforeTheRotationIsOlder() {
            // is about a copy of a file, as is the next one; Following looks at databases elsewhere
        }

        @Override
        void saysThatWhatItFollowsIsOlderThanTheRotation() {}

        /** All of them look before one can write. */
        @Test
        void saysItOnceHoweverManyReplicasStartWithTheNewKey() throws Exception {
            SigningKey.generate().write(key);
            AtomicInteger number = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(4);
            List<Store> replicas = AuditLogTests.together(4, () -> {
                Path data = folder.resolve("replica-" + number.incrementAndGet());
                Store store = PostgresStore.open(url, "", "", data, new LogSigning(key, previous, null));
                try (Connection connection = DriverManager.getConnection(url)) {
                    connection.setAutoCommit(false);
                    connection.createStatement().execute("LOCK TABLE outbox IN SHARE MODE"); // shared by all four
                    start.await();
                    Thread release = new Thread(() -> {
                        Replica.sleep(500);
                        try {
                            connection.commit();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    release.start();
                    KeyRotation.record(store, Entries.ENGINE);
                    release.join();
                }
                return store;
            });
            for (Store replica : replicas) {
                Entries.log(replica).append(Entries.any());
            }
            for (Store replica : replicas) {
                Checkpoint checkpoint = replica.checkpoints().covering(6);
                assertThat(replica.doubt().reason()).isNull();
                assertThat(SigningKey.read(key)
                                .verifies(SignedNote.parse(checkpoint.note()).orElseThrow(), before.origin()))
                        .isTrue();
                assertThat(rotations(new ProvableLog(replica))).hasSize(1);
                replica.close();
            }
        }
    }

    @Nested
    class Versions extends PolicyVersionsTests {

        @Override
        Store store() {
            return PostgresStore.open(url, "", "", folder, Entries.signing(folder));
        }
    }

    @Test
    void keepsFollowUpsAsEntries() {
        try (Replica replica = Replica.open(url, folder)) {
            FollowUps followUps = new FollowUps(replica.store, Entries.ENGINE);
            Entry entry = Entries.any();
            replica.log.append(entry);
            FollowUp no =
                    followUps.add(entry.id(), FollowUp.Followed.NO, "too early").orElseThrow();
            FollowUp yes =
                    followUps.add(entry.id(), FollowUp.Followed.YES, null).orElseThrow();
            assertThat(followUps.of(entry.id())).containsExactly(no, yes);
            assertThat(followUps.counts("hiring")).containsExactly(new FollowUp.Count(1, "ML_ENGINEER_FIRST", 1, 0, 0));
            assertThat(followUps.add("another", FollowUp.Followed.NO, null)).isEmpty();
            Entries.logged(replica.store, 3);
            assertThat(replica.proofs.entries(0, 10))
                    .map(each -> Base64.getEncoder().encodeToString(each.leaf()))
                    .containsExactly(
                            entry.seal().leafText(),
                            no.audit().leaf(),
                            yes.audit().leaf());
            assertThat(followUps.of(entry.id())).containsExactly(no, yes);
        }
    }

    @Test
    void finishesTheLogWhenItIsClosed() throws Exception {
        Set<String> ids;
        try (Replica replica = Replica.open(url, folder)) {
            replica.load(4);
            Replica.sleep(500);
            replica.rest();
            ids = replica.recorded;
        }
        try (Connection connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM outbox")) {
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
        try (Replica replica = Replica.open(url, folder)) {
            assertThat(replica.proofs.checkpoint().size()).isEqualTo(ids.size());
            replica.holds(ids, Set.of());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'hiring', 'firing'), 'UTF8') WHERE entry_index = 299",
                "DELETE FROM entry WHERE entry_index = 299",
                "DELETE FROM entry WHERE entry_index = 280",
                "UPDATE head SET size = 200",
                "UPDATE head SET root = ''",
                "UPDATE head SET checkpoint = replace(checkpoint, chr(10) || '304' || chr(10), chr(10) || '303' || chr(10))",
                "UPDATE head SET checkpoint = NULL",
                "DELETE FROM tile"
            })
    void noticesAtTheStartThatSomebodyWasAtIt(String sql) throws Exception {
        String url = Postgres.shared().copy(filled());
        SampleLog.copy(filledFolder, folder);
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("SET session_replication_role = replica"); // no triggers
            assertThat(connection.createStatement().executeUpdate(sql)).isPositive();
        }
        try (Replica replica = Replica.open(url, folder)) {
            assertThat(replica.log.doubt()).isNotNull().doesNotContain("\n", "user=");
            assertThat(replica.log.accepting()).isFalse();
            assertThatThrownBy(() -> replica.log.append(Entries.any()))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageContaining("in doubt");
            assertThat(replica.log.answer(known.id())).hasValue(known.answer());
        }
    }

    /** The URL of a database with 304 entries. */
    private static synchronized String filled() throws Exception {
        if (filled == null) {
            filled = Postgres.shared().database();
            try (Replica replica = Replica.open(filled, filledFolder)) {
                replica.log.append(known);
                AuditLogTests.together(3, () -> {
                    for (int i = 0; i < 101; i++) {
                        replica.log.append(Entries.any());
                    }
                    return true;
                });
            }
        }
        return filled;
    }

    @Test
    void saysWhatIsWrongInOneLine() throws Exception {
        Postgres server = Postgres.shared();
        String url = server.empty();
        refuses(Postgres.url("rolecall", 1), "", "cannot be used", "refused", "start it, or set spring.datasource.url");
        refuses(server.url("nowhere"), "", "\"nowhere\" does not exist", "create the database");
        refuses(
                "jdbc:postgresql://user:secret@localhost/rolecall",
                "",
                "spring.datasource.url",
                "expected: jdbc:postgresql://HOST:PORT/DATABASE");
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE guest LOGIN");
            connection
                    .createStatement()
                    .execute("CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        }
        refuses(url.replace("user=postgres", "user=guest"), "", "permission denied", "let the user create tables");
        refuses(server.url("latin"), "", "has the encoding LATIN1 (expected: UTF8)");
        Replica.open(server.database(), folder).close();
    }

    @Test
    void saysThatThePasswordIsNotTheRightOne() throws Exception {
        Postgres server = Postgres.shared();
        server.createUser("cautious", "right");
        String url = server.empty().replaceFirst("\\?.*", "");
        String mend = "set spring.datasource.username and spring.datasource.password";
        refuses(url, "cautious", "password authentication failed", mend);
        assertThatThrownBy(() -> PostgresStore.open(url, "cautious", "", folder, Entries.signing(folder)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContainingAll("no password was provided", mend);
    }

    @Test
    void takesNoServerThatIsTooOld() {
        PostgresDatabase database = PostgresDatabase.existing(url, "", "");
        assertThatThrownBy(() -> database.check("13.4", 130004, "UTF8"))
                .hasMessageContaining(" is PostgreSQL 13.4 (expected: 14 or later)")
                .hasMessageNotContaining("user=");
        database.check("14.0", 140000, "UTF8");
    }

    private void refuses(String url, String user, String... words) {
        assertThatThrownBy(() -> PostgresStore.open(url, user, "secret", folder, Entries.signing(folder)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContainingAny("\n", "secret", "user=");
    }

    @Test
    void findsNothingUnderATextThatNoRecordCanHold() {
        try (Replica replica = Replica.open(url, folder)) {
            assertThat(replica.log.answer("a\0b")).isEmpty();
            assertThat(replica.log
                            .search(new Search(null, null, null, null, "\0", null, null, null, 5))
                            .items())
                    .isEqualTo(List.of());
        }
    }
}
