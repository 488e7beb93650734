package io.rolecall.audit;

import java.nio.charset.StandardCharsets;

/**
 * What makes two requests the same one.
 *
 * @param key the caller's {@code Idempotency-Key} in its scope (caller and route)
 * @param fingerprint of the canonical body: the same key with another fingerprint is a conflict
 */
public record Idempotency(String key, String fingerprint) {

    /** As it is stored: nobody can try out what the body may have been once the salts are erased. */
    String salted(byte[] salts) {
        return Commitment.digest(salts, fingerprint.getBytes(StandardCharsets.UTF_8));
    }
}
