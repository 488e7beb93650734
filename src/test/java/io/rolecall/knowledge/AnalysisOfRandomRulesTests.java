package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.BranchClaims.Claims;
import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Solver.Goal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the analysis claims of random rules is held against random facts. {@code -Drolecall.analysis.rules=20000} takes more
 * rules than the usual run, {@code -Drolecall.seed} others.
 */
class AnalysisOfRandomRulesTests {

    private static final long SEED = Long.getLong("rolecall.seed", 20_261_121);
    private static final int RULES = Integer.getInteger("rolecall.analysis.rules", 1_200);
    private static final int SITUATIONS = 1_500;
    private static final List<String> TEXTS = List.of("", "abc", "a b", "Ünï", "quoted, (text)", "x", "nn", "ü");

    @Test
    void aRuleSaidNeverToFireDoesNot() {
        Random random = new Random(SEED);
        int claimed = 0;
        for (int done = 0; done < RULES; ) {
            RandomPolicy policy = RandomPolicy.random(random);
            done += policy.rules().size();
            Analysis analysis = Analysis.of(policy.check().rulebook());
            Set<String> silent = new HashSet<>();
            analysis.rulebook().rules().stream().filter(analysis::neverFires).forEach(rule -> silent.add(rule.name()));
            claimed += silent.size();
            for (int i = 0; i < SITUATIONS / 5; i++) {
                String situation = RandomPolicy.json(RandomPolicy.situation(random));
                Policies.interpret(analysis.rulebook(), situation).evaluation().trace().stream()
                        .map(Evaluation.Fired::rule)
                        .filter(silent::contains)
                        .forEach(rule -> {
                            throw new AssertionError("rolecall.seed=" + SEED + ": " + rule + " fires on " + situation
                                    + " in " + policy.text() + ", but: " + analysis.findings());
                        });
            }
        }
        assertThat(claimed).as("rules said never to fire, of " + RULES).isGreaterThan(RULES / 20);
    }

    @Test
    void aConditionSaidToComeOutOneWayDoesSo() {
        Random random = new Random(SEED);
        int claimed = 0;
        for (int done = 0; done < RULES; ) {
            RandomPolicy policy = RandomPolicy.random(random);
            done += policy.rules().size();
            Analysis analysis = Analysis.of(policy.check().rulebook());
            for (Rule rule : analysis.rulebook().rules()) {
                if (!valuesAreIndependent(rule)) {
                    continue;
                }
                Map<Place, Code> findings = new HashMap<>();
                analysis.findings().stream()
                        .filter(finding -> rule.name().equals(finding.rule()))
                        .forEach(finding -> findings.put(
                                new Place(finding.line(), finding.column(), finding.endColumn()), finding.code()));
                claimed += findings.size();
                if (!findings.isEmpty()) {
                    rule.branches().forEach(branch -> hold(rule, branch, analysis.reach(), findings, random));
                }
            }
        }
        assertThat(claimed).as("findings on conditions of " + RULES + " rules").isGreaterThan(RULES / 10);
    }

    /** Not those of a recommendation, nor of a number made of facts: what these can be depends on other rules. */
    private static boolean valuesAreIndependent(Rule rule) {
        return rule.phase() == Rule.Phase.SIGNALS
                && rule.branches().stream()
                        .flatMap(branch -> branch.elements().stream())
                        .noneMatch(element -> element instanceof Element.Accumulation);
    }

    private record Place(int line, int column, int endColumn) {
        static Place of(Claim claim) {
            List<Leaf> leaves = new ArrayList<>();
            Claim.leaves(claim, leaves);
            if (leaves.isEmpty() || leaves.size() == 1 && !(claim instanceof Leaf)) {
                return new Place(0, 0, 0); // it has no place of its own
            }
            Span span = ConditionText.span(claim, leaves.get(0).span());
            return new Place(span.line(), span.column(), span.endColumn());
        }
    }

    private static void hold(Rule rule, Rule.Branch branch, Reach reach, Map<Place, Code> findings, Random random) {
        Cells cells = new Cells(reach);
        Claims claims = BranchClaims.of(rule, branch, cells);
        for (int i = 0; i < SITUATIONS; i++) {
            @Nullable Object[] values = new Object[cells.all().size()];
            cells.all().forEach(cell -> values[cell.number()] = value(cell, random));
            List<Goal> missed = claims.goals().stream()
                    .filter(goal -> (Solver.bit(truth(goal.claim(), values)) & goal.wanted()) == 0)
                    .toList();
            for (Goal goal : claims.goals()) {
                Code code = findings.get(Place.of(goal.claim()));
                if (code != null && (missed.isEmpty() || missed.equals(List.of(goal)))) {
                    hold(code, goal.wanted() == Solver.TRUE, goal.claim(), values, rule, missed.isEmpty());
                }
                if (missed.isEmpty()) {
                    inside(goal.claim(), goal.wanted() == Solver.TRUE, findings, values, rule);
                }
            }
        }
    }

    /** A part is spoken of for where the whole around it counts. */
    private static void inside(
            Claim claim, boolean positive, Map<Place, Code> findings, @Nullable Object[] values, Rule rule) {
        if (claim instanceof Claim.Not not) {
            inside(not.part(), !positive, findings, values, rule);
            return;
        }
        if (truth(claim, values) != Truth.of(positive)) {
            return;
        }
        List<Claim> parts = claim instanceof Any any ? any.parts() : claim instanceof All all ? all.parts() : List.of();
        for (Claim part : parts) {
            Code code = findings.get(Place.of(part));
            if (code != null && part instanceof Leaf && !Place.of(part).equals(Place.of(claim))) {
                hold(code, positive, part, values, rule, true);
            }
            inside(part, positive, findings, values, rule);
        }
    }

    private static void hold(
            Code code, boolean positive, Claim claim, @Nullable Object[] values, Rule rule, boolean holds) {
        Truth truth = truth(claim, values);
        boolean wrong = switch (code) {
            case NEVER_FIRES, NEVER_HOLDS -> holds;
            case ALWAYS_TRUE -> truth == Truth.FALSE;
            default -> truth == Truth.TRUE;
        };
        if (wrong) {
            throw new AssertionError("rolecall.seed=" + SEED + ": " + code + " is wrong of " + ConditionText.of(claim)
                    + " in " + rule.name() + ", line " + rule.line() + " with "
                    + java.util.Arrays.toString(values));
        }
    }

    private static Truth truth(Claim claim, @Nullable Object[] values) {
        if (claim instanceof Leaf leaf) {
            return leaf.on(values);
        }
        if (claim instanceof Certain certain) {
            return certain.truth();
        }
        if (claim instanceof Claim.Not not) {
            return truth(not.part(), values).not();
        }
        Truth decides = claim instanceof All ? Truth.FALSE : Truth.TRUE;
        List<Truth> parts = (claim instanceof All all ? all.parts() : ((Any) claim).parts())
                .stream().map(part -> truth(part, values)).toList();
        return parts.contains(decides) ? decides : parts.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : decides.not();
    }

    private static @Nullable Object value(Cell cell, Random random) {
        if (cell.nullable() && random.nextInt(4) == 0) {
            return null;
        }
        if (cell.bounds().only() != null) {
            return cell.bounds().only().get(random.nextInt(cell.bounds().only().size()));
        }
        if (cell.type() instanceof ValueType.EnumType declared) {
            return random.nextInt(declared.constants().size());
        }
        return switch ((ValueType.Simple) cell.type()) {
            case BOOLEAN -> random.nextBoolean();
            case TEXT -> TEXTS.get(random.nextInt(TEXTS.size()));
            case INTEGER -> {
                int number = random.nextInt(9) - 4;
                Double min = cell.bounds().min();
                yield min == null ? number : Math.max(min.intValue(), number);
            }
            case DOUBLE -> (random.nextInt(33) - 16) / 4.0;
        };
    }
}
