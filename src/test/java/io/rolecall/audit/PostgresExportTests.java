package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.merkle.InclusionProofVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export of what replicas wrote into PostgreSQL is what one of a file is. */
class PostgresExportTests {

    @TempDir
    Path folder;

    final String url = Postgres.shared().database();
    final Location location = new Location(url, "", "");

    @Test
    void isSoundByBothImplementationsAndWhatEitherReplicaProves() throws Exception {
        try (Replica one = Replica.open(url, folder, 1);
                Replica other = Replica.open(url, folder, 2)) {
            SampleLog log = SampleLog.of(folder, 300, 4, one, other);
            for (Replica replica : List.of(one, other)) {
                assertThat(replica.store.checkpoints().covering(300)).isNotNull();
            }
            Path export = log.export(location, folder.resolve("export"));
            Verdict verdict = SampleLog.verify(export);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.SOUND);
            assertThat(verdict.size()).isEqualTo(300);
            assertThat(verdict.erased()).isEqualTo(log.erased().size()).isPositive();
            assertThat(types(one))
                    .contains(
                            "recommendation",
                            "policy.activated",
                            "policy.refused",
                            "payload.erased",
                            "hold.set",
                            "follow-up");
            LogExportTests.Ended second = LogExportTests.run(export, LogExportTests.java(), "Verify.java", ".");
            assertThat(second.text())
                    .isEqualTo("Sound: 300 entries of example.com/test, " + verdict.payloads() + " payloads, "
                            + verdict.erased() + " erased\n");
            assertThat(second.code()).isZero();

            Checkpoint checkpoint = Checkpoint.parse(Files.readString(export.resolve("checkpoint")))
                    .orElseThrow();
            List<String> proved = new ArrayList<>(log.erased());
            proved.addAll(log.ids.subList(0, 30));
            for (Replica replica : List.of(one, other)) {
                assertThat(replica.proofs.checkpoint().note()).isEqualTo(checkpoint.note());
                for (String id : proved) {
                    Proof proof = replica.proofs.proof(id).orElseThrow();
                    assertThat(proof.treeSize()).isEqualTo(checkpoint.size());
                    InclusionProofVerifier.verify(
                            proof.leaf(), proof.index(), proof.treeSize(), proof.path(), checkpoint.root());
                }
            }
        }
    }

    private static Set<String> types(Replica replica) {
        return replica.proofs.entries(0, Integer.MAX_VALUE).stream()
                .map(entry -> EntryText.read(entry.entry()).type())
                .collect(Collectors.toSet());
    }

    /** The payload is gone at once, but the entry that says so has no number yet, and no checkpoint. */
    @Test
    void waitsUntilItSaysWhatWasErased() throws Exception {
        try (Replica replica = Replica.open(url, folder);
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            SampleLog log = SampleLog.of(folder, 20, 4, replica);
            assertThat(replica.store.checkpoints().covering(20)).isNotNull();
            connection.setAutoCommit(false);
            statement.execute("SELECT 1 FROM head FOR UPDATE"); // nothing is numbered meanwhile
            new Erasures(replica.store, Entries.ENGINE).erase(log.any()).orElseThrow();
            CompletableFuture<Path> export =
                    CompletableFuture.supplyAsync(() -> log.export(location, folder.resolve("export")));
            Replica.sleep(700);
            connection.commit();
            Verdict verdict = SampleLog.verify(export.get(10, TimeUnit.SECONDS));
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.size()).isEqualTo(21);
            assertThat(verdict.erased()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"id\":\"', '\"id\":\"\\u0000'), 'UTF8') WHERE entry_index = 12",
                "UPDATE recommendation SET answer = '\\x00ff' WHERE id = (SELECT id FROM entry WHERE entry_index = 12)"
            })
    void saysWhatIsNotAsItWasRecordedAndVerifySaysWhere(String sql) throws Exception {
        try (Replica replica = Replica.open(url, folder)) {
            SampleLog.of(folder, 20, 4, replica);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("SET session_replication_role = replica"); // no triggers
            assertThat(connection.createStatement().executeUpdate(sql)).isEqualTo(1);
        }
        Path export = folder.resolve("export");
        LogExport.Exported exported = LogExport.write(
                location, folder, folder.resolve("audit.key"), export, SampleLog.BUNDLES, (done, all) -> {});
        assertThat(exported.damages()).hasSize(1);
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isNotEqualTo(Verdict.Finding.SOUND);
        assertThat(verdict.faults()).anyMatch(fault -> Long.valueOf(12).equals(fault.index()));
    }

    @Test
    void changesNothingAndNeedsNoMoreThanToRead() throws Exception {
        String empty = Postgres.shared().empty();
        refuses(new Location(empty, "", ""), "\"head\" does not exist", "the log of this version of the service");
        try (Connection connection = DriverManager.getConnection(empty);
                Statement statement = connection.createStatement();
                var tables = statement.executeQuery("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")) {
            assertThat(tables.next()).isFalse();
        }
        try (Replica replica = Replica.open(url, folder)) {
            SampleLog.of(folder, 10, 4, replica);
        }
        Location reading = new Location(url.replace("user=postgres", ""), "auditor", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE auditor LOGIN");
            refuses(reading, "permission denied", "the user has to be allowed to read it");
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor");
        }
        LogExport.Exported exported = LogExport.write(
                reading,
                folder,
                folder.resolve("audit.key"),
                folder.resolve("export"),
                SampleLog.BUNDLES,
                (done, all) -> {});
        assertThat(exported.entries()).isEqualTo(10);
        assertThat(exported.damages()).isEmpty();
    }

    @Test
    void saysThatTheDatabaseHoldsLessThanWasSigned() throws Exception {
        try (Replica replica = Replica.open(url, folder)) {
            SampleLog.of(folder, 10, 4, replica);
        }
        SigningKey key = SigningKey.read(folder.resolve("audit.key"));
        Path data = folder.resolve("replica-1");
        Files.writeString(
                data.resolve("rolecall.checkpoint"),
                Checkpoint.sign(key, "example.com/test", 12, Hashes.empty()).note());
        LogExport.Exported exported = LogExport.write(
                location, data, folder.resolve("audit.key"), folder.resolve("export"), SampleLog.BUNDLES, (a, b) -> {});
        assertThat(exported.damages())
                .singleElement()
                .asString()
                .contains("holds 10 entries, but 12 were signed: it is an older copy");
        Files.writeString(
                data.resolve("rolecall.checkpoint"),
                Checkpoint.sign(key, "example.com/another", 12, Hashes.empty()).note());
        assertThatThrownBy(() -> LogExport.write(
                        location,
                        data,
                        folder.resolve("audit.key"),
                        folder.resolve("x"),
                        SampleLog.BUNDLES,
                        (a, b) -> {}))
                .hasMessageContaining("rolecall.checkpoint is the last checkpoint of the log example.com/another")
                .hasMessageContaining("say with --data");
    }

    @Test
    void saysInOneLineThatThereIsNoDatabase() {
        refuses(
                new Location(Postgres.url("rolecall", 1), "", "secret"),
                "cannot be used",
                "refused",
                "start it, or set");
        refuses(new Location(Postgres.shared().url("nowhere"), "", ""), "does not exist", "create the database");
        refuses(
                new Location("jdbc:postgresql://user:secret@localhost/rolecall", "", ""),
                "expected: jdbc:postgresql://HOST:PORT/DATABASE");
        refuses(
                new Location("jdbc:mysql://localhost/rolecall?password=secret", "", ""),
                "jdbc:mysql://localhost/rolecall (expected: jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE)");
    }

    private void refuses(Location location, String... words) {
        Path target = folder.resolve("refused");
        assertThatThrownBy(() -> LogExport.write(
                        location, folder, folder.resolve("audit.key"), target, SampleLog.BUNDLES, (done, all) -> {}))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContainingAny("\n", "secret", "user=");
        assertThat(target).doesNotExist();
    }
}
