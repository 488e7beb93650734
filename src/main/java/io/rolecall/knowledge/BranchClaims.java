package io.rolecall.knowledge;

import io.rolecall.knowledge.Cells.Subject;
import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Fixed;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Condition.And;
import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.IsUnknown;
import io.rolecall.knowledge.Condition.Matching;
import io.rolecall.knowledge.Condition.Membership;
import io.rolecall.knowledge.Condition.Mentioning;
import io.rolecall.knowledge.Condition.Not;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Or;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.knowledge.Solver.Goal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must be so for a branch of a rule to hold, as goals on cells. It never asks for more than the rule does; for less
 * where facts are not asked for: how many derived facts there are is left open.
 */
final class BranchClaims {

    private final Rule rule;
    private final Cells cells;
    private final Map<Variable, Cell> bound = new HashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Claim> aside = new ArrayList<>();

    private BranchClaims(Rule rule, Cells cells) {
        this.rule = rule;
        this.cells = cells;
    }

    /**
     * @param goals what must be so, each part of a conjunction on its own
     * @param aside conditions that need not be so, but stand in the rule
     */
    record Claims(List<Goal> goals, List<Claim> aside) {}

    static Claims of(Rule rule, Rule.Branch branch, Cells cells) {
        BranchClaims claims = new BranchClaims(rule, cells);
        branch.elements().forEach(claims::element);
        List<Goal> flat = new ArrayList<>();
        claims.goals.forEach(goal -> Solver.flatten(goal, flat));
        return new Claims(flat, claims.aside);
    }

    private void element(Element element) {
        if (element instanceof Pattern pattern) {
            goal(pattern, Solver.TRUE);
        } else if (element instanceof Quantified quantified) {
            quantified(quantified);
        } else {
            accumulation((Accumulation) element);
        }
    }

    private void goal(Pattern pattern, int wanted) {
        Claim claim = claim(pattern);
        // That what is asked for is there goes without saying, but not that it is not.
        if (!(claim instanceof All all) || !all.parts().isEmpty()) {
            goals.add(new Goal(claim, wanted));
        } else if (wanted == Solver.FALSE) {
            String name = pattern.type().name();
            goals.add(new Goal(
                    new Certain(Truth.TRUE, name + "()", rule.span(), "there is always one " + name), Solver.FALSE));
        }
    }

    private void quantified(Quantified quantified) {
        List<Pattern> patterns = quantified.patterns();
        if (quantified.exists()) {
            patterns.forEach(pattern -> goal(pattern, Solver.TRUE));
        } else if (patterns.size() == 1 && Situation.holds(patterns.get(0))) {
            goal(patterns.get(0), Solver.FALSE);
        } else if (patterns.stream().allMatch(Situation::holds)) {
            goals.add(new Goal(new All(patterns.stream().map(this::claim).toList()), Solver.FALSE));
        } else {
            for (Pattern pattern : patterns) {
                if (missing(pattern.type())) {
                    goals.add(new Goal(new Claim.Not(inserted(pattern)), Solver.TRUE));
                    return;
                }
            }
            patterns.forEach(pattern -> aside.add(claim(pattern)));
        }
    }

    private void accumulation(Accumulation accumulation) {
        Pattern source = accumulation.source();
        aside.add(claim(source));
        for (Aggregate aggregate : accumulation.aggregates()) {
            boolean count = aggregate.function() == Element.Function.COUNT;
            Double most =
                    !count ? null : missing(source.type()) ? Double.valueOf(0) : Situation.holds(source) ? 1.0 : null;
            bound.put(aggregate.variable(), cells.counted(aggregate.variable(), source.type(), count, most));
        }
        Subject none = cells.subject(FactType.SCORE, null);
        accumulation.condition().parts().forEach(part -> goals.add(new Goal(claim(part, none), Solver.TRUE)));
    }

    private boolean missing(FactType type) {
        return type.origin() == FactType.Origin.DERIVED && !cells.reach().inserted(type);
    }

    private Certain inserted(Pattern pattern) {
        String name = pattern.type().name();
        return new Certain(Truth.FALSE, name + "( … )", rule.span(), "no rule that can fire inserts " + name);
    }

    private Claim claim(Pattern pattern) {
        String leaning = pattern.type().equals(FactType.SCORE) ? leaning(pattern) : null;
        Subject subject = cells.subject(pattern.type(), leaning);
        pattern.bindings().forEach(binding -> bound.put(binding.variable(), cells.of(subject, binding.field())));
        List<Claim> parts = new ArrayList<>();
        if (missing(pattern.type())) {
            parts.add(inserted(pattern));
        }
        if (pattern.type().equals(FactType.RECOMMENDATION)) {
            Field outcome = pattern.type().fields().get(0);
            parts.add(new Leaf(
                    new IsUnknown(new FieldOf(outcome), true, rule.span()),
                    List.of(cells.of(subject, outcome)),
                    rule.span(),
                    false));
        }
        for (Condition part : pattern.condition().parts()) {
            if (leaning == null || !leaning.equals(leaning(part))) {
                parts.add(claim(part, subject));
            }
        }
        return new All(parts);
    }

    /** Of which leaning a pattern wants the score, where it says so outright; as {@link Situation#holds} sees it. */
    private static @Nullable String leaning(Pattern pattern) {
        return pattern.condition().parts().stream()
                .map(BranchClaims::leaning)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String leaning(Condition part) {
        return part instanceof Comparison comparison
                        && comparison.operator() == Condition.Operator.EQUAL
                        && comparison.left() instanceof FieldOf field
                        && field.field().name().equals("leaning")
                        && comparison.right() instanceof Constant constant
                ? (String) constant.value()
                : null;
    }

    private Claim claim(Condition condition, Subject subject) {
        if (condition instanceof And and) {
            return new All(
                    and.parts().stream().map(part -> claim(part, subject)).toList());
        }
        if (condition instanceof Or or) {
            return new Any(or.parts().stream().map(part -> claim(part, subject)).toList());
        }
        if (condition instanceof Not not) {
            return new Claim.Not(claim(not.part(), subject));
        }
        List<Claim.Term> terms = new ArrayList<>();
        ConditionKey.operands(condition).forEach(operand -> terms.add(term(operand, subject)));
        return new Leaf(condition, terms, span(condition), true);
    }

    private Claim.Term term(Operand operand, Subject subject) {
        if (operand instanceof FieldOf field) {
            return cells.of(subject, field.field());
        }
        return operand instanceof Constant constant
                ? new Fixed(constant.value())
                : Objects.requireNonNull(bound.get((Variable) operand));
    }

    private static Span span(Condition leaf) {
        if (leaf instanceof Comparison comparison) {
            return comparison.span();
        }
        if (leaf instanceof Membership membership) {
            return membership.span();
        }
        if (leaf instanceof Mentioning mentioning) {
            return mentioning.span();
        }
        return leaf instanceof Matching matching ? matching.span() : ((IsUnknown) leaf).span();
    }

    /** How ranks and leads hang together, for the scores that are spoken of by name. */
    static List<Goal> scores(Cells cells) {
        List<Goal> goals = new ArrayList<>();
        if (cells.reach().leanings().size() < 2) {
            return goals;
        }
        for (Subject one : List.copyOf(cells.scores().values())) {
            Claim first = compared(cells, one, "rank", Condition.Operator.EQUAL, 1);
            Claim notBehind = compared(cells, one, "lead", Condition.Operator.GREATER_OR_EQUAL, 0);
            goals.add(new Goal(
                    new Any(List.of(
                            new All(List.of(first, notBehind)),
                            new All(List.of(new Claim.Not(first), new Claim.Not(notBehind))))),
                    Solver.TRUE));
            for (Subject other : List.copyOf(cells.scores().values())) {
                if (!other.equals(one)) {
                    goals.add(new Goal(
                            new Any(List.of(
                                    compared(cells, one, "lead", Condition.Operator.LESS_OR_EQUAL, 0),
                                    new All(List.of(
                                            compared(cells, other, "lead", Condition.Operator.LESS, 0),
                                            compared(cells, other, "rank", Condition.Operator.GREATER, 1))))),
                            Solver.TRUE));
                }
            }
        }
        return goals;
    }

    private static Leaf compared(Cells cells, Subject score, String name, Condition.Operator operator, int number) {
        Field field = Objects.requireNonNull(FactType.SCORE.field(name));
        Span nowhere = new Span("", 1, 1, 1);
        Comparison origin =
                new Comparison(new FieldOf(field), operator, new Constant(number, ValueType.Simple.INTEGER), nowhere);
        return new Leaf(origin, List.of(cells.of(score, field), new Fixed(number)), nowhere, false);
    }
}
