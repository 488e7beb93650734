package io.rolecall.audit;

import java.time.Instant;

/**
 * A version that is asked beside the live one.
 *
 * @param number a higher one is newer, also of another policy
 * @param share of the live requests, above 0 and up to 1
 */
public record PolicyShadow(long number, String policy, int version, double share, Instant since) {}
