package io.rolecall.knowledge;

import io.rolecall.knowledge.BranchClaims.Claims;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Claim.OtherText;
import io.rolecall.knowledge.Solver.Goal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where to look for situations in which rules fire: the values that conditions speak of, and facts that are all a rule asks
 * for. What depends on other rules (derived facts, scores) is left open, so that a clue is a place to start from.
 */
public final class Clues {

    private static final long EFFORT = 200_000;

    private final Rulebook rulebook;
    private final Reach reach;
    private final Map<Field, Question> questions = new LinkedHashMap<>();

    private final Map<Integer, Nearness> nearness = new HashMap<>();

    private Clues(Rulebook rulebook, Reach reach) {
        this.rulebook = rulebook;
        this.reach = reach;
    }

    public static Clues of(Analysis analysis) {
        Clues clues = new Clues(analysis.rulebook(), analysis.reach());
        clues.ask();
        return clues;
    }

    /** Every field that a rule reads, in the order of the files. */
    public List<Question> questions() {
        return List.copyOf(questions.values());
    }

    private void ask() {
        Map<Field, Set<Object>> values = new LinkedHashMap<>();
        for (FactType type : rulebook.asked()) {
            type.fields().forEach(field -> values.put(field, new LinkedHashSet<>()));
        }
        for (Rule rule : rulebook.rules()) {
            for (Rule.Branch branch : rule.branches()) {
                Problem problem = new Problem(List.of(rule), List.of(branch));
                for (Cell cell : problem.cells.all()) {
                    Set<Object> known = cell.field() == null ? null : values.get(cell.field());
                    if (cell.asked() != null && known != null) {
                        problem.domains.of(cell).stream()
                                .map(Clues::stated)
                                .filter(java.util.Objects::nonNull)
                                .forEach(known::add);
                    }
                }
            }
        }
        for (FactType type : rulebook.asked()) {
            for (Field field : type.fields()) {
                Set<Object> known = values.getOrDefault(field, Set.of());
                if (!known.isEmpty()) {
                    questions.put(field, new Question(type, field, List.copyOf(known)));
                }
            }
        }
    }

    private static @Nullable Object stated(@Nullable Object value) {
        return value instanceof OtherText other ? TextSamples.of(other) : value;
    }

    /** For each alternative of a rule the fewest facts that are all it asks for; none where there are none. */
    public List<Supposition> satisfying(Rule rule) {
        List<Supposition> found = new ArrayList<>();
        for (Rule.Branch branch : rule.branches()) {
            Problem problem = new Problem(List.of(rule), List.of(branch));
            Supposition supposition = problem.supposition(problem.solve());
            if (supposition != null) {
                found.add(supposition);
            }
        }
        return found;
    }

    /**
     * Whether two rules can hold in one situation, as far as their own conditions go.
     *
     * @param proved whether it is sure that they cannot
     * @param where the fewest facts that are all that both ask for
     */
    public record Together(boolean proved, List<Supposition> where) {}

    public Together together(Rule one, Rule other) {
        boolean proved = true;
        List<Supposition> where = new ArrayList<>();
        for (Rule.Branch first : one.branches()) {
            for (Rule.Branch second : other.branches()) {
                Problem problem = new Problem(List.of(one, other), List.of(first, second));
                Solver.Solution solution = problem.solve();
                proved &= solution.none();
                Supposition supposition = problem.supposition(solution);
                if (supposition != null && where.size() < 16) {
                    where.add(supposition);
                }
            }
        }
        return new Together(proved, where);
    }

    /** How far a situation is from one in which the rule holds; 0 is not yet proof that it does. */
    public double distance(Rule rule, Supposition supposition, Evaluation evaluation) {
        return nearness.computeIfAbsent(rule.number(), number -> new Nearness(rule, reach))
                .distance(supposition, evaluation);
    }

    /** Branches of rules that are to hold together. */
    private final class Problem {

        private final Cells cells = new Cells(reach);
        private final List<Goal> goals = new ArrayList<>();
        private final Domains domains;

        Problem(List<Rule> rules, List<Rule.Branch> branches) {
            List<Leaf> leaves = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                Claims claims = BranchClaims.of(rules.get(i), branches.get(i), cells);
                goals.addAll(claims.goals());
                claims.aside().forEach(claim -> Claim.leaves(claim, leaves));
            }
            goals.addAll(BranchClaims.scores(cells));
            goals.forEach(goal -> Claim.leaves(goal.claim(), leaves));
            this.domains = Domains.of(cells.all(), leaves);
        }

        Solver.Solution solve() {
            return Solver.solve(goals, domains, cells.all().size(), true, new Effort(EFFORT));
        }

        @Nullable
        Supposition supposition(Solver.Solution solution) {
            if (!solution.found()) {
                return null;
            }
            Supposition supposition = Supposition.nothing(rulebook);
            for (Cell cell : cells.all()) {
                Object value = solution.values()[cell.number()];
                if (cell.asked() != null && cell.field() != null && value != null) {
                    Object stated = stated(value);
                    if (stated == null) {
                        return null;
                    }
                    supposition = supposition.with(cell.asked(), cell.field(), stated);
                }
            }
            return supposition;
        }
    }
}
