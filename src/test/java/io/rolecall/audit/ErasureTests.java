package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.audit.Erasure.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What erasing does to a record, and what keeps it from being done. */
class ErasureTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    Store store;
    AuditLog log;
    Erasures erasures;
    Holds holds;
    ProvableLog proofs;

    @BeforeEach
    void open() {
        store = store();
        log = Entries.log(store);
        erasures = new Erasures(store, Entries.ENGINE);
        holds = new Holds(store, Entries.ENGINE);
        proofs = new ProvableLog(store);
    }

    Store store() {
        return Entries.store(folder);
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rolecall.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesTheSummaryAndAProofWithoutAPayload() {
        Entry entry = recorded();
        Proof before = proofs.proof(entry.id()).orElseThrow();
        Erasure erasure = erasures.erase(entry.id()).orElseThrow();
        assertThat(erasure.cause()).isEqualTo(Cause.REQUEST);
        assertThatThrownBy(() -> log.answer(entry.id()))
                .isInstanceOfSatisfying(
                        ErasedException.class, it -> assertThat(it.erasure()).isEqualTo(erasure));
        Proof after = proofs.proof(entry.id()).orElseThrow();
        assertThat(after.entry()).isEqualTo(before.entry());
        assertThat(after.index()).isEqualTo(before.index());
        assertThat(after.request()).isNull();
        assertThat(after.answer()).isNull();
        assertThat(log.search(IdempotencyTests.ALL).items())
                .containsExactly(new Summary(
                        entry.id(), "hiring", 1, "RECOMMENDED", "ML_ENGINEER_FIRST", null, entry.recordedAt()));
        Search byRule = new Search(null, null, "A model was accepted", null, null, null, null, null, 9);
        assertThat(log.search(byRule).items()).isEmpty();
        assertThat(log.doubt()).isNull();
    }

    @Test
    void isOneEntryHoweverOftenItIsAsked() {
        Entry entry = recorded();
        Erasure erasure = erasures.erase(entry.id()).orElseThrow();
        assertThat(erasures.erase(entry.id())).hasValue(erasure);
        List<JsonNode> entries = entries("payload.erased");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("recommendation").stringValue()).isEqualTo(entry.id());
        assertThat(entries.get(0).path("cause").stringValue()).isEqualTo("request");
        assertThat(entries.get(0).path("t").stringValue())
                .isEqualTo(erasure.at().toString());
        assertThat(erasures.erase("nothing")).isEmpty();
    }

    @Test
    void takesTheNotesOfFollowUpsWithIt() {
        FollowUps followUps = new FollowUps(store, Entries.ENGINE);
        Entry entry = recorded();
        Entry other = recorded();
        followUps.add(entry.id(), FollowUp.Followed.NO, "a note");
        followUps.add(other.id(), FollowUp.Followed.NO, "another note");
        erasures.erase(entry.id());
        assertThat(followUps.of(entry.id())).singleElement().satisfies(it -> {
            assertThat(it.note()).isNull();
            assertThat(it.followed()).isEqualTo(FollowUp.Followed.NO);
        });
        assertThat(followUps.of(other.id()).get(0).note()).isEqualTo("another note");
        assertThatThrownBy(() -> followUps.add(entry.id(), FollowUp.Followed.YES, "later"))
                .isInstanceOf(ErasedException.class);
    }

    @Test
    void answersItsIdempotencyKeyWithTheErasure() {
        Entry entry = Entries.with(IdempotencyTests.ONE);
        log.append(entry);
        Erasure erasure = erasures.erase(entry.id()).orElseThrow();
        assertThat(log.replay(IdempotencyTests.ONE)).hasValue(new Appended.Erased(erasure));
        assertThat(log.append(Entries.with(IdempotencyTests.ONE))).isEqualTo(new Appended.Erased(erasure));
    }

    @Test
    void waitsForAHold() {
        Entry entry = recorded();
        Hold hold = holds.place(entry.id(), "a dispute").orElseThrow().hold();
        assertThatThrownBy(() -> erasures.erase(entry.id()))
                .isInstanceOfSatisfying(
                        HeldException.class, it -> assertThat(it.hold()).isEqualTo(hold));
        assertThat(log.answer(entry.id())).hasValue(entry.answer());
        assertThat(holds.release(entry.id())).isTrue();
        assertThat(holds.of(entry.id())).isEmpty();
        assertThat(erasures.erase(entry.id())).isPresent();
        assertThatThrownBy(() -> holds.place(entry.id(), "too late")).isInstanceOf(ErasedException.class);
        assertThat(entries("payload.erased")).hasSize(1);
    }

    @Test
    void keepsAHoldAsItWasSetFirst() {
        Entry entry = recorded();
        assertThat(holds.release(entry.id())).isTrue();
        assertThat(holds.place(entry.id(), "a dispute").orElseThrow().fresh()).isTrue();
        Hold first = holds.of(entry.id()).orElseThrow();
        for (String reason : List.of("a dispute", "a claim")) {
            assertThat(holds.place(entry.id(), reason)).hasValue(new Holds.Placed(first, false));
            assertThat(holds.of(entry.id())).hasValue(first);
        }
        holds.release(entry.id());
        holds.release(entry.id());
        assertThat(entries("hold.set")).hasSize(1);
        assertThat(entries("hold.released")).hasSize(1);
        assertThat(entries("hold.set").toString()).doesNotContain("dispute");
        assertThat(holds.place("nothing", "a dispute")).isEmpty();
        assertThat(holds.release("nothing")).isFalse();
    }

    /** The database lets nobody do more, even where an erasure is written past the service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE recommendation SET answer = x'00'",
                "UPDATE recommendation SET outcome = NULL, answer = x'', salts = NULL, reference = NULL, reference_tag = NULL",
                "UPDATE recommendation SET recorded_at = 0, answer = x'', salts = NULL",
                "UPDATE recommendation SET answer = x'', salts = NULL, fired_id = (SELECT max(id) FROM fired WHERE rules_key <> '')",
                "UPDATE follow_up SET followed = 'NO', note = NULL, salt = NULL",
                "UPDATE follow_up SET note = 'x'"
            })
    void letsNobodyChangeMoreThanAnErasureDoes(String sql) throws SQLException {
        Entry entry = recorded();
        new FollowUps(store, Entries.ENGINE).add(entry.id(), FollowUp.Followed.YES, "a note");
        erasures.erase(entry.id());
        try (Connection connection = connection()) {
            assertThatThrownBy(() -> connection.createStatement().executeUpdate(sql))
                    .hasMessageContaining("a record is never changed, only erased");
        }
    }

    @Test
    void cannotBeWrittenPastAHold() throws SQLException {
        Entry entry = recorded();
        holds.place(entry.id(), "a dispute");
        try (Connection connection = connection()) {
            assertThatThrownBy(() -> connection
                            .createStatement()
                            .executeUpdate(
                                    "INSERT INTO erasure (position, id, at, cause) VALUES (1, 'x', 1, 'REQUEST')"))
                    .hasMessageContaining("a record is never erased while it is held");
        }
    }

    @Test
    void knowsAMissingAnswerFromAnErasedOne() throws SQLException {
        Entry entry = recorded();
        try (Connection connection = connection()) {
            unguarded(connection);
            connection.createStatement().executeUpdate("UPDATE recommendation SET answer = " + noBytes());
        }
        assertThatThrownBy(() -> proofs.proof(entry.id())).isInstanceOf(DamagedRecordException.class);
        assertThat(log.doubt()).isEqualTo("the answer of " + entry.id() + " is missing");
    }

    /** An answer that somebody took away, with a row that says it was erased. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "about another", "at another time"})
    void takesNoErasureThatIsNotInTheLog(String forged) throws SQLException {
        Entry entry = Entries.with(IdempotencyTests.ONE);
        log.append(entry);
        Entry other = recorded();
        erasures.erase(other.id());
        try (Connection connection = connection()) {
            unguarded(connection);
            Statement sql = connection.createStatement();
            if (forged.equals("at another time")) {
                erasures.erase(entry.id());
                sql.executeUpdate("UPDATE erasure SET at = at - 1 WHERE position = 1");
            } else {
                if (forged.equals("about another")) {
                    sql.executeUpdate("DELETE FROM erasure");
                }
                sql.executeUpdate("INSERT INTO erasure (position, id, at, cause) SELECT 1, id || '"
                        + (forged.equals("nothing") ? "x" : "") + "', 1, 'REQUEST' FROM (SELECT '" + id(other)
                        + "' AS id) AS known");
                sql.executeUpdate(
                        "UPDATE recommendation SET answer = " + noBytes() + ", salts = NULL WHERE position = 1");
            }
        }
        assertThatThrownBy(() -> log.answer(entry.id())).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> proofs.proof(entry.id())).isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> log.replay(IdempotencyTests.ONE)).isInstanceOf(DamagedRecordException.class);
        assertThat(log.doubt()).contains(entry.id());
        assertThatThrownBy(() -> erasures.erase(entry.id())).isInstanceOf(NotRecordedException.class);
    }

    private String id(Entry erased) {
        return entries("payload.erased").stream()
                .filter(it -> it.path("recommendation").stringValue().equals(erased.id()))
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
    }

    /** Each is in a table beside the log, where somebody with the file can change it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE hold SET reason = 'another'",
                "UPDATE hold SET at = at + 1",
                "UPDATE hold SET id = 'another'",
                "UPDATE hold SET held = 0",
                "UPDATE follow_up SET note = 'another'",
                "UPDATE follow_up SET note = NULL, salt = NULL",
                "UPDATE follow_up SET followed = 'YES'",
                "UPDATE follow_up SET recorded_at = 1"
            })
    void givesOutNoHoldAndNoFollowUpThatIsNotInTheLog(String sql) throws SQLException {
        Entry entry = recorded();
        FollowUps followUps = new FollowUps(store, Entries.ENGINE);
        followUps.add(entry.id(), FollowUp.Followed.NO, "a note");
        followUps.add(entry.id(), FollowUp.Followed.NO, null);
        holds.place(entry.id(), "a dispute");
        assertThat(followUps.of(entry.id())).hasSize(2);
        assertThat(holds.of(entry.id())).isPresent();
        try (Connection connection = connection()) {
            unguarded(connection);
            connection.createStatement().executeUpdate(sql);
        }
        assertThatThrownBy(() -> {
                    followUps.of(entry.id());
                    holds.of(entry.id());
                })
                .isInstanceOf(DamagedRecordException.class);
        assertThat(log.doubt()).isNotNull();
        assertThat(log.accepting()).isFalse();
    }

    @Test
    void answersNoRetryWithAnotherAnswer() throws SQLException {
        Entry first = Entries.with(IdempotencyTests.ONE);
        log.append(first);
        log.append(Entries.with(new Idempotency("another", "print")));
        try (Connection connection = connection()) {
            unguarded(connection);
            connection
                    .createStatement()
                    .executeUpdate("UPDATE recommendation SET answer ="
                            + " (SELECT answer FROM recommendation WHERE position = 2) WHERE position = 1");
        }
        assertThatThrownBy(() -> log.append(Entries.with(IdempotencyTests.ONE)))
                .isInstanceOf(NotRecordedException.class);
        assertThatThrownBy(() -> log.replay(IdempotencyTests.ONE)).isInstanceOf(DamagedRecordException.class);
        assertThat(log.doubt()).contains("is not the one that was recorded");
    }

    String noBytes() {
        return "x''";
    }

    /** Lets this connection do what triggers and constraints forbid. */
    void unguarded(Connection connection) throws SQLException {
        for (String trigger :
                List.of("recommendation_stays", "follow_up_stays", "hold_stays", "erasure_stays", "erasure_remains")) {
            connection.createStatement().executeUpdate("DROP TRIGGER " + trigger);
        }
    }

    private Entry recorded() {
        Entry entry = Entries.any();
        log.append(entry);
        return entry;
    }

    private List<JsonNode> entries(String type) {
        return store
                .read(session -> session.all("SELECT bytes FROM said ORDER BY place", row -> row.getBytes(1)))
                .stream()
                .map(entry -> JSON.readTree(new String(entry, StandardCharsets.UTF_8)))
                .filter(entry -> entry.path("type").stringValue().equals(type))
                .toList();
    }
}
