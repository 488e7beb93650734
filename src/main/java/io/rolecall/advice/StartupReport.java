package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Mask;
import io.rolecall.audit.Retention;
import io.rolecall.serving.LivePolicies;
import io.rolecall.serving.LivePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at the start what answers, from where, and what it is recorded in. */
@Component
class StartupReport {

    private static final Logger log = LoggerFactory.getLogger("io.rolecall.Rolecall");

    private final LivePolicies policies;
    private final AuditLog audit;
    private final Retention retention;
    private final Mask mask;
    private final Environment environment;

    StartupReport(LivePolicies policies, AuditLog audit, Retention retention, Mask mask, Environment environment) {
        this.policies = policies;
        this.audit = audit;
        this.retention = retention;
        this.mask = mask;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void report(ApplicationReadyEvent event) {
        policies.all().forEach(state -> {
            LivePolicy live = state.live();
            log.info(
                    "policy  {}  {}",
                    state.name(),
                    live == null
                            ? "refused: see above"
                            : "version " + live.version() + "  " + live.policy().digest());
        });
        for (String policy : retention.policies()) {
            if (policies.all().stream().noneMatch(state -> state.name().equals(policy))) {
                log.warn("rolecall.audit.retention.{} names no policy that is served; it counts all the same", policy);
            }
        }
        for (String field : mask.fields()) {
            if (policies.all().stream().noneMatch(state -> asks(state.live(), field))) {
                log.warn("rolecall.audit.mask: no policy asks for {}; it is masked as soon as one does", field);
            }
        }
        log.info(
                "record  {}",
                value("spring.datasource.url").replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//"));
        log.info("api     http://{}:{}/v1/policies", value("server.address"), value("local.server.port"));
        log.info(
                "health  http://{}:{}/actuator/health",
                value("management.server.address"),
                value("local.management.port"));
        String refusal = audit.refusal();
        if (refusal != null) {
            log.warn("not ready: the record does not accept: {}", refusal);
            return;
        }
        log.info(
                "ready   after {} ms",
                event.getTimeTaken() == null ? "?" : event.getTimeTaken().toMillis());
    }

    private static boolean asks(@Nullable LivePolicy live, String field) {
        return live != null
                && live.policy().base().rulebook().asked().stream()
                        .flatMap(type -> type.fields().stream())
                        .anyMatch(asked -> asked.path().equals(field));
    }

    private String value(String property) {
        return environment.getProperty(property, "?");
    }
}
