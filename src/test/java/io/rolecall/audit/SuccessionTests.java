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
    void trustsNoKeyThatTheLogDoesNotName() throws Exception {
        VerifierKey another = VerifierKey.of(SigningKey.generate().verifier(first.name()));
        assertThat(SampleLog.verify(export, another, null).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.toString())
                        .startsWith("key: example.com/test+")
                        .endsWith(another + ", the key that was given, or one that replaced it)"));
        assertThat(LogExportTests.run(export, LogExportTests.java(), "Verify.java", ".", another.toString())
                        .code())
                .isEqualTo(1);
    }
}
