package io.rolecall.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of one idempotency key apart. A fingerprint is made with a secret, because it is over what was sent, and a value
 * that is masked in the record must not be found by trying it out.
 *
 * <p>The secret follows from the signing key. Where that was replaced, the log's entry of it holds the secret of the key that
 * went, encrypted with that of the key that came: so whoever has the present key, every replica, knows all of them, and whoever
 * has the database alone knows none. New fingerprints are made with the newest.
 */
final class Fingerprints {

    /** Of an entry that a key was replaced. */
    static final String MEMBER = "fingerprints";

    private static final byte[] FOR_SECRETS = "the secret before".getBytes(StandardCharsets.UTF_8);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The newest first. */
    private final List<byte[]> secrets;

    private Fingerprints(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /** @throws SQLDataException where a secret was handed over, but not in the way that the log says */
    static Fingerprints of(Session session, Checkpoints checkpoints) throws SQLException {
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(secret(checkpoints.notary().key()));
        String successor = checkpoints.verifier();
        for (EntryText rotation : KeyRotation.newestFirst(session)) {
            if (rotation.text("to").equals(successor)) { // another one came to nothing before it signed
                byte @Nullable [] before = opened(secrets.get(secrets.size() - 1), rotation.text(MEMBER));
                if (before == null) {
                    break;
                }
                secrets.add(before);
                successor = rotation.text("from");
            }
        }
        return new Fingerprints(secrets);
    }

    /** One with each secret, the newest first. */
    List<String> of(byte[] body) {
        return secrets.stream()
                .map(secret -> HexFormat.of().formatHex(Hashes.keyed(secret, body)))
                .distinct()
                .toList();
    }

    /** What an entry says for the key that comes. */
    static String handedOver(SigningKey from, SigningKey to) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret(to), nonce).doFinal(secret(from));
            byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + CIPHER + ".", e);
        }
    }

    /** Null where an entry hands nothing over. */
    private static byte @Nullable [] opened(byte[] secret, String handedOver) throws SQLException {
        if (handedOver.isEmpty()) {
            return null;
        }
        try {
            byte[] both = Base64.getDecoder().decode(handedOver);
            byte[] nonce = Arrays.copyOf(both, NONCE);
            return cipher(Cipher.DECRYPT_MODE, secret, nonce).doFinal(both, NONCE, both.length - NONCE);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SQLDataException("what the log says of a key that was replaced is not what was recorded", e);
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        SecretKeySpec key = new SecretKeySpec(Hashes.keyed(secret, FOR_SECRETS), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] secret(SigningKey key) {
        return key.derived("fingerprint");
    }
}
