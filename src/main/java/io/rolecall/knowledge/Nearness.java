package io.rolecall.knowledge;

import io.rolecall.knowledge.Cells.Subject;
import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Solver.Goal;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a situation is from one in which a rule holds. Says into which direction to go, nothing more. */
final class Nearness {

    /** A fact can be set at once; a score moves by the weights of signals. */
    private static final double FACT = 3;

    private static final double FARTHEST = 40;

    private record Branch(List<Goal> goals, Cells cells) {}

    private final List<Branch> branches = new ArrayList<>();

    Nearness(Rule rule, Reach reach) {
        for (Rule.Branch branch : rule.branches()) {
            Cells cells = new Cells(reach);
            branches.add(new Branch(BranchClaims.of(rule, branch, cells).goals(), cells));
        }
    }

    /** 0 where its conditions on facts and scores hold; derived facts and counts are not looked at. */
    double distance(Supposition supposition, Evaluation evaluation) {
        double least = Double.MAX_VALUE;
        for (Branch branch : branches) {
            @Nullable Object[] values = values(branch.cells, supposition, evaluation);
            double sum = 0;
            for (Goal goal : branch.goals) {
                sum += distance(goal.claim(), goal.wanted() == Solver.TRUE, values);
            }
            least = Math.min(least, sum);
        }
        return least;
    }

    private static @Nullable Object[] values(Cells cells, Supposition supposition, Evaluation evaluation) {
        for (Subject score : cells.scores().values()) {
            FactType.SCORE.fields().forEach(field -> cells.of(score, field));
        }
        @Nullable Object[] values = new Object[cells.all().size()];
        for (Cell cell : cells.all()) {
            if (cell.asked() != null && cell.field() != null) {
                values[cell.number()] = supposition.get(cell.asked(), cell.field());
            }
        }
        for (Score score : evaluation.scores()) {
            Subject subject = cells.scores().get(score.getLeaning());
            if (subject != null) {
                for (Field field : FactType.SCORE.fields()) {
                    values[cells.of(subject, field).number()] =
                            FieldReader.of(FactType.SCORE, field).read(score);
                }
            }
        }
        return values;
    }

    private static double distance(Claim claim, boolean wanted, @Nullable Object[] values) {
        if (claim instanceof Claim.Not not) {
            return distance(not.part(), !wanted, values);
        }
        if (claim instanceof Certain) {
            return 0;
        }
        if (claim instanceof Leaf leaf) {
            return distance(leaf, wanted, values);
        }
        boolean every = claim instanceof All == wanted;
        double sum = 0;
        double least = claim instanceof All all && all.parts().isEmpty() ? 0 : FARTHEST;
        for (Claim part : claim instanceof All all ? all.parts() : ((Any) claim).parts()) {
            double one = distance(part, wanted, values);
            sum += one;
            least = Math.min(least, one);
        }
        return every ? sum : least;
    }

    private static double distance(Leaf leaf, boolean wanted, @Nullable Object[] values) {
        if (leaf.on(values) == Truth.of(wanted)) {
            return 0;
        }
        boolean facts = Claim.cells(leaf).stream().allMatch(cell -> cell.asked() != null);
        if (!facts
                && leaf.origin() instanceof Comparison
                && leaf.terms().get(0).in(values) instanceof Number left
                && leaf.terms().get(1).in(values) instanceof Number right) {
            return Math.min(FARTHEST, 1 + Math.abs(left.doubleValue() - right.doubleValue()));
        }
        return facts ? FACT : leaf.terms().get(0) instanceof Cell cell && cell.field() == null ? 0 : 1;
    }
}
