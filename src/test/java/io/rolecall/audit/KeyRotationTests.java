package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeyRotationTests {

    private static final byte[] HEAD_OF_A_PUBLIC_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    @TempDir
    Path folder;

    Path key;
    Path previous;
    Checkpoint before;
    String verifier;

    @BeforeEach
    void record() throws Exception {
        key = folder.resolve("audit.key");
        previous = folder.resolve("old.key");
        try (Store store = open(null)) {
            ProvableLog log = new ProvableLog(store);
            Entries.log(store).append(Entries.any());
            verifier = log.key();
            before = store.checkpoints().covering(1);
        }
        Files.move(key, previous);
    }

    Store store(LogSigning signing) {
        return SqliteStore.open(folder.resolve("rolecall.db"), DataSize.ofMegabytes(1), signing);
    }

    private Store open(@Nullable Path replaced) {
        Store store = store(new LogSigning(key, replaced, null));
        try {
            KeyRotation.record(store, Entries.ENGINE);
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Test
    void goesOnUnderTheNewKeyAndSaysSoOnce() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (Store store = open(previous)) {
                ProvableLog log = new ProvableLog(store);
                assertThat(store.doubt().reason()).isNull();
                assertThat(log.key()).isNotEqualTo(verifier).startsWith(before.origin() + "+");
                Entries.log(store).append(Entries.any());
                assertThat(rotations(log)).hasSize(1);
            }
        }
        Files.delete(previous);
        try (Store store = open(previous)) { // the setting was forgotten
            ProvableLog log = new ProvableLog(store);
            Checkpoint newest = log.checkpoint();
            assertThat(newest.size()).isEqualTo(5);
            assertThat(SigningKey.read(key)
                            .verifies(SignedNote.parse(newest.note()).orElseThrow(), before.origin()))
                    .isTrue();
            NaiveTree tree = new NaiveTree();
            log.entries(0, 100).forEach(entry -> tree.add(entry.entry()));
            assertThat(tree.root(before.size())).isEqualTo(before.root());
            assertThat(tree.root(newest.size())).isEqualTo(newest.root());
        }
    }

    @Test
    void namesTheSuccessorUnderTheSignatureOfTheOldKey() throws Exception {
        try (Store store = open(previous)) {
            ProvableLog log = new ProvableLog(store);
            JsonNode entry = rotations(log).get(0);
            assertThat(entry.path("actor").asString()).isEqualTo("operator");
            assertThat(entry.path("from").asString()).isEqualTo(verifier);
            assertThat(entry.path("to").asString()).isEqualTo(log.key());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey(verifier));
            signature.update(log.key().getBytes(StandardCharsets.UTF_8));
            assertThat(signature.verify(
                            Base64.getDecoder().decode(entry.path("signature").asString())))
                    .isTrue();
        }
    }

    @Test
    void goesBackToAKeyThatWasReplaced() throws Exception {
        Path next = folder.resolve("next.key");
        open(previous).close();
        Files.copy(key, next);
        for (int turn = 0; turn < 3; turn++) {
            Path old = turn % 2 == 0 ? next : previous;
            Files.copy(turn % 2 == 0 ? previous : next, key, StandardCopyOption.REPLACE_EXISTING);
            try (Store store = open(old)) {
                ProvableLog log = new ProvableLog(store);
                assertThat(rotations(log)).hasSize(2 + turn);
                Checkpoint covering = store.checkpoints().covering(3 + turn);
                assertThat(SigningKey.read(key)
                                .verifies(SignedNote.parse(covering.note()).orElseThrow(), covering.origin()))
                        .isTrue();
            }
        }
    }

    /** Also across two rotations, one of which came to nothing, and back to a key that was replaced. */
    @Test
    void knowsRequestsFromBeforeAgain() throws Exception {
        Path next = folder.resolve("next.key");
        Path third = folder.resolve("third.key");
        SigningKey.generate().write(next);
        SigningKey.generate().write(third);
        Files.copy(next, key);
        record("first", previous, null);
        open(previous).close(); // which replaces it, and is not used
        record("second", third, previous);
        record("third", next, third);
        record("fourth", previous, next);
        for (String[] keys : new String[][] {{"third", "previous"}, {"next", "third"}}) {
            Path from = folder.resolve(keys[1].equals("previous") ? "old.key" : keys[1] + ".key");
            Files.copy(folder.resolve(keys[0] + ".key"), key, StandardCopyOption.REPLACE_EXISTING);
            try (Store store = open(from)) {
                AuditLog log = Entries.log(store);
                for (String each : List.of("first", "second", "third", "fourth")) {
                    assertThat(log.replay(idempotency(log, each)))
                            .hasValueSatisfying(it -> assertThat(it).isInstanceOf(Appended.Replayed.class));
                    Idempotency other = log.idempotency("scope", each, "another body".getBytes(StandardCharsets.UTF_8));
                    assertThat(log.replay(other)).hasValue(new Appended.KeyConflict());
                }
            }
        }
    }

    private void record(String body, Path signing, @Nullable Path replaced) throws Exception {
        Files.copy(signing, key, StandardCopyOption.REPLACE_EXISTING);
        try (Store store = open(replaced)) {
            AuditLog log = Entries.log(store);
            assertThat(log.append(Entries.with(idempotency(log, body)))).isInstanceOf(Appended.Recorded.class);
            assertThat(store.checkpoints().covering(store.read(StoredTree::size)))
                    .isNotNull();
        }
    }

    private static Idempotency idempotency(AuditLog log, String body) {
        return log.idempotency("scope", body, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Who has the database has every entry, and may know what a request may have been. */
    @Test
    void handsTheSecretOverToTheNewKeyAlone() throws Exception {
        byte[] body = "a body".getBytes(StandardCharsets.UTF_8);
        List<String> fingerprints;
        try (Store store = open(previous)) {
            fingerprints = Entries.log(store).idempotency("scope", "key", body).fingerprints();
            assertThat(fingerprints)
                    .containsExactly(fingerprint(key, body), fingerprint(previous, body)); // as ever without a rotation
            String handedOver = rotations(new ProvableLog(store))
                    .get(0)
                    .path("fingerprints")
                    .asString();
            assertThat(Base64.getDecoder().decode(handedOver)).hasSize(12 + 32 + 16);
        }
    }

    private static String fingerprint(Path key, byte[] body) {
        return HexFormat.of().formatHex(Hashes.keyed(SigningKey.read(key).derived("fingerprint"), body));
    }

    @Test
    void saysWhatKeepsAKeyFromBeingReplaced() {
        LogSigning signing = new LogSigning(key, previous, null);
        SqliteStore full = SqliteStore.open(folder.resolve("rolecall.db"), DataSize.ofTerabytes(1_000), signing);
        assertThatThrownBy(() -> KeyRotation.record(full, Entries.ENGINE))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("The key cannot be replaced (not recorded: the disk is nearly full")
                .hasMessageContaining("rolecall.audit.previous-key");
        open(previous).close();
    }

    /** The key that is there now never signed what the copy holds; yet it is no wrong key. */
    @Test
    void saysThatACopyFromBeforeTheRotationIsOlder() throws Exception {
        Path database = folder.resolve("rolecall.db");
        Path copy = Files.copy(database, folder.resolve("copy"));
        open(previous).close();
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        String older = database + " holds 1 entries, but 2 were signed: it is an older copy, or entries were removed;"
                + " put back the newest copy";
        for (Path replaced : Arrays.asList(null, previous)) {
            try (Store store = open(replaced)) {
                assertThat(store.doubt().reason()).isEqualTo(older);
            }
        }
        LogExport.Exported exported = LogExport.write(
                Location.in(folder), folder, key, folder.resolve("export"), SampleLog.BUNDLES, (done, all) -> {});
        assertThat(exported.damages()).hasSize(2).first().isEqualTo(older);
        assertThat(exported.damages().get(1)).contains("audit.key is not the key that signed the checkpoint");
        exported = LogExport.write(
                Location.in(folder), folder, previous, folder.resolve("old"), SampleLog.BUNDLES, (done, all) -> {});
        assertThat(exported.damages()).containsExactly(older);
    }

    /** After a fail-over to such a copy, while the service runs. */
    @Test
    void saysThatWhatItFollowsIsOlderThanTheRotation() throws Exception {
        Path copy = Files.copy(folder.resolve("rolecall.db"), folder.resolve("copy"));
        try (Store store = open(previous);
                Session session = DatabaseFile.existing(copy).reader()) {
            assertThat(store.checkpoints().covering(2)).isNotNull();
            new Following("the copy", store.checkpoints(), store.doubt()).look(session);
            assertThat(store.doubt().reason())
                    .isEqualTo("the copy says that 1 entries were signed, but 2 were: it is an older copy; put back the"
                            + " newest copy");
        }
    }

    @Test
    void takesNoOtherKeyForTheOldOne() throws Exception {
        Path other = folder.resolve("other.key");
        SigningKey.generate().write(other);
        assertThatThrownBy(() -> open(other))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("audit.key and")
                .hasMessageContaining("other.key are another key than the one that signed");
        assertThatThrownBy(() -> open(folder.resolve("nowhere.key")))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("nowhere.key cannot be read");
        assertThat(key).as("no key is made that may not sign").doesNotExist();
        assertThatThrownBy(() -> open(null))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessageContaining("audit.key is missing: it holds the key that signed");
        Files.move(previous, key, StandardCopyOption.REPLACE_EXISTING);
        open(null).close();
    }

    static List<JsonNode> rotations(ProvableLog log) {
        return log.entries(0, 100).stream()
                .map(entry -> JsonMapper.shared().readTree(entry.entry()))
                .filter(entry -> entry.path("type").asString().equals("key.rotated"))
                .toList();
    }

    private static PublicKey publicKey(String verifier) throws Exception {
        byte[] key = Base64.getDecoder().decode(verifier.split("\\+", 3)[2]);
        byte[] encoded = HexFormat.of()
                .parseHex(HexFormat.of().formatHex(HEAD_OF_A_PUBLIC_KEY)
                        + HexFormat.of().formatHex(key, 1, key.length));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
