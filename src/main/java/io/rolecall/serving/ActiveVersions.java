package io.rolecall.serving;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.PolicyActivation;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.serving.PolicyState.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Serves what the store says is active, whoever made it so: this process before it ended, or another replica. */
@Component
class ActiveVersions {

    private static final Logger log = LoggerFactory.getLogger(ActiveVersions.class);

    /** How far back a version is looked for that can answer, where the active one cannot. */
    private static final int FALLBACKS = 20;

    private final PolicyVersions versions;
    private final PolicyActivations history;
    private final Preparations preparations;
    private final Activations activations;
    private final LivePolicies policies;

    /** The newest activation of each policy that could not be followed. */
    private final Map<String, Long> refused = new HashMap<>();

    ActiveVersions(
            PolicyVersions versions,
            PolicyActivations history,
            Preparations preparations,
            Activations activations,
            LivePolicies policies) {
        this.versions = versions;
        this.history = history;
        this.preparations = preparations;
        this.activations = activations;
        this.policies = policies;
    }

    /**
     * Makes live what is active and not served here yet. A version that cannot be compiled leaves the one before.
     *
     * @throws AuditUnavailableException where the store cannot be read
     */
    synchronized void follow() {
        for (PolicyActivation active : history.newest()) {
            LivePolicy live = policies.live(active.policy());
            boolean known = live != null && live.activation() >= active.number()
                    || refused.getOrDefault(active.policy(), 0L) >= active.number();
            if (known) {
                continue;
            }
            if (active.version() != null) {
                follow(active, live);
            } else if (live != null) {
                policies.withdraw(active.policy(), active.number());
            }
        }
    }

    private void follow(PolicyActivation active, @Nullable LivePolicy live) {
        String name = active.policy();
        Preparation prepared = serve(active);
        if (prepared.policy() != null) {
            return;
        }
        refused.put(name, active.number());
        if (live == null) {
            fallBack(active);
        }
        Refusal refusal = new Refusal(Instant.now(), digest(active), prepared.findings(), false);
        policies.update(name, state -> state.refused(refusal));
        LivePolicy kept = policies.live(name);
        log.error(
                "Policy {}: version {} is active and cannot answer here, {}: {}",
                name,
                active.version(),
                kept == null ? "and no other can" : "version " + kept.version() + " stays live",
                prepared.findings().stream()
                        .filter(Finding::isError)
                        .findFirst()
                        .orElseThrow());
    }

    /** The newest version before it that was active and can answer still. */
    private void fallBack(PolicyActivation active) {
        List<PolicyActivation> before = history.list(active.policy(), active.number(), FALLBACKS);
        for (PolicyActivation earlier : before) {
            if (earlier.version() != null && serve(earlier).policy() != null) {
                return;
            }
        }
    }

    private Preparation serve(PolicyActivation active) {
        int number = active.version() == null ? 0 : active.version();
        PolicyVersion version = versions.find(active.policy(), number).orElseThrow();
        byte[] files = versions.files(active.policy(), number).orElseThrow();
        Preparation prepared = preparations.of(Bundle.unpacked(active.policy(), files));
        Policy policy = prepared.policy();
        if (policy != null) {
            activations.serve(policy, version, active);
        }
        return prepared;
    }

    private String digest(PolicyActivation active) {
        int number = active.version() == null ? 0 : active.version();
        return versions.find(active.policy(), number).map(PolicyVersion::digest).orElse("");
    }
}
