package io.rolecall.advice;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.PayloadReader;
import io.rolecall.audit.Progress;
import io.rolecall.audit.RecordedFacts;
import io.rolecall.audit.Verdict;
import io.rolecall.audit.Verification;
import io.rolecall.policy.Policy;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The answers in an export, which is verified while it is read. They are compared with the version that gave the newest of them. */
final class ExportAnswers implements AnswerSource, PayloadReader {

    private final String name;
    private final int last;
    private final Policy policy;
    private final Recorded newest;

    // Ids begin with their time. What is erased has no payload, and so is not among them.
    private final TreeMap<String, Given> kept = new TreeMap<>();

    private record Given(Recorded recorded, RecordedFacts facts) {}

    /** @throws Unreadable where it is no export, is not what was signed, or holds no answers of the policy */
    ExportAnswers(Path folder, String name, int last, Progress progress) {
        this.name = name;
        this.last = last;
        Verdict verdict;
        try {
            verdict = Verification.of(folder, new Verification.Terms(null, null, new BundleText(), this), progress);
        } catch (AuditUnavailableException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
        if (verdict.verdict() != Verdict.Finding.SOUND) {
            throw new Unreadable(folder + " is not what was signed: "
                    + verdict.faults().get(0) + " (expected: an export that audit verify accepts)");
        }
        if (kept.isEmpty()) {
            throw new Unreadable(folder + " holds no answers of " + name + " (expected: one or more)");
        }
        this.newest = kept.lastEntry().getValue().recorded;
        try {
            this.policy = new ExportReplay(folder, newest.engine()).policy(newest);
        } catch (ExportReplay.NotReplayable e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int version() {
        return newest.version();
    }

    @Override
    public Policy policy() {
        return policy;
    }

    /** Keeps of each answer only what counts here. */
    @Override
    public @Nullable String look(Recorded recorded, byte[] request, byte[] answer) {
        if (recorded.policy().equals(name)) {
            try {
                ObjectNode members = ((ObjectNode) RequestReader.tree(answer)).retain("status", "masked", "facts");
                keep(new Given(recorded, RecordedFacts.of(members)));
            } catch (BadRequest | ClassCastException e) {
                return "it is no answer of a policy: " + e.getMessage();
            }
        }
        return null;
    }

    private synchronized void keep(Given given) {
        kept.put(given.recorded.id(), given);
        if (kept.size() > last) {
            kept.pollFirstEntry();
        }
    }

    @Override
    public void replay(ImpactTally tally, Progress progress) {
        long done = 0;
        for (Map.Entry<String, Given> each : kept.descendingMap().entrySet()) {
            tally.add(each.getKey(), each.getValue().facts);
            progress.at(++done, kept.size());
        }
    }
}
