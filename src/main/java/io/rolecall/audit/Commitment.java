package io.rolecall.audit;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What ties an entry to bytes that are kept elsewhere: SHA-256 of salt and bytes. Without the salt nobody can try out what the
 * bytes may have been; once salt and bytes are erased the entry says nothing of them.
 *
 * @param salt {@value #SALT} random bytes, of this commitment alone
 */
record Commitment(byte[] salt, byte[] digest) {

    static final int SALT = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** To the canonical form of a value. */
    static Commitment to(Object value) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        MessageDigest digest = Hashes.digest();
        digest.update(salt);
        CanonicalJson.write(value, new OutputStream() {
            @Override
            public void write(int b) {
                digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }
        });
        return new Commitment(salt, digest.digest());
    }

    static String digest(byte[] salt, byte[] bytes) {
        MessageDigest digest = Hashes.digest();
        digest.update(salt);
        return text(digest.digest(bytes));
    }

    /** Whether it is the value that an entry is committed to. */
    static boolean opens(String commitment, byte @Nullable [] salt, Object value) {
        return salt != null && digest(salt, CanonicalJson.of(value)).equals(commitment);
    }

    /** As an entry has it. */
    String text() {
        return text(digest);
    }

    private static String text(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
