package io.rolecall.serving;

import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.CheckReport;
import io.rolecall.policy.CheckRun;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes versions of what authors send: read, checked, compiled, and stored where nothing is wrong. Live is another step. */
@Component
public class Publications {

    private final PolicyVersions versions;
    private final Preparations preparations;
    private final Checks checks;
    private final Turns turns;
    private final RuleOrigins origins;

    Publications(PolicyVersions versions, Preparations preparations, Checks checks, Turns turns, RuleOrigins origins) {
        this.versions = versions;
        this.preparations = preparations;
        this.checks = checks;
        this.turns = turns;
        this.origins = origins;
    }

    /**
     * What an author sends.
     *
     * @param base the newest version as far as the author knows; 0 where there is none
     * @param files contents by path; null takes a file out of the base
     * @param note why
     */
    public record Draft(String policy, int base, Map<String, byte @Nullable []> files, String author, String note) {}

    /** What came of a draft. */
    public sealed interface Outcome {}

    /** It cannot answer. Nothing was stored. */
    public record Refused(List<Finding> findings) implements Outcome {}

    /** Somebody published another version meanwhile. Nothing was stored. */
    public record Outdated(int newest) implements Outcome {}

    /** It was only to be checked. */
    public record Checked(CheckRun run) implements Outcome {}

    /** @param fresh whether it is a new version, and not one that had this content before */
    public record Stored(PolicyVersion version, CheckReport report, boolean fresh) implements Outcome {}

    /**
     * @param dryRun whether it is only to be checked
     * @throws Bundle.Unfit where a path or the whole is no policy's
     * @throws TooBusy where too much else is compiled
     * @throws io.rolecall.audit.NotRecordedException where it cannot be stored
     */
    public Outcome publish(Draft draft, boolean dryRun) throws Bundle.Unfit {
        int newest = versions.newest(draft.policy());
        if (draft.base() != newest) {
            return new Outdated(newest);
        }
        Bundle bundle = base(draft).with(draft.files());
        return turns.take(() -> publish(draft, bundle, dryRun));
    }

    /**
     * A draft made ready to answer, and kept nowhere.
     *
     * @param base any version there is
     * @param files contents by path; null takes a file out of the base
     * @throws Bundle.Unfit where a path or the whole is no policy's
     * @throws TooBusy where too much else is compiled
     */
    public PolicyReader.Reading read(String policy, int base, Map<String, byte @Nullable []> files)
            throws Bundle.Unfit {
        Bundle bundle = stored(policy, base).with(files);
        Preparation prepared = turns.take(() -> preparations.of(bundle));
        return new PolicyReader.Reading(prepared.policy(), prepared.findings());
    }

    private Outcome publish(Draft draft, Bundle bundle, boolean dryRun) {
        Preparation prepared = preparations.of(bundle);
        Policy policy = prepared.policy();
        if (policy == null) {
            return new Refused(prepared.findings());
        }
        CheckRun run = checks.run(policy, prepared.findings());
        if (dryRun) {
            return new Checked(run);
        }
        PolicyVersions.Published published = versions.publish(new PolicyDraft(
                draft.policy(),
                bundle.digest(),
                bundle.packed(),
                prepared.sample(),
                draft.author(),
                PolicyVersion.Source.API,
                draft.note(),
                draft.base(),
                origins.ofDraft(policy, draft.base())));
        PolicyVersion version = published.version();
        return version == null
                ? new Outdated(published.newest())
                : new Stored(version, run.report(), published.fresh());
    }

    private Bundle base(Draft draft) {
        return draft.base() == 0 ? Bundle.of(draft.policy(), new TreeMap<>()) : stored(draft.policy(), draft.base());
    }

    private Bundle stored(String policy, int version) {
        return Bundle.unpacked(policy, versions.files(policy, version).orElseThrow());
    }
}
