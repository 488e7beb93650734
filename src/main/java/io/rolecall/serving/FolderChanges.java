package io.rolecall.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.rolecall.audit.NotRecordedException;
import io.rolecall.audit.PolicyActivation;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Span;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.serving.PolicyFolders.Look;
import io.rolecall.serving.PolicyState.Refusal;
import io.rolecall.serving.PolicyState.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a changed folder to a live version: read, check, compile, warm, number, swap. Or leaves all as it was. */
@Component
class FolderChanges {

    private static final Logger log = LoggerFactory.getLogger(FolderChanges.class);

    private static final int FINDINGS_LOGGED = 20;

    private final LivePolicies policies;
    private final PolicyVersions versions;
    private final PolicyActivations history;
    private final Preparations preparations;
    private final RuleOrigins origins;
    private final ActivationGate gate;
    private final Activations activations;
    private final MeterRegistry meters;

    /** What was last taken from each folder, by policy. Only another content is a change: what the API made live since, stays. */
    private final Map<String, String> taken = new HashMap<>();

    private final Set<String> unrecorded = new HashSet<>();

    FolderChanges(
            LivePolicies policies,
            PolicyVersions versions,
            PolicyActivations history,
            Preparations preparations,
            RuleOrigins origins,
            ActivationGate gate,
            Activations activations,
            MeterRegistry meters) {
        this.policies = policies;
        this.versions = versions;
        this.history = history;
        this.preparations = preparations;
        this.origins = origins;
        this.gate = gate;
        this.activations = activations;
        this.meters = meters;
    }

    /** Before the first look. */
    void begin() {
        taken.putAll(versions.taken());
    }

    /** Whether the store has a version of the policy, so that its folder has nothing to give where it only fills the store. */
    boolean isStored(String name) {
        return versions.newest(name) > 0;
    }

    /** @return whether this content is dealt with, accepted or refused; else it is to be tried again */
    boolean take(String name, Look look) {
        Bundle bundle;
        try {
            bundle = Bundle.read(name, look.folder());
            if (!Look.at(look.folder()).equals(look)) {
                return false; // it changed while it was read
            }
        } catch (Bundle.Unfit e) {
            refuseUnreadable(name, e);
            return true;
        } catch (IOException e) {
            return false; // a file went while it was read; where it stays unreadable, the next look says so
        }
        LivePolicy live = policies.live(name);
        if (live != null && bundle.digest().equals(taken.get(name))) {
            if (policies.find(name).map(PolicyState::refused).isPresent()) {
                log.info("Policy {} is sound again: version {} stays live.", name, live.version());
            }
            policies.update(name, PolicyState::unrefused);
            return true;
        }
        Preparation prepared = preparations.of(bundle);
        Policy policy = prepared.policy();
        if (policy == null) {
            refuse(name, bundle.digest(), prepared.findings());
            return true;
        }
        return take(policy, prepared);
    }

    private boolean take(Policy policy, Preparation prepared) {
        String name = policy.name();
        PolicyDraft draft = PolicyDraft.ofFolder(
                name,
                policy.digest(),
                policy.bundle().packed(),
                prepared.sample(),
                origins.ofDraft(policy, versions.newest(name)));
        try {
            Optional<ActivationGate.Held> held = gate.isOpen()
                    ? Optional.empty()
                    : gate.holds(
                            Objects.requireNonNull(versions.publish(draft).version()), policy, prepared.findings());
            PolicyVersions.Taken now = versions.take(draft, held.isPresent());
            taken.put(name, policy.digest());
            if (held.isPresent()) {
                Waiting waiting = new Waiting(now.version().number(), held.get().reason());
                policies.update(name, state -> state.waiting(waiting));
                log.warn(
                        "Policy {}: version {} is stored, and not live: {}", name, waiting.version(), waiting.reason());
            } else {
                PolicyActivation active = Objects.requireNonNull(now.active());
                if (Objects.equals(active.version(), now.version().number())) {
                    activations.serve(policy, now.version(), active);
                }
                policies.update(name, PolicyState::settled);
            }
        } catch (NotRecordedException e) {
            if (unrecorded.add(name)) {
                log.warn("Policy {} stays as it is until its new version can be recorded. {}", name, e.getMessage());
            }
            return false;
        }
        unrecorded.remove(name);
        return true;
    }

    /** For a folder that could not be read, several times in a row. */
    void refuseUnreadable(String name, IOException e) {
        String reason = e instanceof Bundle.Unfit
                ? String.valueOf(e.getMessage())
                : "The folder cannot be read (" + e.getClass().getSimpleName() + "): " + e.getMessage();
        Code code = e instanceof Bundle.TooLarge ? Code.FOLDER_TOO_LARGE : Code.UNREADABLE;
        refuse(name, "", List.of(Finding.of(code, new Span(Policy.FILE, 1, 1, 1), null, reason, null)));
    }

    private void refuse(String name, String digest, List<Finding> findings) {
        PolicyState before = policies.find(name).orElse(null);
        @Nullable LivePolicy live = before == null ? null : before.live();
        if (before != null
                && before.refused() != null
                && before.refused().digest().equals(digest)) {
            return; // said already
        }
        policies.update(name, state -> state.refused(new Refusal(Instant.now(), digest, findings, true)));
        meters.counter("rolecall.policy.refused", "policy", name).increment();
        long errors = findings.stream().filter(Finding::isError).count();
        log.warn(
                "Policy {} refused, {}: {} to mend",
                name,
                live == null ? "none is live" : "version " + live.version() + " stays live",
                errors);
        findings.stream()
                .filter(Finding::isError)
                .limit(FINDINGS_LOGGED)
                .forEach(finding -> log.warn("  {}/{}", name, finding));
        if (errors > FINDINGS_LOGGED) {
            log.warn("  and {} more: GET /v1/policies/{}", errors - FINDINGS_LOGGED, name);
        }
        record(name, digest, findings, errors);
    }

    /** A refusal holds whether it can be recorded or not: nothing has become of the change. */
    private void record(String name, String digest, List<Finding> findings, long errors) {
        String first = findings.stream()
                .filter(Finding::isError)
                .map(Finding::toString)
                .findFirst()
                .orElse("");
        try {
            versions.refuse(name, digest, errors, first);
        } catch (NotRecordedException e) {
            log.warn("That policy {} was refused could not be recorded. {}", name, e.getMessage());
        }
    }

    /** @return whether it is dealt with; else it is to be tried again */
    boolean withdraw(String name) {
        try {
            history.withdraw(name).ifPresent(active -> {
                if (active.version() == null) {
                    policies.withdraw(name, active.number());
                }
            });
        } catch (NotRecordedException e) {
            if (unrecorded.add(name)) {
                log.warn(
                        "Policy {} stays, although its folder was removed, until that can be recorded. {}",
                        name,
                        e.getMessage());
            }
            return false;
        }
        if (policies.live(name) == null) {
            policies.withdraw(name, 0);
        }
        taken.remove(name);
        unrecorded.remove(name);
        log.info("Policy {} is gone: its folder was removed.", name);
        return true;
    }
}
