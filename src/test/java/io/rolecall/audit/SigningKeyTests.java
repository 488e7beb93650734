package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and signed notes, held against openssl, which has to be there, and against a note that others signed. */
class SigningKeyTests {

    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] SECRET_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    @TempDir
    Path folder;

    /** Key, note and signature that the documentation of Go's golang.org/x/mod/sumdb/note shows. */
    @Test
    void signsAsOthersDo() throws Exception {
        byte[] seed = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
        SigningKey key = SigningKey.read(pem("known.key", seed, 1));
        assertThat(key.verifier("PeterNeumann"))
                .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        String text = "If you think cryptography is the answer to your problem,\n"
                + "then you don't know what your problem is.\n";
        String signed = text
                + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        assertThat(key.sign("PeterNeumann", text)).hasToString(signed);
        SignedNote note = SignedNote.parse(signed).orElseThrow();
        assertThat(note).hasToString(signed);
        assertThat(key.signed(note, "PeterNeumann")).isTrue();
        assertThat(key.signed(note, "PeterNewman")).isFalse();
        assertThat(key.verifies(note, "PeterNeumann")).isTrue();
        SignedNote other = SignedNote.parse(signed.replace("know", "knew")).orElseThrow();
        assertThat(key.verifies(other, "PeterNeumann")).isFalse();
    }

    private Path pem(String name, byte[] key, int from) throws Exception {
        byte[] der = java.util.Arrays.copyOf(SECRET_PREFIX, 48);
        System.arraycopy(key, from, der, 16, 32);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void keepsAKeyThatOnlyItsOwnerReads() throws Exception {
        Path file = folder.resolve("audit.key");
        SigningKey key = SigningKey.generate();
        key.write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKey.read(file).verifier("a")).isEqualTo(key.verifier("a"));
        assertThatThrownBy(() -> SigningKey.generate().write(file)).isInstanceOf(AuditUnavailableException.class);
        assertThat(SigningKey.read(file).verifier("a")).isEqualTo(key.verifier("a"));
    }

    @Test
    void takesAKeyThatOpensslMade() throws Exception {
        Path file = folder.resolve("openssl.key");
        openssl("genpkey", "-algorithm", "ed25519", "-out", file.toString());
        SigningKey key = SigningKey.read(file);
        String publicPem = openssl("pkey", "-in", file.toString(), "-pubout");
        byte[] spki = Base64.getMimeDecoder()
                .decode(publicPem
                        .lines()
                        .filter(line -> !line.startsWith("-"))
                        .findFirst()
                        .orElseThrow());
        assertThat(publicKey(key.verifier("a"))).isEqualTo(spki);
        key.write(folder.resolve("copy.key"));
        assertThat(openssl("pkey", "-in", folder.resolve("copy.key").toString(), "-pubout"))
                .isEqualTo(publicPem);
    }

    /** A checkpoint as it is shown, with what somebody has who knows the verifier's line and nothing else. */
    @Test
    void signsCheckpointsThatTheJdkAndOpensslVerify() throws Exception {
        SigningKey key = SigningKey.generate();
        Checkpoint checkpoint = Checkpoint.sign(key, "example.com/log", 7, Hashes.empty());
        assertThat(Checkpoint.parse(checkpoint.note()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(checkpoint);
        int end = checkpoint.note().lastIndexOf("\n\n") + 1;
        String text = checkpoint.note().substring(0, end);
        assertThat(text).isEqualTo("example.com/log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        String line = checkpoint.note().substring(end + 1);
        assertThat(line).matches("— example.com/log [A-Za-z0-9+/]+=*\n");
        byte[] bytes = Base64.getDecoder().decode(line.strip().split(" ")[2]);
        assertThat(bytes).hasSize(68);
        assertThat(HexFormat.of().formatHex(bytes, 0, 4))
                .isEqualTo(key.verifier("example.com/log").split("\\+")[1]);
        byte[] spki = publicKey(key.verifier("example.com/log"));
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        jdk.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(jdk.verify(bytes, 4, 64)).isTrue();
        Path publicKey = Files.write(folder.resolve("public.der"), spki);
        Path note = Files.writeString(folder.resolve("text"), text);
        Path signature = Files.write(folder.resolve("signature"), java.util.Arrays.copyOfRange(bytes, 4, 68));
        assertThat(openssl(
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        publicKey.toString(),
                        "-keyform",
                        "DER",
                        "-rawin",
                        "-in",
                        note.toString(),
                        "-sigfile",
                        signature.toString()))
                .contains("Signature Verified Successfully");
    }

    @Test
    void saysWhatIsNoKey() throws Exception {
        Path nothing = folder.resolve("nothing");
        assertThatThrownBy(() -> SigningKey.read(nothing)).hasMessageContaining("cannot be read");
        for (String content :
                new String[] {"", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
            Path file = Files.writeString(folder.resolve("bad.key"), content);
            assertThatThrownBy(() -> SigningKey.read(file))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageStartingWith(file + " holds no Ed25519 key")
                    .hasMessageNotContaining("\n");
        }
        Path rsa = folder.resolve("rsa.key");
        openssl("genpkey", "-algorithm", "rsa", "-out", rsa.toString());
        assertThatThrownBy(() -> SigningKey.read(rsa)).hasMessageStartingWith(rsa + " holds no Ed25519 key");
    }

    @Test
    void readsNoNoteWhereThereIsNone() {
        String good =
                Checkpoint.sign(SigningKey.generate(), "a", 1, Hashes.empty()).note();
        assertThat(Checkpoint.parse(good)).isPresent();
        for (String bad : new String[] {
            "",
            "\n\n",
            "a\n1\n",
            good.strip(),
            good.replace("— ", "- "),
            good.replace("\n1\n", "\n01\n"),
            good.replace("\n1\n", "\n-1\n"),
            good.replace("\n1\n", "\nx\n"),
            good.replace("a\n1\n47", "a\n1\n4"),
            good.substring(0, good.length() - 8) + "*\n"
        }) {
            assertThat(Checkpoint.parse(bad)).as(bad).isEmpty();
        }
    }

    /** The key of a verifier's line as an X.509 public key. */
    private static byte[] publicKey(String verifier) {
        byte[] key = Base64.getDecoder().decode(verifier.split("\\+", 3)[2]);
        assertThat(key).hasSize(33).startsWith(1);
        byte[] spki = java.util.Arrays.copyOf(PUBLIC_PREFIX, 44);
        System.arraycopy(key, 1, spki, 12, 32);
        return spki;
    }

    private static String openssl(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
