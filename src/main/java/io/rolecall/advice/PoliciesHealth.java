package io.rolecall.advice;

import io.rolecall.serving.Freshness;
import io.rolecall.serving.LivePolicies;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once a policy can answer, and while it is known which version is to. */
@Component("policiesHealthIndicator")
class PoliciesHealth implements HealthIndicator {

    private final LivePolicies policies;

    private final Freshness freshness;

    PoliciesHealth(LivePolicies policies, Freshness freshness) {
        this.policies = policies;
        this.freshness = freshness;
    }

    @Override
    public Health health() {
        if (freshness.refuses()) {
            return Health.outOfService()
                    .withDetail("reason", "It is not known which versions are active.")
                    .build();
        }
        return policies.ready()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "No policy is loaded.")
                        .build();
    }
}
