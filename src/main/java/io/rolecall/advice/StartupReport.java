package io.rolecall.advice;

import io.rolecall.audit.Retention;
import io.rolecall.serving.LivePolicies;
import io.rolecall.serving.LivePolicy;
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
    private final Retention retention;
    private final Environment environment;

    StartupReport(LivePolicies policies, Retention retention, Environment environment) {
        this.policies = policies;
        this.retention = retention;
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
        log.info("record  {}", environment.getProperty("spring.datasource.url"));
        log.info("api     http://{}:{}/v1/policies", value("server.address"), value("local.server.port"));
        log.info(
                "health  http://{}:{}/actuator/health",
                value("management.server.address"),
                value("local.management.port"));
        log.info(
                "ready   after {} ms",
                event.getTimeTaken() == null ? "?" : event.getTimeTaken().toMillis());
    }

    private String value(String property) {
        return environment.getProperty(property, "?");
    }
}
