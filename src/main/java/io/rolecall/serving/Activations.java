package io.rolecall.serving;

import io.rolecall.audit.PolicyActivation;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.serving.ActivationRefused.Why;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes a stored version the active one: compiled first, then recorded, then served. Or leaves all as it was. */
@Component
public class Activations {

    private static final Logger log = LoggerFactory.getLogger(Activations.class);

    private final PolicyVersions versions;
    private final PolicyActivations activations;
    private final Preparations preparations;
    private final ActivationGate gate;
    private final LivePolicies policies;

    Activations(
            PolicyVersions versions,
            PolicyActivations activations,
            Preparations preparations,
            ActivationGate gate,
            LivePolicies policies) {
        this.versions = versions;
        this.activations = activations;
        this.preparations = preparations;
        this.gate = gate;
        this.policies = policies;
    }

    /** @param fresh false where the version was the active one before, so that nothing had to be done */
    public record Activated(PolicyActivation activation, boolean fresh) {}

    /**
     * Returns once it is recorded and served here.
     *
     * @throws ActivationRefused where it may not be made live; nothing has changed then
     * @throws io.rolecall.audit.NotRecordedException where it cannot be recorded; nothing has changed then either
     */
    public Activated activate(String name, int number, String actor, @Nullable String reason) {
        Optional<PolicyActivation> active = activations.newest(name);
        PolicyVersion version = versions.find(name, number)
                .orElseThrow(() -> new ActivationRefused(
                        Why.UNKNOWN, "There is no version " + number + " of the policy \"" + name + "\"."));
        Preparation prepared = preparations.of(
                Bundle.unpacked(name, versions.files(name, number).orElseThrow()));
        Policy policy = prepared.policy();
        if (policy == null) {
            throw new ActivationRefused(
                    Why.NOT_PASSED, "Version " + number + " does not pass today's checks.", prepared.findings());
        }
        if (active.isPresent() && version.number() == or0(active.get().version())) {
            serve(policy, version, active.get());
            return new Activated(active.get(), false);
        }
        gate.holds(version, policy, prepared.findings()).ifPresent(held -> {
            throw new ActivationRefused(
                    held.unapproved() ? Why.NOT_APPROVED : Why.NOT_PASSED,
                    "Version " + number + " is held back: " + held.reason() + ".");
        });
        PolicyActivation activation = activations
                .activate(
                        version,
                        actor,
                        reason,
                        active.map(PolicyActivation::number).orElse(0L))
                .orElseThrow(() -> overtaken(name, number));
        serve(policy, version, activation);
        return new Activated(activation, true);
    }

    private ActivationRefused overtaken(String name, int number) {
        PolicyActivation newer = activations.newest(name).orElseThrow();
        return new ActivationRefused(
                Why.OVERTAKEN,
                (newer.version() == null
                                ? "The policy was taken out of service by "
                                : "Version " + newer.version() + " was made live by ")
                        + newer.actor() + " while version " + number
                        + " was being made ready; look at it, and decide again.");
    }

    private static int or0(@Nullable Integer version) {
        return version == null ? 0 : version;
    }

    /** Gives the version to the requests that come from now on. */
    void serve(Policy policy, PolicyVersion version, PolicyActivation activation) {
        LivePolicy live = policies.live(policy.name());
        if (live != null && live.activation() == activation.number()) {
            return;
        }
        if (policies.serve(new LivePolicy(policy, version, activation.number(), Instant.now()))) {
            log.atInfo()
                    .addKeyValue("policy", policy.name())
                    .addKeyValue("version", version.number())
                    .addKeyValue("digest", policy.digest())
                    .addKeyValue("rules", policy.base().rulebook().rules().size())
                    .log("Policy live");
        }
    }
}
