package io.rolecall.knowledge;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Where conditions on a leaning's total come out another way. */
final class Cuts {

    /** With more it would take too long to look at each. */
    private static final int MOST = 6;

    private Cuts() {}

    static int[] of(Space.Conclusion[] conclusions) {
        SortedSet<Integer> cuts = new TreeSet<>();
        for (Space.Conclusion conclusion : conclusions) {
            scores(conclusion.formula(), score -> add(score, cuts));
        }
        return cuts.size() > MOST
                ? new int[0]
                : cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether a formula reads scores. */
    static boolean scored(Formula formula) {
        boolean[] scored = new boolean[1];
        scores(formula, score -> scored[0] = true);
        return scored[0];
    }

    private static void add(Formula.OfScore score, SortedSet<Integer> cuts) {
        for (int i = 1; score.figure() == Standings.Figure.TOTAL && i < score.width(); i++) {
            if (score.holds(i) != score.holds(i - 1)) {
                cuts.add(score.from() + i);
            }
        }
    }

    private static void scores(Formula formula, Consumer<Formula.OfScore> reader) {
        if (formula instanceof Formula.All all) {
            for (Formula part : all.parts()) {
                scores(part, reader);
            }
        } else if (formula instanceof Formula.Not not) {
            scores(not.part(), reader);
        } else if (formula instanceof Formula.Holds holds) {
            scores(holds.part(), reader);
        } else if (formula instanceof Formula.OfScore score) {
            reader.accept(score);
        }
    }
}
