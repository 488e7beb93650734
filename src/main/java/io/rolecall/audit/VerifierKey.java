package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What checkpoints are verified with: the public half of the key that signs them.
 *
 * @param name the log's
 * @param key 32 bytes of Ed25519
 */
public record VerifierKey(String name, byte[] key) {

    /** How X.509 says that an Ed25519 key follows. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * A key as somebody gives it: the line that {@code GET /v1/audit/key} answers, or a file that holds it.
     *
     * @throws AuditUnavailableException where it is neither
     */
    public static VerifierKey of(String given) {
        return parse(given)
                .or(() -> in(given))
                .orElseThrow(() -> new AuditUnavailableException("the key \"" + given
                        + "\" cannot be used (expected: a line like name+0123abcd+base64, or a file that holds one)"));
    }

    /** Empty where it is not exactly {@code name+id+key}, or the id is another key's. */
    static Optional<VerifierKey> parse(String line) {
        String[] parts = line.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        byte[] typed;
        try {
            typed = Base64.getDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (typed.length != SigningKey.PUBLIC_LENGTH + 1) {
            return Optional.empty();
        }
        VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        return key.toString().equals(line) ? Optional.of(key) : Optional.empty();
    }

    /** Empty where the file holds something else. */
    static Optional<VerifierKey> in(String file) {
        try {
            return parse(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether the note has a signature of this key, and it fits. */
    boolean signed(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(signature -> names(signature) && verifies(note.text(), signature.bytes()));
    }

    /** Whether the note says that it is signed by this key. */
    boolean named(SignedNote note) {
        return note.signatures().stream().anyMatch(this::names);
    }

    private boolean names(SignedNote.Signature signature) {
        return signature.name().equals(name) && signature.id() == SigningKey.id(name, key);
    }

    /** Whether these bytes are this key's signature of the text. */
    boolean verifies(String text, byte[] bytes) {
        try {
            byte[] encoded = Arrays.copyOf(X509, X509.length + key.length);
            System.arraycopy(key, 0, encoded, X509.length, key.length);
            Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
            signature.initVerify(
                    KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(bytes);
        } catch (GeneralSecurityException e) {
            return false; // no point of the curve, or nothing formed like a signature
        }
    }

    /** The line itself. */
    @Override
    public String toString() {
        return SigningKey.verifier(name, key);
    }
}
