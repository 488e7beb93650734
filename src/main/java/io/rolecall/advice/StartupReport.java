package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Mask;
import io.rolecall.audit.Retention;
import io.rolecall.knowledge.Messages;
import io.rolecall.serving.LivePolicies;
import io.rolecall.serving.LivePolicy;
import io.rolecall.serving.PolicyState;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
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
        warnings(
                        retention.policies(),
                        mask.fields(),
                        policies.all().stream().map(PolicyState::name).toList(),
                        asked())
                .forEach(log::warn);
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

    /**
     * What is set and does nothing yet. It may be on purpose, for a policy to come, or a slip.
     *
     * @param served policies
     * @param asked fields of them
     */
    static List<String> warnings(
            Collection<String> retained, Collection<String> masked, List<String> served, List<String> asked) {
        Stream<String> policies = retained.stream()
                .filter(policy -> !served.contains(policy))
                .map(policy -> "rolecall.audit.retention." + policy
                        + " names no policy that is served; it counts all the same" + meant(policy, served));
        Stream<String> fields = masked.stream()
                .filter(field -> !asked.contains(field))
                .map(field -> "rolecall.audit.mask: no policy asks for " + field + "; it is masked as soon as one does"
                        + meant(field, asked));
        return Stream.concat(policies, fields).toList();
    }

    private static String meant(String written, List<String> names) {
        String hint = Messages.didYouMean(written, names);
        return hint == null ? "" : ". " + hint;
    }

    private List<String> asked() {
        return policies.all().stream()
                .map(PolicyState::live)
                .flatMap(Stream::ofNullable)
                .flatMap(live -> live.policy().base().rulebook().asked().stream())
                .flatMap(type -> type.fields().stream())
                .map(asked -> asked.path())
                .toList();
    }

    private String value(String property) {
        return environment.getProperty(property, "?");
    }
}
