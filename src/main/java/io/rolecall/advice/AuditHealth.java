package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while the record accepts. */
@Component("auditHealthIndicator")
class AuditHealth implements HealthIndicator {

    private final AuditLog audit;

    AuditHealth(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Health health() {
        String refusal = audit.refusal();
        return refusal == null
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "The record does not accept: " + refusal)
                        .build();
    }
}
