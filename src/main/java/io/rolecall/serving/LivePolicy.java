package io.rolecall.serving;

import io.rolecall.policy.Policy;
import java.time.Instant;

/**
 * A version of a policy that answers.
 *
 * @param version from 1, one higher for every new content
 * @param since when it became live in this process
 */
public record LivePolicy(Policy policy, int version, Instant since) {}
