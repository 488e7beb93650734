package io.rolecall.serving;

import io.rolecall.audit.PolicyActivations;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How long ago it was known that what is live here is what is active. A replica that cannot reach the store does not hear that a
 * version was taken back.
 */
@Component
public class Freshness {

    /** What becomes of requests when that was too long ago. */
    enum Stale {
        SERVE,
        REFUSE
    }

    private final boolean bounded;
    private final Duration maxAge;
    private volatile long followed = System.nanoTime();

    Freshness(
            PolicyActivations history,
            @Value("${rolecall.policy.max-age}") Duration maxAge,
            @Value("${rolecall.policy.stale}") Stale stale) {
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException(
                    "rolecall.policy.max-age: " + maxAge + " (expected: a duration such as 60s)");
        }
        this.maxAge = maxAge;
        this.bounded = stale == Stale.REFUSE && history.isShared();
    }

    void followed() {
        followed = System.nanoTime();
    }

    /** Since it was last known. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - followed);
    }

    /** Whether requests are to be refused because of that. */
    public boolean refuses() {
        return bounded && age().compareTo(maxAge) > 0;
    }
}
