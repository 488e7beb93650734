package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export is what anybody can check, with tools that know nothing of this service. */
class LogExportTests {

    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @TempDir
    static Path compiled;

    @TempDir
    Path folder;

    private Path export(int size) {
        return SampleLog.of(folder.resolve("data"), size, size).export(folder.resolve("export"));
    }

    record Ended(int code, String text) {}

    static Ended run(Path in, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), text);
    }

    /** Compiled once: as the guide has it each run would compile it again. */
    private static Ended second(Path export) throws Exception {
        if (!Files.exists(compiled.resolve("Verify.class"))) {
            int exit = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-d",
                            compiled.toString(),
                            export.resolve("Verify.java").toString());
            assertThat(exit).isZero();
        }
        return run(export, java(), "-XX:TieredStopAtLevel=1", "-cp", compiled.toString(), "Verify", ".");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 600})
    void isSoundByBothImplementations(int size) throws Exception {
        Path export = export(size);
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.SOUND);
        assertThat(verdict.size()).isEqualTo(size);
        Ended second = second(export);
        assertThat(second.text())
                .isEqualTo("Sound: " + size + " entries of example.com/test, " + verdict.payloads() + " payloads, "
                        + verdict.erased() + " erased\n");
        assertThat(second.code()).isZero();
    }

    @Test
    void isFoundToBeChangedByTheSecondImplementationToo() throws Exception {
        Path export = export(30);
        for (String file : List.of(
                "checkpoint",
                "tile/entries/000.p/30",
                "tile/0/000.p/30",
                "payload/000.jsonl",
                "policies/hiring/1/policy.yaml")) {
            byte[] sound = Files.readAllBytes(export.resolve(file));
            byte[] changed = sound.clone();
            changed[Math.max(0, changed.length - 40)] ^= 1;
            Files.write(export.resolve(file), changed);
            assertThat(second(export).code()).as(file).isEqualTo(1);
            Files.write(export.resolve(file), sound);
        }
        Files.delete(export.resolve("payload/000.jsonl"));
        assertThat(second(export).code()).isEqualTo(2);
    }

    @Test
    void isCheckedByTheLinesOfItsGuide() throws Exception {
        Path export = export(40);
        List<String> texts = new ArrayList<>();
        Matcher lines = SHELL.matcher(Files.readString(export.resolve("VERIFY.md")));
        while (lines.find()) {
            Ended ended = run(export, "sh", "-e", "-c", lines.group(1));
            assertThat(ended.code()).as(ended.text()).isZero();
            texts.add(ended.text());
        }
        assertThat(texts).hasSize(3);
        assertThat(texts.get(0)).contains("Signature Verified Successfully");
        Path checkpoint = export.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n40\n", "\n41\n"));
        Matcher first = SHELL.matcher(Files.readString(export.resolve("VERIFY.md")));
        assertThat(first.find()).isTrue();
        assertThat(run(export, "sh", "-e", "-c", first.group(1)).text()).contains("Signature Verification Failure");
    }

    @Test
    void hasProofsThatSigstoreAccepts() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 300, 300);
        try (SqliteStore store = Entries.store(log.data)) {
            ProvableLog provable = new ProvableLog(store);
            byte[] root = provable.checkpoint().root();
            for (int i = 0; i < 40; i++) {
                Proof proof = provable.proof(log.any()).orElseThrow();
                InclusionProofVerifier.verify(proof.leaf(), proof.index(), proof.treeSize(), proof.path(), root);
                byte[] changed = proof.entry().clone();
                changed[i] ^= 1;
                assertThatThrownBy(() -> InclusionProofVerifier.verify(
                                Hashes.leaf(changed), proof.index(), proof.treeSize(), proof.path(), root))
                        .isInstanceOf(InclusionProofVerificationException.class);
            }
        }
    }

    @Test
    void isWrittenBesideARunningService() throws IOException {
        SampleLog log = SampleLog.of(folder.resolve("data"), 30, 1);
        try (SqliteStore store = Entries.store(log.data)) {
            Entries.log(store).append(Entries.any());
            assertThat(SampleLog.verify(log.export(folder.resolve("export"))).size())
                    .isGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void saysWhatIsNotAsItWasRecordedAndVerifySaysWhere() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 300, 5);
        String id = log.any();
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + log.data.resolve("rolecall.db"));
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER IF EXISTS recommendation_stays");
            statement.execute("DROP TRIGGER entry_stays");
            statement.execute("UPDATE recommendation SET answer = x'00ff' WHERE id = '" + id + "'");
            statement.execute(
                    "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), '2026', '2025') AS BLOB) WHERE entry_index = 200");
            statement.execute(
                    "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Z\"', '0Z\"') AS BLOB) WHERE entry_index = 200");
        }
        Path export = folder.resolve("export");
        LogExport.Exported exported = write(log.data, export);
        assertThat(exported.damages()).hasSize(2);
        assertThat(exported.damages().get(0)).contains(id);
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.TAMPERED);
        assertThat(verdict.faults())
                .anyMatch(fault -> id.equals(fault.id()) && fault.message().startsWith("it has no payload"))
                .anyMatch(fault -> Long.valueOf(200).equals(fault.index())
                        && fault.file().equals("tile/entries/000")
                        && fault.message().startsWith("hash: "));
    }

    private static LogExport.Exported write(Path data, Path target) {
        return LogExport.write(
                Location.in(data), data, data.resolve("audit.key"), target, SampleLog.BUNDLES, (done, all) -> {});
    }

    @Test
    void saysThatAnOlderCopyOfTheDatabaseWasPutBack() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 30, 1);
        Path database = log.data.resolve("rolecall.db");
        Path copy = Files.copy(database, folder.resolve("copy"));
        log.grow(40);
        Path kept = Files.copy(LogOpening.checkpointFile(database), folder.resolve("kept"));
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        assertThat(write(log.data, folder.resolve("older")).damages())
                .containsExactly(
                        database + " holds 30 entries, but 40 were signed: it is an older copy, or entries were"
                                + " removed; put back the newest copy");

        Files.delete(LogOpening.checkpointFile(database));
        try (SqliteStore store = Entries.store(log.data)) {
            for (int i = 0; i < 20; i++) {
                Entries.log(store).append(Entries.any());
            }
        }
        Files.copy(kept, LogOpening.checkpointFile(database), StandardCopyOption.REPLACE_EXISTING);
        assertThat(write(log.data, folder.resolve("grown")).damages())
                .containsExactly("the first 40 entries in " + database + " are not those that were signed");

        String note = Files.readString(kept);
        Files.writeString(LogOpening.checkpointFile(database), note.replace("\n40\n", "\n41\n"));
        assertThat(write(log.data, folder.resolve("changed")).damages())
                .containsExactly("the signature of the checkpoint in " + database + ".checkpoint does not fit it");
        Files.writeString(LogOpening.checkpointFile(database), "no checkpoint");
        assertThat(write(log.data, folder.resolve("none")).damages())
                .containsExactly("the checkpoint in " + database + ".checkpoint is malformed");
    }

    @Test
    void saysThatAnEmptyDatabaseWasPutInPlaceOfTheLog() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 30, 1);
        Path database = log.data.resolve("rolecall.db");
        Files.delete(database);
        DatabaseFile.open(database, 0).close();
        assertRefused(log.data, folder.resolve("target"), "holds 0 entries, but 30 were signed: it is an older copy");
    }

    @Test
    void saysWhyNothingCanBeExported() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused(empty, folder.resolve("target"), "rolecall.db is not there (expected: the record");
        SampleLog log = SampleLog.of(folder.resolve("data"), 3, 1);
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("x"), "x");
        assertRefused(log.data, full, "full is not empty (expected: a folder that is empty or not there)");
        assertRefused(log.data, full.resolve("x"), "x is a file (expected: a folder that is empty or not there)");
        Files.move(log.data.resolve("audit.key"), folder.resolve("kept"));
        assertRefused(log.data, folder.resolve("target"), "audit.key is not there (expected: the key");
        SigningKey.generate().write(log.data.resolve("audit.key"));
        assertRefused(log.data, folder.resolve("target"), "audit.key is not the key that signed the checkpoint");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    private static void assertRefused(Path data, Path target, String message) {
        assertThatThrownBy(() -> write(data, target))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining(message);
    }
}
