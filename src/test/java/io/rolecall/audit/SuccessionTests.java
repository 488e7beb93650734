package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** A key that was trusted before is trusted on, as far as the log says by which it was replaced. */
class SuccessionTests {

    @TempDir
    Path folder;

    private SampleLog log;
    private VerifierKey first;
    private Path since;
    private Path export;

    @BeforeEach
    void replaceTheKey() throws Exception {
        log = SampleLog.of(folder.resolve("data"), 30, 1);
        Path before = log.export(folder.resolve("before"));
        first = VerifierKey.of(before.resolve("key").toString());
        since = before.resolve("checkpoint");
        Path key = log.data.resolve("audit.key");
        Path previous = Files.move(key, folder.resolve("previous"));
        LogSigning signing = new LogSigning(key, previous, null);
        try (SqliteStore store = SqliteStore.open(log.data.resolve("rolecall.db"), DataSize.ofMegabytes(1), signing)) {
            KeyRotation.record(store, Entries.ENGINE);
        }
        export = log.export(folder.resolve("export"));
    }

    @Test
    void trustsTheKeyThatReplacedTheTrustedOne() throws Exception {
        VerifierKey second = VerifierKey.of(export.resolve("key").toString());
        assertThat(second.toString()).isNotEqualTo(first.toString());
        for (VerifierKey key : new VerifierKey[] {null, first, second}) {
            assertThat(SampleLog.verify(export, key, since).faults()).isEmpty();
        }
        assertThat(LogExportTests.run(export, LogExportTests.java(), "Verify.java", ".", first.toString())
                        .code())
                .isZero();
    }

    @Test
    void checksTheSignatureWithoutTheKeyThatLiesInTheExport() throws Exception {
        VerifierKey second = VerifierKey.of(export.resolve("key").toString());
        Files.delete(export.resolve("key"));
        for (VerifierKey key : new VerifierKey[] {null, first, second}) {
            assertThat(SampleLog.verify(export, key, null).faults())
                    .extracting(Fault::toString)
                    .containsExactly("key: it is missing");
        }
        Path checkpoint = export.resolve("checkpoint");
        String note = Files.readString(checkpoint);
        Files.writeString(
                checkpoint,
                Checkpoint.sign(SigningKey.generate(), first.name(), 31, Hashes.empty())
                        .note());
        Verdict verdict = SampleLog.verify(export, second, null);
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.TAMPERED);
        assertThat(verdict.faults()).extracting(Fault::file).containsExactly("key", "checkpoint");
        assertThat(verdict.faults().get(1).message())
                .startsWith(
                        "its signature does not fit (expected: one of " + second + ", or of a key that replaced it)");
        Files.writeString(checkpoint, note);
    }

    @Test
    void saysThatAnExportFromBeforeIsNotOfTodaysKeyAndWhoseItIs() {
        VerifierKey second = VerifierKey.of(export.resolve("key").toString());
        Verdict verdict = SampleLog.verify(folder.resolve("before"), second, null);
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.UNTRUSTED);
        assertThat(verdict.faults())
                .extracting(Fault::toString)
                .containsExactly("key: " + first + " (expected: " + second + ", the key that was given, or one that"
                        + " replaced it; if the key that was given came later, give the one of the export's time: later"
                        + " entries key.rotated name it)");
    }

    @Test
    void cannotTellWhichKeyReplacedWhichWhereTheEntryIsGone() throws Exception {
        Files.delete(export.resolve("tile/entries/000.p/31"));
        Verdict verdict = SampleLog.verify(export, first, null);
        assertThat(verdict.verdict()).isEqualTo(Verdict.Finding.INCOMPLETE);
        assertThat(verdict.faults()).extracting(Fault::file).containsExactly("tile/entries/000.p/31", "key");
        assertThat(verdict.faults().get(1).message()).endsWith("; entries that could say so are lost)");
    }

    @Test
    void trustsNoKeyThatTheLogDoesNotName() throws Exception {
        VerifierKey another = VerifierKey.of(SigningKey.generate().verifier(first.name()));
        assertThat(SampleLog.verify(export, another, null).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("key: example.com/test+")
                        .contains(another + ", the key that was given, or one that replaced it; "));
        assertThat(LogExportTests.run(export, LogExportTests.java(), "Verify.java", ".", another.toString())
                        .code())
                .isEqualTo(1);
    }
}
