package io.rolecall.audit;

/**
 * What makes two requests the same one.
 *
 * @param key the caller's {@code Idempotency-Key} in its scope (caller and route)
 * @param fingerprint of the canonical body: the same key with another fingerprint is a conflict
 */
public record Idempotency(String key, String fingerprint) {}
