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
        if (audit.accepting()) {
            return Health.up().build();
        }
        String doubt = audit.doubt();
        return Health.outOfService()
                .withDetail("reason", doubt == null ? "The record does not accept." : "The log is in doubt: " + doubt)
                .build();
    }
}
