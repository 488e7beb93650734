package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Space.Conclusion;
import io.rolecall.knowledge.Space.Signal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Puts a space together: first the conditions on which its values depend, then the formulas on these values. */
final class SpaceBuilder {

    /** What stands for a condition while conditions are collected. */
    private static final Formula UNREAD = new Formula.OfScore(Standings.Figure.TOTAL, 0, 0, new int[1]);

    /** Of all rules together. */
    private static final int MOST_CONDITIONS = 200_000;

    private static final int MOST_OUTCOMES = 62;

    private static final Span NOWHERE = new Span("", 1, 1, 1);

    private final Rulebook rulebook;
    private final Cells cells;
    private final List<Cell> asked = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    // Of the others not every condition was collected.
    private final Set<Rule> sayable;

    SpaceBuilder(Rulebook rulebook) {
        this.rulebook = rulebook;
        this.cells = new Cells(new Reach(rulebook.terms(), rulebook.rules()));
        for (FactType type : rulebook.asked()) {
            Cells.Subject subject = cells.subject(type, null);
            type.fields().forEach(field -> asked.add(cells.of(subject, field)));
        }
        this.sayable = translate(leaf -> {
                    leaves.add(leaf);
                    return UNREAD;
                })
                .keySet();
    }

    /** Facts whose values are to be told from all others. */
    SpaceBuilder telling(Facts facts) {
        for (Cell cell : asked) {
            Field field = Objects.requireNonNull(cell.field());
            Object value = facts.get(Objects.requireNonNull(cell.asked()).number(), field.number());
            if (value != null) {
                Condition same = new Condition.Comparison(
                        new Condition.FieldOf(field),
                        Condition.Operator.EQUAL,
                        new Condition.Constant(value, field.type()),
                        NOWHERE);
                leaves.add(new Leaf(same, List.of(cell, new Claim.Fixed(value)), NOWHERE, false));
            }
        }
        return this;
    }

    /** Another policy whose conditions on the same facts are to be told apart, too. */
    SpaceBuilder telling(SpaceBuilder other) {
        Map<String, Cell> own = new HashMap<>();
        asked.forEach(cell -> own.put(cell.name(), cell));
        for (Leaf leaf : List.copyOf(other.leaves)) {
            List<Claim.Term> terms = new ArrayList<>();
            for (Claim.Term term : leaf.terms()) {
                Cell cell = term instanceof Cell theirs ? own.get(theirs.name()) : null;
                boolean same = cell != null && cell.type().holdsTheSame(((Cell) term).type());
                if (term instanceof Claim.Fixed || same) {
                    terms.add(cell == null ? term : cell);
                }
            }
            if (terms.size() == leaf.terms().size()) {
                leaves.add(new Leaf(leaf.origin(), terms, leaf.span(), false));
            }
        }
        return this;
    }

    Space build() {
        Axes axes = Axes.of(asked, cells, leaves);
        List<Signal> signals = new ArrayList<>();
        List<Conclusion> conclusions = new ArrayList<>();
        // Outcomes are bits
        boolean whole = axes.complete() && rulebook.terms().outcomes().size() <= MOST_OUTCOMES;
        int conditions = 0;
        Map<Rule, Formula> formulas = translate(axes::formula);
        formulas.keySet().retainAll(sayable);
        for (Rule rule : rulebook.rules()) {
            Formula formula = formulas.get(rule);
            boolean counts = rule.says() instanceof Rule.Raises || rule.says() instanceof Rule.Recommends;
            conditions += formula == null ? 0 : formula.size();
            whole &= !counts || formula != null && conditions <= MOST_CONDITIONS;
            if (formula == null || conditions > MOST_CONDITIONS || formula.equals(Formula.Settled.NO)) {
                continue;
            }
            if (rule.says() instanceof Rule.Raises raises) {
                signals.add(signal(rule, raises, formula));
            } else if (rule.says() instanceof Rule.Recommends recommends) {
                int outcome = rulebook.terms().outcomes().indexOf(recommends.outcome());
                conclusions.add(new Conclusion(rule, outcome, recommends.precedence(), formula, Cuts.scored(formula)));
            }
        }
        return new Space(rulebook, axes.all(), signals, conclusions, whole);
    }

    private Map<Rule, Formula> translate(Function<Leaf, Formula> made) {
        Translation translation = new Translation(rulebook, cells, made);
        Map<Rule, Formula> formulas = new LinkedHashMap<>();
        for (Rule rule : rulebook.rules()) {
            if (rule.says() instanceof Rule.Raises || rule.says() instanceof Rule.Recommends) {
                translation.of(rule).ifPresent(formula -> formulas.put(rule, formula));
            }
        }
        return formulas;
    }

    private Signal signal(Rule rule, Rule.Raises raises, Formula formula) {
        BitSet read = new BitSet();
        formula.cells(read);
        int leaning = rulebook.terms().leanings().indexOf(raises.leaning());
        int weight = raises.favours() ? raises.weight() : -raises.weight();
        return new Signal(rule, leaning, weight, formula, read.stream().toArray());
    }
}
