package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Proofs of what was recorded, and what becomes of a log that somebody has been at. */
class ProvableLogTests {

    @TempDir
    Path folder;

    @TempDir
    static Path filled;

    private static Entry known;

    Path database;
    SqliteStore store;
    AuditLog log;
    ProvableLog proofs;

    @BeforeEach
    void open() {
        database = folder.resolve("rolecall.db");
        store = Entries.store(folder);
        log = Entries.log(store);
        proofs = new ProvableLog(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** So many that one tile is full, for each test that is at them: a copy of one log. */
    private Entry filled() throws Exception {
        store.close();
        for (Path file : SampleLog.files(folder)) {
            Files.delete(file);
        }
        if (known == null) {
            open();
            known = append(304).get(0);
            store.close();
            SampleLog.copy(folder, filled);
        } else {
            SampleLog.copy(filled, folder);
        }
        open();
        return known;
    }

    private List<Entry> append(int count) throws Exception {
        return AuditLogTests.together(8, () -> {
                    List<Entry> mine = new ArrayList<>();
                    for (int i = 0; i < count / 8; i++) {
                        mine.add(Entries.any());
                    }
                    mine.forEach(log::append);
                    return mine;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void provesEveryRecord() throws Exception {
        List<Entry> entries = append(360);
        NaiveTree tree = new NaiveTree();
        proofs.entries(0, 1_000).forEach(entry -> tree.add(entry.entry()));
        assertThat(tree.size()).isEqualTo(360);
        for (Entry entry : entries) {
            Proof proof = proofs.proof(entry.id()).orElseThrow();
            assertThat(Base64.getEncoder().encodeToString(proof.leaf()))
                    .isEqualTo(entry.seal().leafText());
            assertThat(new String(entry.answer(), StandardCharsets.UTF_8))
                    .contains(entry.seal().leafText());
            assertThat(proof.leaf()).isEqualTo(NaiveTree.hash(new byte[] {0}, proof.entry()));
            assertThat(proof.path()).containsExactlyElementsOf(tree.inclusion(proof.index(), proof.treeSize()));
            assertThat(Checkpoint.parse(proof.checkpoint()).orElseThrow().root())
                    .isEqualTo(tree.root(proof.treeSize()));
            String text = new String(proof.entry(), StandardCharsets.UTF_8);
            assertThat(text)
                    .startsWith("{\"actor\":\"anonymous\",\"answer\":\"" + committed(proof.answer())
                            + "\",\"eng\":{\"app\":\"1.0\",\"drools\":\"10.2.0\"},\"id\":\"" + entry.id()
                            + "\",\"policy\":{\"digest\":\"sha256:1\",\"name\":\"hiring\",\"version\":1},\"request\":\""
                            + committed(proof.request()) + "\",\"t\":\"20")
                    .endsWith("Z\",\"type\":\"recommendation\"}");
            assertThat(new String(proof.request().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"facts\":{\"models\":{\"status\":\"LIVE\"}}}");
            assertThat(new String(proof.answer().bytes(), StandardCharsets.UTF_8))
                    .startsWith("{\"facts\"")
                    .contains(Entries.noise(entry.id()))
                    .doesNotContain("audit");
        }
        assertThat(proofs.proof("another")).isEmpty();
    }

    private static String committed(Proof.Opening opening) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(NaiveTree.hash(opening.salt(), opening.bytes()));
    }

    @Test
    void growsFromOneCheckpointToTheNext() throws Exception {
        Checkpoint before = proofs.checkpoint();
        for (int round = 0; round < 3; round++) {
            Entry last = append(80).get(79);
            Checkpoint after = Checkpoint.parse(
                            proofs.proof(last.id()).orElseThrow().checkpoint())
                    .orElseThrow();
            assertThat(after.size()).isGreaterThan(before.size());
            assertThat(NaiveTree.consistent(
                            before.size(),
                            after.size(),
                            before.root(),
                            after.root(),
                            proofs.consistency(before.size(), after.size())))
                    .isTrue();
            before = after;
        }
        assertThatThrownBy(() -> proofs.consistency(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signsAtMostOnceASecondAndOneRootForASize() throws Exception {
        List<String> notes = new ArrayList<>();
        long end = System.nanoTime() + 2_500_000_000L;
        while (System.nanoTime() < end) {
            log.append(Entries.any());
            String note = proofs.checkpoint().note();
            if (notes.isEmpty() || !notes.get(notes.size() - 1).equals(note)) {
                notes.add(note);
            }
        }
        assertThat(notes).hasSizeBetween(2, 4);
        assertThat(notes.stream()
                        .map(note -> Checkpoint.parse(note).orElseThrow().size()))
                .doesNotHaveDuplicates();
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        append(80);
        store.close();
        assertThat(Files.readString(LogOpening.checkpointFile(database))).contains("\n80\n");
        open();
        assertThat(log.doubt()).isNull();
        assertThat(proofs.checkpoint().size()).isEqualTo(80);
        append(80);
        assertThat(proofs.entries(0, 1_000)).hasSize(160);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET bytes = cast(replace(cast(bytes AS TEXT), 'hiring', 'firing') AS BLOB) WHERE entry_index = 299",
                "DELETE FROM entry WHERE entry_index = 299",
                "DELETE FROM entry WHERE entry_index = 280",
                "UPDATE tile SET root = x'0000000000000000000000000000000000000000000000000000000000000000'",
                "UPDATE head SET size = 200",
                "UPDATE head SET root = x'00'",
                "UPDATE head SET checkpoint = replace(checkpoint, char(10) || '304' || char(10), char(10) || '303' || char(10))",
                "UPDATE head SET checkpoint = 'no checkpoint'",
                "DELETE FROM tile"
            })
    void noticesAtTheStartThatSomebodyWasAtIt(String sql) throws Exception {
        Entry known = filled();
        store.close();
        change(sql);
        open();
        isReadOnly(known);
    }

    @Test
    void noticesAnOlderDatabase() throws Exception {
        append(80);
        store.close();
        Path copy = Files.copy(database, folder.resolve("copy"));
        open();
        Entry lost = append(80).get(0);
        store.close();
        Files.move(copy, database, StandardCopyOption.REPLACE_EXISTING);
        open();
        assertThat(log.answer(lost.id())).isEmpty();
        assertThat(log.doubt()).contains("holds 80 entries, but 160 were signed", "put back the newest copy");
        assertThat(log.accepting()).isFalse();
        assertThatThrownBy(() -> log.append(Entries.any()))
                .isInstanceOf(NotRecordedException.class)
                .hasMessageContaining("in doubt");
    }

    /** In a full tile, which no start looks through. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 450})
    void noticesAFlippedBitOfAnEntryInItsProof(int bit) throws Exception {
        Entry entry = filled();
        byte[] bytes = proofs.proof(entry.id()).orElseThrow().entry();
        store.close();
        bytes[bit % bytes.length] ^= 1;
        change("UPDATE entry SET bytes = ? WHERE cast(bytes AS TEXT) LIKE '%" + entry.id() + "%'", bytes);
        open();
        assertThatThrownBy(() -> proofs.proof(entry.id())).isInstanceOf(DamagedRecordException.class);
        isReadOnly(null);
    }

    @Test
    void noticesAChangedAnswerInItsProof() throws Exception {
        Entry entry = append(8).get(0);
        store.close();
        change("UPDATE recommendation SET answer = cast(x'00' || '{\"id\": \"1\"}' AS BLOB)");
        open();
        assertThatThrownBy(() -> proofs.proof(entry.id()))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("is not the one that was recorded");
        isReadOnly(null);
    }

    @Test
    void givesOutNoChangedAnswer() throws Exception {
        Entry entry = append(8).get(0);
        store.close();
        change("UPDATE recommendation SET answer = cast(x'00' || '{\"id\": \"1\"}' AS BLOB)");
        open();
        assertThatThrownBy(() -> log.answer(entry.id()))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("is not the one that was recorded");
        isReadOnly(null);
    }

    @Test
    void givesOutWhatWasAskedAndNothingElse() throws Exception {
        Entry entry = append(8).get(0);
        assertThat(log.facts(entry.id()).orElseThrow().facts())
                .isEqualTo(JsonMapper.shared().readTree(entry.answer()).path("facts"));
        assertThat(log.facts("nothing")).isEmpty();
        store.close();
        change("UPDATE recommendation SET answer = cast(x'00' || '{\"id\": \"1\", \"facts\": {}}' AS BLOB)");
        open();
        assertThatThrownBy(() -> log.facts(entry.id()))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("is not the one that was recorded");
        isReadOnly(null);
    }

    @Test
    void givesOutNoChangedEntryAndNoPathThatLeadsElsewhere() throws Exception {
        filled();
        assertThat(proofs.entries(0, 1_000)).hasSize(304);
        store.close();
        change("UPDATE entry SET bytes = cast('{}' AS BLOB) WHERE entry_index = 17");
        open();
        assertThatThrownBy(() -> proofs.entries(10, 20))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessage("entry 17 is not the one that is in the tree");
        isReadOnly(null);
    }

    @Test
    void givesOutNoProofFromAChangedTile() throws Exception {
        filled();
        assertThat(proofs.consistency(100, 304)).isNotEmpty();
        store.close();
        change("UPDATE tile SET hashes = cast(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE level = 0");
        open();
        assertThatThrownBy(() -> proofs.consistency(100, 304)).isInstanceOf(DamagedRecordException.class);
        isReadOnly(null);
    }

    @Test
    void doubtsALogThatLacksATile() throws Exception {
        Entry entry = filled();
        change("DELETE FROM tile");
        assertThatThrownBy(() -> proofs.consistency(256, 304))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessageContaining("the log lacks entries or tiles");
        isReadOnly(entry);
    }

    @Test
    void doubtsALogThatLacksAnEntry() throws Exception {
        Entry entry = filled();
        change("DELETE FROM entry WHERE entry_index < 304");
        assertThatThrownBy(() -> log.answer(entry.id()))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessage("the entry of " + entry.id() + " is missing");
        isReadOnly(null);
    }

    @Test
    void doubtsWhatSomebodyElseHasAdded() throws Exception {
        append(8);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            other.createStatement().execute("INSERT INTO entry (entry_index, bytes) VALUES (8, cast('{}' AS BLOB))");
        }
        assertThatThrownBy(() -> log.append(Entries.any())).isInstanceOf(NotRecordedException.class);
        assertThat(log.doubt()).isEqualTo("the log holds entries that were not recorded by it");
        isReadOnly(null);
    }

    private void isReadOnly(Entry known) {
        assertThat(log.doubt()).isNotNull().doesNotContain("\n");
        assertThat(log.accepting()).isFalse();
        assertThatThrownBy(() -> log.append(Entries.any()))
                .isInstanceOf(NotRecordedException.class)
                .hasMessageContaining("in doubt");
        if (known != null) {
            assertThat(log.answer(known.id())).hasValue(known.answer());
        }
    }

    @Test
    void refusesAnotherKey() throws Exception {
        append(8);
        store.close();
        Path key = folder.resolve("audit.key");
        Path aside = Files.move(key, folder.resolve("aside"));
        assertThatThrownBy(this::open)
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("is missing: it holds the key that signed");
        assertThat(key).doesNotExist();
        SigningKey.generate().write(key);
        assertThatThrownBy(this::open)
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("is another key than the one that signed");
        Files.move(aside, key, StandardCopyOption.REPLACE_EXISTING);
        LogSigning renamed = new LogSigning(key, null, "example.com/other");
        assertThatThrownBy(() -> SqliteStore.open(database, DataSize.ofMegabytes(1), renamed))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("rolecall.audit.origin is example.com/other")
                .hasMessageContaining("has the name example.com/test");
        open();
        assertThat(log.doubt()).isNull();
    }

    @Test
    void namesALogAfterItsKeyWhereItHasNoName() {
        Path other = folder.resolve("other");
        LogSigning signing = new LogSigning(other.resolve("audit.key"), null, null);
        try (SqliteStore unnamed = SqliteStore.open(other.resolve("rolecall.db"), DataSize.ofMegabytes(1), signing)) {
            assertThat(new ProvableLog(unnamed).key())
                    .matches("rolecall/[0-9a-f]{16}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}");
        }
        for (String bad : new String[] {"", "a b", "a+b", "a\nb", "ä"}) {
            assertThatThrownBy(() -> new LogSigning(other, null, bad))
                    .hasMessageContaining("rolecall.audit.origin is \"" + bad + "\"");
        }
    }

    @Test
    void writesTheCheckpointBesideTheDatabaseAnewWhereItIsGone() throws Exception {
        append(8);
        store.close();
        Files.delete(LogOpening.checkpointFile(database));
        open();
        assertThat(log.doubt()).isNull();
        assertThat(proofs.checkpoint().size()).isEqualTo(8);
        assertThat(LogOpening.checkpointFile(database)).exists();
    }

    /** What was recorded before there was a log has no place in it. */
    @Test
    void takesADatabaseThatHadNoLog() throws Exception {
        Path old = Files.createDirectory(folder.resolve("old"));
        String url = "jdbc:sqlite:" + old.resolve("rolecall.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration/sqlite")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().executeUpdate("INSERT INTO fired (id, rules_key) VALUES (1, 'A rule')");
            connection
                    .createStatement()
                    .executeUpdate(
                            "INSERT INTO recommendation (id, policy, version, digest, status, recorded_at, fired_id,"
                                    + " answer) VALUES ('old', 'hiring', 1, 'sha256:1', 'UNDECIDED', 1, 1, x'007b7d')");
        }
        try (SqliteStore upgraded = Entries.store(old)) {
            AuditLog record = Entries.log(upgraded);
            ProvableLog proofsOfIt = new ProvableLog(upgraded);
            assertThat(record.doubt()).isNull();
            assertThat(record.answer("old")).hasValue(new byte[] {'{', '}'});
            assertThat(proofsOfIt.proof("old")).isEmpty();
            Entry fresh = Entries.any();
            record.append(fresh);
            assertThat(proofsOfIt.proof(fresh.id()).orElseThrow().index()).isZero();
        }
    }

    /** As somebody would who has the file: without the triggers. */
    private void change(String sql, Object... values) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            List<String> triggers = new ArrayList<>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
                while (rows.next()) {
                    triggers.add(rows.getString(1));
                }
            }
            for (String trigger : triggers) {
                connection.createStatement().executeUpdate("DROP TRIGGER " + trigger);
            }
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                assertThat(statement.executeUpdate()).as(sql).isPositive();
            }
        }
    }
}
