package io.rolecall.knowledge;

import io.rolecall.knowledge.BranchClaims.Claims;
import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Solver.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Examines one branch of a rule: whether it can hold, and which of its conditions come out one way only. */
final class BranchAnalysis {

    /**
     * @param core goals that cannot be reached together; empty where the branch can hold
     * @param here findings on conditions, which count only where every branch with that condition finds the same
     * @param looked where it looked for such
     */
    record Found(Claims claims, List<Goal> core, Map<Span, Finding> here, Set<Span> looked) {
        boolean dead() {
            return !core.isEmpty();
        }
    }

    private final Rule rule;
    private final Claims claims;
    private final Cells cells;
    private final List<Goal> assumed;
    private final Domains domains;
    private final Effort effort;
    private final Map<Span, Finding> here = new LinkedHashMap<>();
    private final Set<Span> looked = new LinkedHashSet<>();

    BranchAnalysis(Rule rule, Claims claims, Cells cells, Effort effort) {
        this.effort = effort;
        this.rule = rule;
        this.claims = claims;
        this.cells = cells;
        this.assumed = BranchClaims.scores(cells);
        List<Leaf> leaves = new ArrayList<>();
        claims.goals().forEach(goal -> Claim.leaves(goal.claim(), leaves));
        claims.aside().forEach(claim -> Claim.leaves(claim, leaves));
        assumed.forEach(goal -> Claim.leaves(goal.claim(), leaves));
        this.domains = Domains.of(cells.all(), leaves);
        effort.spend(domains.size());
    }

    Found run() {
        claims.goals().forEach(goal -> alone(goal.claim()));
        claims.aside().forEach(this::alone);
        claims.goals().forEach(this::certain);
        List<Goal> goals = claims.goals();
        if (none(goals)) {
            return new Found(claims, core(goals, List.of()), here, looked);
        }
        goals.forEach(goal -> alternatives(goal, goals));
        implied(goals);
        return new Found(claims, List.of(), here, looked);
    }

    private boolean none(List<Goal> goals) {
        List<Goal> all = new ArrayList<>(goals);
        all.addAll(assumed);
        return noneOf(all);
    }

    private boolean noneOf(List<Goal> goals) {
        return !effort.spent()
                && Solver.solve(goals, domains, cells.all().size(), false, effort)
                        .none();
    }

    /** A `not` around what never is. */
    private void certain(Goal goal) {
        if (goal.claim() instanceof Certain certain && Solver.bit(certain.truth()) == goal.wanted()) {
            looked.add(certain.span());
            here.put(
                    certain.span(),
                    RuleAnalysis.finding(
                            rule,
                            Code.ALWAYS_TRUE,
                            certain.span(),
                            ConditionText.quoted(goal) + " always holds: " + certain.why() + ".",
                            "Leave it out."));
        }
    }

    /** A condition that comes out one way whatever stands around it. @return whether it, or one in it, does */
    private boolean alone(Claim claim) {
        boolean inside = false;
        for (Claim part : Claim.parts(claim)) {
            inside |= alone(part);
        }
        if (inside || claim instanceof Certain || claim instanceof Leaf leaf && !leaf.written()) {
            return inside;
        }
        if (claim instanceof Claim.Not || Claim.cells(claim).isEmpty()) {
            return false;
        }
        Span span = span(claim);
        looked.add(span);
        if (noneOf(List.of(new Goal(claim, Solver.TRUE)))) {
            here.put(
                    span,
                    RuleAnalysis.finding(
                            rule,
                            Code.ALWAYS_FALSE,
                            span,
                            ConditionText.quoted(claim) + " is never true" + ConditionText.why(claim) + ".",
                            null));
        } else if (!comesOfOtherRules(claim) && noneOf(List.of(new Goal(claim, Solver.FALSE)))) {
            boolean unknown = !noneOf(List.of(new Goal(claim, Solver.UNKNOWN)));
            here.put(
                    span,
                    RuleAnalysis.finding(
                            rule,
                            Code.ALWAYS_TRUE,
                            span,
                            ConditionText.quoted(claim) + " is always true" + (unknown ? " where it is known" : "")
                                    + ConditionText.why(claim) + ".",
                            unknown ? "To ask whether it is known, write != null." : "Leave it out."));
        }
        return here.containsKey(span);
    }

    /**
     * Scores and the recommendation: what is always so with the rules there are need not be so with the next one, and the
     * name of the only outcome still asks whether there is a recommendation.
     */
    private static boolean comesOfOtherRules(Claim claim) {
        return Claim.cells(claim).stream()
                .map(Cell::field)
                .filter(java.util.Objects::nonNull)
                .anyMatch(field -> FactType.SCORE.fields().contains(field)
                        || FactType.RECOMMENDATION.fields().contains(field));
    }

    /** A part of an `or` that cannot be true where the rest of the rule holds. */
    private void alternatives(Goal goal, List<Goal> context) {
        boolean any = goal.claim() instanceof Any && goal.wanted() == Solver.TRUE;
        boolean all = goal.claim() instanceof All && goal.wanted() == Solver.FALSE;
        if (!any && !all) {
            return;
        }
        for (Claim part : Claim.parts(goal.claim())) {
            if (Claim.cells(part).isEmpty()) {
                continue;
            }
            Goal chosen = new Goal(part, any ? Solver.TRUE : Solver.FALSE);
            List<Goal> with = new ArrayList<>(context);
            List<Goal> flat = new ArrayList<>();
            Solver.flatten(chosen, flat);
            with.addAll(flat);
            Span span = span(part);
            looked.add(span);
            if (!none(with)) {
                flat.forEach(inner -> alternatives(inner, with));
            } else if (!said(part)) {
                String never = any ? " is never true here" : " is never false here";
                here.put(
                        span,
                        RuleAnalysis.finding(
                                rule,
                                any ? Code.ALWAYS_FALSE : Code.ALWAYS_TRUE,
                                span,
                                ConditionText.quoted(part) + never + because(core(context, List.of(chosen))) + ".",
                                null));
            }
        }
    }

    /** A condition that adds nothing to the others. */
    private void implied(List<Goal> goals) {
        List<Goal> left = new ArrayList<>(goals);
        for (int i = goals.size() - 1; i >= 0; i--) {
            Goal goal = goals.get(i);
            if (Claim.cells(goal.claim()).isEmpty() || !written(goal.claim()) || scored(goal.claim())) {
                continue;
            }
            Span span = span(goal.claim());
            looked.add(span);
            Goal otherwise = new Goal(goal.claim(), ~goal.wanted() & 7);
            List<Goal> others = new ArrayList<>(left);
            others.remove(goal);
            List<Goal> with = new ArrayList<>(others);
            with.add(otherwise);
            if (!said(goal.claim()) && none(with)) {
                left = others;
                String always = goal.wanted() == Solver.TRUE ? " is always true here" : " is always false here";
                here.put(
                        span,
                        RuleAnalysis.finding(
                                rule,
                                goal.wanted() == Solver.TRUE ? Code.ALWAYS_TRUE : Code.ALWAYS_FALSE,
                                span,
                                ConditionText.quoted(goal.claim()) + always + because(core(others, List.of(otherwise)))
                                        + ".",
                                "Leave it out."));
            }
        }
    }

    /** That a rank follows from a lead is arithmetic; to write both is no mistake. */
    private boolean scored(Claim claim) {
        return Claim.cells(claim).stream().anyMatch(cell -> cell.asked() == null);
    }

    private boolean written(Claim claim) {
        List<Leaf> leaves = new ArrayList<>();
        Claim.leaves(claim, leaves);
        return leaves.stream().allMatch(Leaf::written);
    }

    private boolean said(Claim claim) {
        return here.containsKey(span(claim)) || Claim.parts(claim).stream().anyMatch(this::said);
    }

    /** As few goals as cannot be reached together with the fixed ones. */
    private List<Goal> core(List<Goal> goals, List<Goal> fixed) {
        List<Goal> core = new ArrayList<>(goals);
        for (Goal goal : goals) {
            List<Goal> without = new ArrayList<>(core);
            without.remove(goal);
            List<Goal> all = new ArrayList<>(without);
            all.addAll(fixed);
            if (none(all)) {
                core = without;
            }
        }
        return core;
    }

    private String because(List<Goal> core) {
        return core.isEmpty() ? "" : ", because of " + ConditionText.listed(core, rule.span());
    }

    private Span span(Claim claim) {
        return ConditionText.span(claim, rule.span());
    }
}
