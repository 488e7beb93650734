package io.rolecall.advice;

import io.rolecall.advice.Impact.EditEffect;
import io.rolecall.advice.Impact.ImpactSample;
import io.rolecall.advice.Impact.NotReplayable;
import io.rolecall.advice.Impact.OutcomeChange;
import io.rolecall.advice.Impact.OutcomeKept;
import io.rolecall.audit.RecordedFacts;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Comparison;
import io.rolecall.policy.Comparison.Compared;
import io.rolecall.policy.Comparison.RuleEdit;
import io.rolecall.policy.Policy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Answers recorded facts under two versions of a policy, and counts what differs. One thread adds, others may ask for the report. */
final class ImpactTally {

    private static final Logger log = LoggerFactory.getLogger(ImpactTally.class);

    private static final String FACTS = "/facts";

    /** One that cannot be answered keeps nobody from the others. */
    private static final String FAILED = "It failed: a defect of Rolecall; the log says more.";

    private final Side before;
    private final Side after;
    private final Comparison comparison;
    private final Map<Pair, Long> changed = new HashMap<>();
    private final Map<String, Long> unchangedBy = new HashMap<>();
    private final Map<String, Long> notReplayable = new HashMap<>();
    private final Map<RuleEdit, Long> outcomeEdits = new HashMap<>();
    private final Map<RuleEdit, Long> signalEdits = new HashMap<>();
    private final SampleSpread samples = new SampleSpread();
    private long done;
    private long unchanged;
    private long signalsChanged;

    ImpactTally(Side before, Side after) {
        this.before = before;
        this.after = after;
        this.comparison = Comparison.of(before.policy, after.policy);
    }

    /** @param called as a sentence begins with it: {@code Version 3} */
    record Side(Policy policy, String called) {

        static Side of(Policy policy, int version) {
            return new Side(policy, "Version " + version);
        }

        /** The reason names no value: the report outlives what is erased. */
        private Evaluation evaluate(JsonNode facts) throws Skipped {
            try {
                return policy.base()
                        .evaluate(FactReader.read(facts, FACTS, policy.base().rulebook()));
            } catch (FactReader.Refused e) {
                String pointer = e.problems().get(0).pointer();
                String path = pointer.replaceFirst("^" + FACTS + "/?", "").replace('/', '.');
                boolean known = policy.base().rulebook().asked().stream()
                        .flatMap(type -> type.fields().stream())
                        .anyMatch(field -> field.path().equals(path));
                throw new Skipped(
                        known
                                ? called + " does not take the recorded value of " + path + "."
                                : called + " has no fact " + path + ".");
            } catch (OverBudgetException e) {
                throw new Skipped(called + " was stopped. " + e.sentence());
            }
        }
    }

    /** From which outcome to which. */
    record Pair(String from, String to) {}

    /** Answers again what was recorded. */
    void add(String id, RecordedFacts recorded) {
        if (recorded.failed() || recorded.masked()) {
            skip(recorded.failed() ? ExportReplay.STOPPED : ExportReplay.MASKED);
            return;
        }
        try {
            Evaluation now = after.evaluate(recorded.facts());
            Evaluation was = before.evaluate(recorded.facts());
            count(id, comparison.compare(was, now), was, now);
        } catch (Skipped e) {
            skip(e.reason);
        } catch (RuntimeException e) {
            skip(FAILED);
            log.error("{} could not be answered again: a defect of Rolecall.", id, e);
        }
    }

    synchronized void skip(String reason) {
        done++;
        notReplayable.merge(reason, 1L, Long::sum);
    }

    private synchronized void count(String id, Compared compared, Evaluation was, Evaluation now) {
        done++;
        if (compared.changed()) {
            Pair pair = new Pair(compared.from(), compared.to());
            changed.merge(pair, 1L, Long::sum);
            compared.edits().forEach(edit -> outcomeEdits.merge(edit, 1L, Long::sum));
            samples.add(pair, new ImpactSample(id, pair.from, pair.to, was.trace(), now.trace()));
            return;
        }
        unchanged++;
        unchangedBy.merge(compared.from(), 1L, Long::sum);
        if (compared.signalsDiffer()) {
            signalsChanged++;
            compared.edits().forEach(edit -> signalEdits.merge(edit, 1L, Long::sum));
        }
    }

    synchronized long done() {
        return done;
    }

    /** As far as it has come; what there is most of first. */
    synchronized Impact report(
            @Nullable String id,
            @Nullable Integer version,
            int against,
            Impact.Status status,
            @Nullable String failure,
            long total) {
        return new Impact(
                id,
                version,
                against,
                status,
                failure,
                done,
                total,
                unchanged,
                unchangedBy.entrySet().stream()
                        .map(each -> new OutcomeKept(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingLong(OutcomeKept::count)
                                .reversed()
                                .thenComparing(OutcomeKept::outcome))
                        .toList(),
                changed.entrySet().stream()
                        .map(each -> new OutcomeChange(each.getKey().from, each.getKey().to, each.getValue()))
                        .sorted(Comparator.comparingLong(OutcomeChange::count)
                                .reversed()
                                .thenComparing(OutcomeChange::from)
                                .thenComparing(OutcomeChange::to))
                        .toList(),
                signalsChanged,
                notReplayable.entrySet().stream()
                        .map(each -> new NotReplayable(each.getKey(), each.getValue()))
                        .sorted(Comparator.comparingLong(NotReplayable::count)
                                .reversed()
                                .thenComparing(NotReplayable::reason))
                        .toList(),
                comparison.edits().stream()
                        .map(this::effect)
                        .filter(effect -> effect.count() + effect.signalsChanged() > 0)
                        .sorted(Comparator.comparingLong(EditEffect::count)
                                .thenComparingLong(EditEffect::signalsChanged)
                                .reversed())
                        .toList(),
                samples.all());
    }

    private EditEffect effect(RuleEdit edit) {
        return new EditEffect(
                edit.rule(), edit.edit(), outcomeEdits.getOrDefault(edit, 0L), signalEdits.getOrDefault(edit, 0L));
    }

    /** What cannot be answered again. */
    private static final class Skipped extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        Skipped(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
