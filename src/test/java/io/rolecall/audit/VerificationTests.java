package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.audit.Verdict.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verification says of exports that are not sound, and of what is no export. */
class VerificationTests {

    private static final VerifierKey ANOTHER =
            VerifierKey.of(SigningKey.generate().verifier("example.com/test"));

    @TempDir
    Path folder;

    @TempDir
    static Path shared;

    private static Path small;
    private static Path large;

    @BeforeAll
    static void make() {
        small = SampleLog.of(shared.resolve("data"), 30, 1).export(shared.resolve("export"));
        large = SampleLog.of(shared.resolve("more data"), 300, 3).export(shared.resolve("larger export"));
    }

    private Path export() {
        return export(small);
    }

    /** A copy for each test to change. */
    private Path export(Path sound) {
        Path export = folder.resolve("export");
        try {
            SampleLog.copy(sound, export);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return export;
    }

    private static String one(Verdict verdict) {
        assertThat(verdict.faults()).hasSize(1);
        return verdict.faults().get(0).toString();
    }

    @Test
    void acceptsThatAPayloadWasErased() {
        SampleLog log = SampleLog.of(folder.resolve("data"), 40, 1);
        Verdict verdict = SampleLog.verify(log.export(folder.resolve("export")));
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.erased()).isEqualTo(1);
        assertThat(verdict.payloads()).isLessThan(verdict.recommendations() + 2);
    }

    @Test
    void findsThatAPayloadIsMissing() throws Exception {
        Path export = export();
        Path payload = export.resolve("payload/000.jsonl");
        List<String> lines = Files.readAllLines(payload);
        String gone = lines.remove(7);
        Files.writeString(payload, String.join("\n", lines) + "\n");
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isEqualTo(Finding.INCOMPLETE);
        assertThat(one(verdict))
                .matches("payload/000.jsonl: entry \\d+ \\([0-9a-f-]{36}\\): it has no payload"
                        + " \\(expected: a payload, or an entry that it was erased\\)");
        assertThat(gone).contains(verdict.faults().get(0).id());
    }

    @Test
    void findsThePayloadOfWhatWasErased() throws Exception {
        SampleLog log = SampleLog.of(folder.resolve("data"), 33, 1);
        Path before = log.export(folder.resolve("before"));
        log.grow(34);
        String id = log.erased().get(0);
        Path after = log.export(folder.resolve("after"));
        assertThat(SampleLog.verify(after).faults()).isEmpty();
        for (Path file : SampleLog.files(after)) {
            if (file.toString().contains("payload")) {
                assertThat(file).content().doesNotContain(id);
            }
        }
        Files.copy(
                before.resolve("payload/000.jsonl"),
                after.resolve("payload/000.jsonl"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Verdict verdict = SampleLog.verify(after);
        assertThat(verdict.verdict()).isEqualTo(Finding.TAMPERED);
        assertThat(one(verdict))
                .endsWith("(" + id + "): it has a payload (expected: none, as entry 33 says it was erased)");
    }

    @Test
    void knowsAnExportThatWasInterrupted() throws IOException {
        Path export = export();
        Files.delete(export.resolve("checkpoint"));
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isEqualTo(Finding.INCOMPLETE);
        assertThat(one(verdict)).startsWith("checkpoint: it is missing (expected: it is written last");
        assertThat(SampleLog.verify(Files.createDirectory(folder.resolve("empty")))
                        .verdict())
                .isEqualTo(Finding.INCOMPLETE);
    }

    @Test
    void saysWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path path : List.of(file, folder.resolve("nowhere"))) {
            assertThatThrownBy(() -> SampleLog.verify(path))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessage(path + " is no folder (expected: a folder that audit export wrote)");
        }
    }

    @Test
    void trustsNoOtherKeyThanTheOneThatIsGiven() {
        Path export = export();
        Verdict verdict = SampleLog.verify(export, ANOTHER, null);
        assertThat(verdict.verdict()).isEqualTo(Finding.UNTRUSTED);
        assertThat(verdict.faults()).extracting(Fault::file).containsExactly("key");
        assertThatThrownBy(() -> VerifierKey.of("example.com/test+00000000+AAAA"))
                .hasMessage("the key \"example.com/test+00000000+AAAA\" cannot be used"
                        + " (expected: a line like name+0123abcd+base64, or a file that holds one)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n", "a\n1\nb\n\n— a c\n", "a\n-1\nAAAA\n\n— a AAAAAAAAAA==\n"})
    void saysWhatIsNoCheckpoint(String note) throws IOException {
        Path export = export();
        Files.writeString(export.resolve("checkpoint"), note);
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isEqualTo(Finding.TAMPERED);
        assertThat(one(verdict))
                .isEqualTo("checkpoint: it is no checkpoint (expected: a signed note with origin, size and root)");
        Path since = Files.writeString(folder.resolve("since"), note);
        assertThatThrownBy(() -> SampleLog.verify(folder.resolve("export"), null, since))
                .isInstanceOf(AuditUnavailableException.class);
    }

    @Test
    void isNotLedAstrayByASizeThatIsNot() throws IOException {
        Path export = export();
        Path checkpoint = export.resolve("checkpoint");
        Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n30\n", "\n900000000000000000\n"));
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.verdict()).isEqualTo(Finding.TAMPERED);
        assertThat(one(verdict)).startsWith("checkpoint: its signature does not fit (expected: one of ");
        assertThat(verdict.size()).isEqualTo(30);
    }

    @Test
    void refusesAnOlderCheckpointOfAnotherKey() throws IOException {
        Path since = Files.writeString(
                folder.resolve("since"),
                Checkpoint.sign(SigningKey.generate(), "example.com/test", 3, Hashes.empty())
                        .note());
        Verdict verdict = SampleLog.verify(export(), null, since);
        assertThat(verdict.verdict()).isEqualTo(Finding.UNTRUSTED);
        assertThat(one(verdict)).startsWith(since + ": its signature does not fit (expected: one of example.com/test+");
    }

    @Test
    void saysThatAKeyOrACheckpointIsAnotherLogs() throws IOException {
        Path export = export();
        SigningKey another = SigningKey.generate();
        assertThatThrownBy(
                        () -> SampleLog.verify(export, VerifierKey.of(another.verifier("example.com/another")), null))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessage(
                        "the key that was given is of the log example.com/another (expected: example.com/test, the log"
                                + " in this export)");
        Path since = Files.writeString(
                folder.resolve("since"),
                Checkpoint.sign(another, "example.com/another", 3, Hashes.empty())
                        .note());
        assertThatThrownBy(() -> SampleLog.verify(export, null, since))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessage(since + " is of the log example.com/another (expected: example.com/test, the log in this"
                        + " export)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: it is missing",
                "VERIFY.md: it is missing",
                "Verify.java: it is missing",
                "SHA256SUMS: it is missing",
                "tile/entries/000: it is missing",
                "tile/entries/001.p/44: it is missing",
                "tile/0/000: it is missing",
                "tile/1/000.p/1: it is missing",
                "payload/000.jsonl: it is missing",
                "policies/hiring/1/policy.yaml: it is missing (expected: SHA256SUMS lists it; without it the rest of this"
                        + " version cannot be held against the log)",
                "policies/hiring/2: the files of this version are missing"
            })
    void namesWhatIsMissingAndNothingElse(String line) throws IOException {
        Path export = export(large);
        Path gone = export.resolve(line.substring(0, line.indexOf(':')));
        for (Path file : SampleLog.files(gone)) {
            Files.delete(file);
        }
        Verdict verdict = SampleLog.verify(export);
        assertThat(one(verdict)).isEqualTo(line);
        assertThat(verdict.verdict()).isEqualTo(Finding.INCOMPLETE);
    }

    @Test
    void goesOnAfterACheckpointThatWasChanged() throws IOException {
        Path export = export();
        for (String place :
                List.of("checkpoint", "tile/entries/000.p/30", "payload/000.jsonl", "policies/hiring/1/policy.yaml")) {
            byte[] bytes = Files.readAllBytes(export.resolve(place));
            bytes[place.equals("checkpoint") ? 18 : bytes.length / 2] ^= 4; // the size, where it is
            Files.write(export.resolve(place), bytes);
        }
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.faults())
                .extracting(Fault::file)
                .containsExactlyInAnyOrder(
                        "checkpoint", "tile/entries/000.p/30", "payload/000.jsonl", "policies/hiring/1/policy.yaml");
        Files.writeString(export.resolve("checkpoint"), "none");
        verdict = SampleLog.verify(export);
        assertThat(verdict.faults()).hasSize(4);
        assertThat(verdict.size()).isEqualTo(30);
    }

    @Test
    void keepsTheFirstOfVeryManyFaultsAndCountsTheRest() throws IOException {
        Path export = SampleLog.of(folder.resolve("data"), 1_100, 3).export(folder.resolve("export"));
        for (Path tile : SampleLog.files(export.resolve("tile/0"))) {
            Files.write(tile, new byte[(int) Files.size(tile)]);
        }
        Verdict verdict = SampleLog.verify(export);
        assertThat(verdict.faults())
                .hasSize(1_000)
                .extracting(Fault::index)
                .isSorted()
                .startsWith(0L, 1L);
        assertThat(verdict.more()).isEqualTo(100);
        assertThat(SampleLog.verify(export)).isEqualTo(verdict);
        for (Path payload : SampleLog.files(export.resolve("payload"))) {
            Files.write(payload, new byte[0]);
        }
        assertThat(SampleLog.verify(export).more()).isGreaterThan(1_000);
    }

    /** Signed with the log's own key, and wrong all the same. */
    @Test
    void findsWhatAnHonestLogCannotSay() {
        Map<String, Object> unlike = members("recommendation");
        unlike.put("policy", Map.of("name", "hiring", "version", 7, "digest", "sha256:7"));
        unlike.put("request", "x");
        unlike.put("answer", "x");
        Map<String, Object> twice = members("policy.refused");
        Map<String, Object> untimed = members("policy.refused");
        untimed.put("t", "yesterday");
        Map<String, Object> unknown = members("coffee.made");
        byte[] loose = new String(CanonicalJson.of(members("policy.refused")), StandardCharsets.UTF_8)
                .replace(",", ", ")
                .getBytes(StandardCharsets.UTF_8);
        SampleLog log = SampleLog.of(folder.resolve("data"), 5, 1);
        append(log.data, CanonicalJson.of(unlike), CanonicalJson.of(twice), CanonicalJson.of(twice), loose);
        append(
                log.data,
                CanonicalJson.of(untimed),
                CanonicalJson.of(unknown),
                "no JSON".getBytes(StandardCharsets.UTF_8));
        Verdict verdict = SampleLog.verify(log.export(folder.resolve("export")));
        assertThat(verdict.faults())
                .extracting(Fault::index, fault -> fault.message().replaceAll(".*\\(expected: |\\)$", ""))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(5L, "a version that was published or activated before"),
                        org.assertj.core.groups.Tuple.tuple(5L, "a payload, or an entry that it was erased"),
                        org.assertj.core.groups.Tuple.tuple(7L, "an id of its own"),
                        org.assertj.core.groups.Tuple.tuple(8L, "canonical JSON (RFC 8785)"),
                        org.assertj.core.groups.Tuple.tuple(9L, "a time t such as 2026-01-31T12:00:00Z"),
                        org.assertj.core.groups.Tuple.tuple(10L, "a type that this version of the service knows"),
                        org.assertj.core.groups.Tuple.tuple(11L, "it is no JSON"));
    }

    private static Map<String, Object> members(String type) {
        Map<String, Object> members = new TreeMap<>(Leaf.members(
                EntryType.POLICY_REFUSED, Entries.id(), Instant.ofEpochSecond(1), Leaf.FOLDER, Entries.ENGINE));
        members.put("type", type);
        return members;
    }

    private static void append(Path data, byte[]... entries) {
        try (SqliteStore store = Entries.store(data)) {
            store.write(new Write<Boolean>() {
                @Override
                public Boolean perform(Session session) throws SQLException {
                    for (byte[] entry : entries) {
                        session.append(new Leaf("", entry, Hashes.leaf(entry)), null);
                    }
                    return true;
                }

                @Override
                public Optional<Boolean> recall(Session session) {
                    return Optional.empty();
                }
            });
        }
    }
}
