package io.rolecall.policy;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a policy, ready to be compared by what they answer to the same facts, and to say which of the edits between them
 * a difference comes from. Safe to use from many threads.
 */
public final class Comparison {

    /** Stands where there is no outcome: to become undecided, or to be no longer, is a change like any other. */
    public static final String UNDECIDED = "UNDECIDED";

    private static final String PLAN = Rule.Phase.PLAN.word();

    private final List<RuleEdit> edits = new ArrayList<>();
    private final Set<String> edited;

    // What a rule of the newer version was called in the older, where only its name is another.
    private final Map<String, String> formerNames = new HashMap<>();

    private Comparison(PolicyDiff.Changes rules) {
        rules.added().forEach(rule -> edits.add(new RuleEdit(rule.name(), "added")));
        rules.removed().forEach(rule -> edits.add(new RuleEdit(rule.name(), "removed")));
        for (PolicyDiff.Changed rule : rules.changed()) {
            if (rule.edits().stream().anyMatch(Edit::matters)) {
                edits.add(new RuleEdit(rule.name(), "changed"));
            }
            rule.edits().stream()
                    .filter(Edit::renames)
                    .forEach(edit -> formerNames.put(rule.name(), Objects.requireNonNull(edit.from())));
        }
        edited = edits.stream().map(RuleEdit::rule).collect(Collectors.toSet());
    }

    /**
     * An edit as {@link PolicyDiff} finds it.
     *
     * @param rule null where no edited rule explains a difference: then it comes from the policy's leanings or facts
     * @param edit {@code added}, {@code removed} or {@code changed}; {@code indirect} without a rule
     */
    public record RuleEdit(@Nullable String rule, String edit) {

        static final RuleEdit INDIRECT = new RuleEdit(null, "indirect");
    }

    /**
     * The same facts, answered twice.
     *
     * @param from the older version's outcome, or {@link #UNDECIDED}
     * @param to the newer version's
     * @param signalsDiffer whether other signals were raised, or the same with another leaning or weight
     * @param edits those whose rules did something else: fired in one version alone, or raised, recommended or inserted otherwise.
     *     Empty where outcome and signals are the same. Rules of the plan are not among them, which comes after the outcome, nor rules
     *     that only say the same in other words
     */
    public record Compared(String from, String to, boolean signalsDiffer, List<RuleEdit> edits) {

        /** Whether the outcome is another. */
        public boolean changed() {
            return !from.equals(to);
        }
    }

    public static Comparison of(Policy before, Policy after) {
        return new Comparison(PolicyDiff.between(before, after, false).rules());
    }

    /** All that a difference can come from, in the order of the rules; what has no rule at the end. */
    public List<RuleEdit> edits() {
        return Stream.concat(edits.stream(), Stream.of(RuleEdit.INDIRECT)).toList();
    }

    public Compared compare(Evaluation before, Evaluation after) {
        String from = outcome(before);
        String to = outcome(after);
        boolean signalsDiffer = !signals(before, Map.of()).equals(signals(after, formerNames));
        return new Compared(
                from, to, signalsDiffer, signalsDiffer || !from.equals(to) ? responsible(before, after) : List.of());
    }

    private static String outcome(Evaluation evaluation) {
        return evaluation.outcome() == null ? UNDECIDED : evaluation.outcome();
    }

    private static Set<Object> signals(Evaluation evaluation, Map<String, String> formerNames) {
        Set<Object> signals = new HashSet<>();
        evaluation.signals().forEach(signal -> {
            String rule = formerNames.getOrDefault(signal.rule(), signal.rule());
            signals.add(List.of(rule, said(signal)));
        });
        return signals;
    }

    private List<RuleEdit> responsible(Evaluation before, Evaluation after) {
        Map<String, Map<Object, Integer>> then = deeds(before);
        Map<String, Map<Object, Integer>> now = deeds(after);
        List<RuleEdit> responsible = edits.stream()
                .filter(edit -> !Objects.equals(then.get(edit.rule), now.get(edit.rule)))
                .toList();
        return responsible.isEmpty() ? List.of(RuleEdit.INDIRECT) : responsible;
    }

    /** What each edited rule that fired did, and how often: two facts that are alike are still two. */
    private Map<String, Map<Object, Integer>> deeds(Evaluation evaluation) {
        Map<String, Map<Object, Integer>> deeds = new HashMap<>();
        evaluation.trace().stream()
                .filter(fired -> !fired.phase().equals(PLAN))
                .forEach(fired -> fired.inserted().forEach(fact -> note(deeds, fired.rule(), fact)));
        evaluation.signals().forEach(signal -> note(deeds, signal.rule(), said(signal)));
        evaluation
                .conclusions()
                .forEach(conclusion ->
                        note(deeds, conclusion.rule(), List.of(conclusion.recommends(), conclusion.precedence())));
        return deeds;
    }

    private void note(Map<String, Map<Object, Integer>> deeds, String rule, Object deed) {
        if (edited.contains(rule)) {
            deeds.computeIfAbsent(rule, first -> new HashMap<>()).merge(deed, 1, Integer::sum);
        }
    }

    private static List<Object> said(Evaluation.Signal signal) {
        return signal.favours() != null
                ? List.of("favours", signal.favours(), signal.weight())
                : List.of("opposes", Objects.requireNonNull(signal.opposes()), signal.weight());
    }
}
