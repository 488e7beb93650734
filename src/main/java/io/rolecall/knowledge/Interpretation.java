package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the interpreter makes of a situation: the evaluation, and what became of each rule whether it fired or not. */
public final class Interpretation {

    private final Rulebook rulebook;
    private final WorkingMemory memory;
    private final Evaluation evaluation;

    Interpretation(Rulebook rulebook, WorkingMemory memory, Evaluation evaluation) {
        this.rulebook = rulebook;
        this.memory = memory;
        this.evaluation = evaluation;
    }

    public Evaluation evaluation() {
        return evaluation;
    }

    /**
     * Of every rule, in the order of the files.
     *
     * @throws OverBudgetException where one takes longer than an evaluation may
     */
    public List<RuleOutcome> outcomes() {
        return rulebook.rules().stream().map(this::outcome).toList();
    }

    /**
     * Of the rules that may hold or not, because of what is unknown, in the order of the files.
     *
     * @throws OverBudgetException where one takes longer than an evaluation may
     */
    public List<RuleOutcome> undecided() {
        return rulebook.rules().stream()
                .filter(rule -> !rule.branches().stream().allMatch(this::ruledOut))
                .map(this::outcome)
                .filter(outcome -> !outcome.fired())
                .filter(outcome -> outcome.ways().stream().anyMatch(way -> way.holds() == null))
                .toList();
    }

    /** Most are, and at once: by a condition on the only fact of its kind. */
    private boolean ruledOut(Rule.Branch branch) {
        return branch.elements().stream()
                .anyMatch(element -> element instanceof Pattern pattern && fails(pattern, memory.only(pattern)));
    }

    private static boolean fails(Pattern pattern, @Nullable Row only) {
        return only != null && Scope.EMPTY.with(pattern, only).truthIfBound(pattern.condition()) == Truth.FALSE;
    }

    /** @throws IllegalArgumentException where no rule has the name */
    public RuleOutcome outcome(String rule) {
        return rulebook.rules().stream()
                .filter(one -> one.name().equals(rule))
                .findFirst()
                .map(this::outcome)
                .orElseThrow(() -> new IllegalArgumentException("No rule " + rule));
    }

    // A rule reads only facts that were complete when its turn came, so looking back shows it what it saw.
    private RuleOutcome outcome(Rule rule) {
        memory.begin();
        return Explanation.of(rule, memory);
    }

    /** Notes which values the rules' conditions had. */
    void noteIn(Sightings sightings) {
        memory.begin();
        rulebook.rules().forEach(rule -> Explanation.note(rule, memory, sightings));
    }
}
