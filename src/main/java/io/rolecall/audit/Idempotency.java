package io.rolecall.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What makes two requests the same one.
 *
 * @param key the caller's {@code Idempotency-Key} in its scope (caller and route)
 * @param fingerprints of the canonical body, see {@link Fingerprints}: the same key with none of them is a conflict
 */
public record Idempotency(String key, List<String> fingerprints) {

    Idempotency(String key, String fingerprint) {
        this(key, List.of(fingerprint));
    }

    /** As it is stored: nobody can try out what the body may have been once the salts are erased. */
    String salted(byte[] salts) {
        return salted(fingerprints.get(0), salts);
    }

    /** Whether this is what was stored, before the key that signs was replaced or since. */
    boolean matches(String stored, byte[] salts) {
        return fingerprints.stream()
                .anyMatch(fingerprint -> salted(fingerprint, salts).equals(stored));
    }

    private static String salted(String fingerprint, byte[] salts) {
        return Commitment.digest(salts, fingerprint.getBytes(StandardCharsets.UTF_8));
    }
}
