package io.rolecall.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.rolecall.audit.NotRecordedException;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Span;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.serving.PolicyFolders.Look;
import io.rolecall.serving.PolicyState.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes a changed folder to a live version: read, check, compile, warm, number, swap. Or leaves all as it was. */
@Component
class Activation {

    private static final Logger log = LoggerFactory.getLogger(Activation.class);

    private static final int FINDINGS_LOGGED = 20;

    private final LivePolicies policies;
    private final PolicyVersions versions;
    private final MeterRegistry meters;
    private final EarlyReading early;

    /** Ready but for a version that could not be recorded: tried again as they are. */
    private final Map<String, Preparation> unrecorded = new HashMap<>();

    Activation(LivePolicies policies, PolicyVersions versions, MeterRegistry meters, EarlyReading early) {
        this.early = early;
        this.policies = policies;
        this.versions = versions;
        this.meters = meters;
    }

    /** @return whether this content is dealt with, accepted or refused; else it is to be tried again */
    boolean activate(String name, Look look) {
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
        if (live != null && live.policy().digest().equals(bundle.digest())) {
            if (policies.find(name).map(PolicyState::refused).isPresent()) {
                log.info("Policy {} is sound again: version {} stays live.", name, live.version());
            }
            policies.put(new PolicyState(name, live, null));
            return true;
        }
        Preparation waiting = unrecorded.get(name);
        Policy ready = waiting == null ? null : waiting.policy();
        if (waiting != null && ready != null && ready.digest().equals(bundle.digest())) {
            return swap(ready, waiting);
        }
        Preparation prepared = prepare(bundle);
        Policy policy = prepared.policy();
        if (policy == null) {
            refuse(name, bundle.digest(), prepared.findings());
            return true;
        }
        return swap(policy, prepared);
    }

    private Preparation prepare(Bundle bundle) {
        try {
            Preparation before = early.take(bundle);
            return before == null ? Preparation.of(bundle) : before;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.error("Policy {} could not be read: a defect of Rolecall.", bundle.name(), e);
            return new Preparation(
                    null,
                    List.of(Finding.of(
                            Code.INTERNAL,
                            new Span(Policy.FILE, 1, 1, 1),
                            null,
                            "The policy could not be read; the log says why.",
                            "Take the last change back, and report it.")),
                    new byte[0]);
        }
    }

    private boolean swap(Policy policy, Preparation prepared) {
        int version;
        try {
            version = versions.activate(
                    policy.name(), policy.digest(), policy.bundle().packed(), prepared.sample());
        } catch (NotRecordedException e) {
            if (unrecorded.put(policy.name(), prepared) != prepared) {
                log.warn(
                        "Policy {} stays as it is until its new version can be recorded. {}",
                        policy.name(),
                        e.getMessage());
            }
            return false;
        }
        unrecorded.remove(policy.name());
        policies.put(new PolicyState(policy.name(), new LivePolicy(policy, version, Instant.now()), null));
        log.atInfo()
                .addKeyValue("policy", policy.name())
                .addKeyValue("version", version)
                .addKeyValue("digest", policy.digest())
                .addKeyValue("rules", policy.base().rulebook().rules().size())
                .log("Policy live");
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
        policies.put(new PolicyState(name, live, new Refusal(Instant.now(), digest, findings)));
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

    void withdraw(String name) {
        policies.remove(name);
        unrecorded.remove(name);
        log.info("Policy {} is gone: its folder was removed.", name);
    }
}
