package io.rolecall.advice;

import io.rolecall.serving.LivePolicies;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up once a policy can answer. */
@Component("policiesHealthIndicator")
class PoliciesHealth implements HealthIndicator {

    private final LivePolicies policies;

    PoliciesHealth(LivePolicies policies) {
        this.policies = policies;
    }

    @Override
    public Health health() {
        return policies.ready()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "No policy is loaded.")
                        .build();
    }
}
