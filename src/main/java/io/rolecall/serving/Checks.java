package io.rolecall.serving;

import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.CheckReport;
import io.rolecall.policy.CheckRun;
import io.rolecall.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the checks say of a content. It is the same whenever they are asked, and so kept: asked again, nothing is compiled. */
@Component
public class Checks {

    /** Each has some tens of kilobytes. */
    private static final int KEPT = 64;

    /** How long an evaluation may take: where a scenario failed later than that, it may only have been stopped on a busy machine. */
    private static final long SURE_NANOS = 2_000_000_000;

    private final PolicyVersions versions;
    private final Preparations preparations;
    private final Turns turns;
    private final Map<String, Kept> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > KEPT;
        }
    };

    Checks(PolicyVersions versions, Preparations preparations, Turns turns) {
        this.versions = versions;
        this.preparations = preparations;
        this.turns = turns;
    }

    /**
     * @param report null where they refuse it
     * @param findings why they do; empty where they do not
     */
    public record Check(@Nullable CheckReport report, List<Finding> findings) {}

    private record Kept(@Nullable CheckRun run, List<Finding> findings) {

        Check check() {
            return new Check(run == null ? null : run.report(), findings);
        }
    }

    /**
     * Of a stored version, as it would be checked were it made live now.
     *
     * @throws TooBusy where it is not kept, and too much else is compiled
     */
    public Check of(PolicyVersion version) {
        Kept known = known(version.policy() + version.digest());
        return known == null ? turns.take(() -> of(bundle(version))) : known.check();
    }

    private Check of(Bundle bundle) {
        Kept known = known(bundle.name() + bundle.digest()); // another caller may have had the turn before
        if (known != null) {
            return known.check();
        }
        Preparation prepared = preparations.of(bundle);
        Policy policy = prepared.policy();
        if (policy != null) {
            return new Check(run(policy, prepared.findings()).report(), List.of());
        }
        Kept refused = new Kept(null, prepared.findings());
        if (prepared.findings().stream().noneMatch(finding -> finding.code() == Code.INTERNAL)) {
            keep(bundle.name() + bundle.digest(), refused);
        }
        return refused.check();
    }

    /**
     * Of what can answer. Takes some tenths of a second for hundreds of rules, where it is not kept.
     *
     * @param warnings what reading it found
     */
    CheckRun run(Policy policy, List<Finding> warnings) {
        String key = policy.name() + policy.digest();
        Kept known = known(key);
        if (known != null && known.run() != null) {
            return known.run();
        }
        long start = System.nanoTime();
        CheckRun run = CheckRun.of(policy, warnings);
        if (run.report().passed() || System.nanoTime() - start < SURE_NANOS) {
            keep(key, new Kept(run, List.of()));
        }
        return run;
    }

    private Bundle bundle(PolicyVersion version) {
        return Bundle.unpacked(
                version.policy(),
                versions.files(version.policy(), version.number()).orElseThrow());
    }

    private @Nullable Kept known(String key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    private void keep(String key, Kept check) {
        synchronized (kept) {
            kept.put(key, check);
        }
    }
}
