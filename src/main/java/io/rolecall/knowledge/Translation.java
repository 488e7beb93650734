package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.Fixed;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Claim.Term;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says of a rule when it fires, in terms of what is asked for and of the scores alone: a derived fact is replaced by the conditions
 * of the rules that insert it. Rules that count facts, or that hold in too many ways, it leaves out.
 */
final class Translation {

    /** In how many ways a rule may hold. */
    private static final int MOST_WAYS = 64;

    /** How many times a pattern may be held against something it can match, for a rule and for a policy. */
    private static final int MOST_MATCHES = 20_000;

    private static final int MOST_MATCHES_OF_ALL = 500_000;

    private final List<Rule> rules;
    private final Cells cells;
    private final Terms terms;
    private final Function<Leaf, Formula> leaves;
    private final Map<Rule, Optional<List<Way>>> known = new HashMap<>();
    private int matches;
    private int matchesOfAll;

    /** @param leaves what becomes of a condition without parts */
    Translation(Rulebook rulebook, Cells cells, Function<Leaf, Formula> leaves) {
        this.rules = rulebook.rules();
        this.terms = rulebook.terms();
        this.cells = cells;
        this.leaves = leaves;
    }

    /** One way in which a rule holds, and what its variables are then. */
    private record Way(Formula formula, Map<Variable, Term> bound, List<Operand> arguments) {}

    /** Something that a pattern can match. */
    private record Candidate(Formula there, Function<Field, Term> fields) {}

    /** What cannot be said of the facts alone. */
    static final class Untranslatable extends RuntimeException {
        Untranslatable() {
            super(null, null, false, false);
        }
    }

    /** Empty where it cannot be said. */
    Optional<Formula> of(Rule rule) {
        matches = 0;
        try {
            return ways(rule)
                    .map(ways -> Formulas.any(ways.stream().map(Way::formula).toList()));
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    private Optional<List<Way>> ways(Rule rule) {
        Optional<List<Way>> before = known.get(rule);
        if (before == null) {
            before = translated(rule);
            known.put(rule, before);
        }
        return before;
    }

    private Optional<List<Way>> translated(Rule rule) {
        try {
            List<Way> ways = new ArrayList<>();
            for (Rule.Branch branch : rule.branches()) {
                from(0, branch, Formula.Settled.YES, Map.of(), ways);
            }
            return Optional.of(ways);
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    private void from(int number, Rule.Branch branch, Formula before, Map<Variable, Term> bound, List<Way> ways) {
        if (before.equals(Formula.Settled.NO)) {
            return;
        }
        if (number == branch.elements().size()) {
            if (ways.size() == MOST_WAYS) {
                throw new Untranslatable();
            }
            ways.add(new Way(before, bound, branch.arguments()));
            return;
        }
        Element element = branch.elements().get(number);
        if (element instanceof Quantified quantified) {
            Formula some = some(quantified.patterns(), bound);
            Formula met = Formulas.holds(quantified.exists() ? some : Formulas.not(some));
            from(number + 1, branch, Formulas.all(List.of(before, met)), bound, ways);
        } else if (element instanceof Pattern pattern) {
            List<Formula> mets = new ArrayList<>();
            for (Candidate candidate : candidates(pattern.type())) {
                Map<Variable, Term> inside = bound(pattern, candidate, bound);
                Formula met = Formulas.holds(met(pattern, candidate, inside));
                if (pattern.bindings().isEmpty()) {
                    mets.add(met);
                } else {
                    from(number + 1, branch, Formulas.all(List.of(before, met)), inside, ways);
                }
            }
            if (pattern.bindings().isEmpty()) {
                from(number + 1, branch, Formulas.all(List.of(before, Formulas.any(mets))), bound, ways);
            }
        } else {
            throw new Untranslatable();
        }
    }

    /** Whether some choice of facts has all the patterns; unknown counts. */
    private Formula some(List<Pattern> patterns, Map<Variable, Term> bound) {
        if (patterns.isEmpty()) {
            return Formula.Settled.YES;
        }
        Pattern first = patterns.get(0);
        List<Formula> ways = new ArrayList<>();
        for (Candidate candidate : candidates(first.type())) {
            Map<Variable, Term> inside = bound(first, candidate, bound);
            Formula met = met(first, candidate, inside);
            ways.add(Formulas.all(List.of(met, some(patterns.subList(1, patterns.size()), inside))));
        }
        return Formulas.any(ways);
    }

    private Formula met(Pattern pattern, Candidate candidate, Map<Variable, Term> bound) {
        if (++matches > MOST_MATCHES || ++matchesOfAll > MOST_MATCHES_OF_ALL) {
            throw new Untranslatable();
        }
        return Formulas.all(List.of(candidate.there(), formula(pattern.condition(), candidate, bound)));
    }

    private static Map<Variable, Term> bound(Pattern pattern, Candidate candidate, Map<Variable, Term> before) {
        if (pattern.bindings().isEmpty()) {
            return before;
        }
        Map<Variable, Term> bound = new HashMap<>(before);
        for (Binding binding : pattern.bindings()) {
            bound.put(binding.variable(), candidate.fields().apply(binding.field()));
        }
        return bound;
    }

    private List<Candidate> candidates(FactType type) {
        if (type.asked()) {
            Cells.Subject subject = cells.subject(type, null);
            return List.of(new Candidate(Formula.Settled.YES, field -> cells.of(subject, field)));
        }
        List<Candidate> candidates = new ArrayList<>();
        if (type.equals(FactType.SCORE)) {
            for (String leaning : terms.leanings()) {
                Cells.Subject subject = cells.subject(type, leaning);
                candidates.add(new Candidate(
                        Formula.Settled.YES,
                        field -> field.name().equals("leaning") ? new Fixed(leaning) : cells.of(subject, field)));
            }
            return candidates;
        }
        for (Rule rule : rules) {
            if (rule.says() instanceof Rule.Inserts inserts && inserts.type().equals(type)) {
                for (Way way : ways(rule).orElseThrow(Untranslatable::new)) {
                    candidates.add(new Candidate(
                            way.formula(), field -> term(way.arguments().get(field.number()), null, way.bound())));
                }
            }
        }
        return candidates;
    }

    private Formula formula(Condition condition, Candidate candidate, Map<Variable, Term> bound) {
        if (condition instanceof Condition.And and) {
            return Formulas.all(and.parts().stream()
                    .map(part -> formula(part, candidate, bound))
                    .toList());
        }
        if (condition instanceof Condition.Or or) {
            return Formulas.any(or.parts().stream()
                    .map(part -> formula(part, candidate, bound))
                    .toList());
        }
        if (condition instanceof Condition.Not not) {
            return Formulas.not(formula(not.part(), candidate, bound));
        }
        List<Term> compared = ConditionKey.operands(condition).stream()
                .map(operand -> term(operand, candidate, bound))
                .toList();
        Leaf leaf = new Leaf(condition, compared, condition.span(), true);
        return compared.stream().allMatch(Fixed.class::isInstance)
                ? Formula.Settled.of(leaf.on(new Object[0]))
                : leaves.apply(leaf);
    }

    private static Term term(Operand operand, @Nullable Candidate candidate, Map<Variable, Term> bound) {
        if (operand instanceof Constant constant) {
            return new Fixed(constant.value());
        }
        if (operand instanceof FieldOf field && candidate != null) {
            return candidate.fields().apply(field.field());
        }
        Term term = operand instanceof Variable variable ? bound.get(variable) : null;
        if (term == null) {
            throw new Untranslatable();
        }
        return term;
    }
}
