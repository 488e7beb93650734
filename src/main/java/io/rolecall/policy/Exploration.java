package io.rolecall.policy;

import io.rolecall.knowledge.Clues;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.KnowledgeBase;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Question;
import io.rolecall.knowledge.Supposition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Situations one after the other, and what a policy made of them. The same seed and number give the same situations. */
final class Exploration {

    /** A situation with what came of it. */
    record Look(Supposition supposition, Evaluation evaluation) {}

    /** Two conclusions that contradict each other. */
    record Pair(String first, String second) {}

    private final KnowledgeBase base;
    private final List<Question> questions;
    private final Random random;
    private final int most;
    private final Set<String> fired = new HashSet<>();
    private final Set<String> outcomes = new HashSet<>();
    private final Map<Pair, Supposition> conflicts = new LinkedHashMap<>();
    private int looked;
    private int whole;
    private int wholeUndecided;
    private @Nullable Supposition undecided;
    private int stopped;
    private @Nullable Stopped firstStopped;

    /** A situation whose evaluation went past its budget, and what it was that was too much. */
    record Stopped(Supposition supposition, String sentence) {}

    /** One that is stopped may take seconds; so many say enough. */
    private static final int MOST_STOPPED = 20;

    Exploration(KnowledgeBase base, Clues clues, int most, long seed) {
        this.base = base;
        this.questions = clues.questions();
        this.most = most;
        this.random = new Random(seed);
    }

    /** Null where the evaluation was stopped. */
    @Nullable
    Look look(Supposition supposition) {
        looked++;
        Evaluation evaluation;
        try {
            evaluation = base.evaluate(supposition.facts());
        } catch (OverBudgetException e) {
            stopped++;
            firstStopped = firstStopped == null ? new Stopped(supposition, e.sentence()) : firstStopped;
            return null;
        }
        evaluation.trace().forEach(one -> fired.add(one.rule()));
        if (evaluation.outcome() != null) {
            outcomes.add(evaluation.outcome());
        }
        if (evaluation.undecided() == Evaluation.Undecided.CONFLICT) {
            pairs(evaluation).forEach(pair -> conflicts.putIfAbsent(pair, supposition));
        }
        return new Look(supposition, evaluation);
    }

    /** Those among the conclusions that decide, and contradict each other. */
    static List<Pair> pairs(Evaluation evaluation) {
        List<Evaluation.Conclusion> decisive = evaluation.conclusions().stream()
                .filter(Evaluation.Conclusion::decisive)
                .toList();
        return decisive.stream()
                .flatMap(first -> decisive.subList(decisive.indexOf(first) + 1, decisive.size()).stream()
                        .filter(second -> !second.recommends().equals(first.recommends()))
                        .map(second -> new Pair(first.rule(), second.rule())))
                .toList();
    }

    /** Everything is known, by chance; null where the evaluation was stopped. */
    @Nullable
    Look anyWhole(Supposition start) {
        Supposition supposition = start;
        for (Question question : questions) {
            supposition = supposition.with(question, any(question.values()));
        }
        return wholly(look(supposition));
    }

    /** From a situation in which everything is known, step by step to fewer conclusions. */
    void climbToNoConclusion(Look start, int steps) {
        Look best = start;
        for (int i = 0; i < steps && !over() && !best.evaluation.conclusions().isEmpty(); i++) {
            Supposition next = best.supposition;
            for (int change = random.nextInt(3); change >= 0; change--) {
                Question question = any(questions);
                next = next.with(question, any(question.values()));
            }
            Look look = wholly(look(next));
            if (look != null && conclusions(look) <= conclusions(best)) {
                best = look;
            }
        }
    }

    private static double conclusions(Look look) {
        int highest = look.evaluation.scores().stream()
                .mapToInt(io.rolecall.vocabulary.Score::getTotal)
                .max()
                .orElse(0);
        return look.evaluation.conclusions().size() + Math.max(0, highest) / 100.0;
    }

    private @Nullable Look wholly(@Nullable Look look) {
        whole++;
        if (look != null && look.evaluation.undecided() == Evaluation.Undecided.NO_CONCLUSION) {
            wholeUndecided++;
            undecided = undecided == null ? look.supposition : undecided;
        }
        return look;
    }

    /** Step by step nearer to something, from one of several starts; @return where it is reached, else null. */
    @Nullable
    Look climb(
            List<Supposition> starts,
            List<Supposition> steps,
            ToDoubleFunction<Look> distance,
            Predicate<Look> reached,
            int most) {
        int end = Math.min(this.most, looked + most);
        for (int turn = 0; looked < end && !over() && !starts.isEmpty(); turn++) {
            Look best = look(starts.get(turn % starts.size()));
            if (best == null) {
                continue;
            }
            double nearest = distance.applyAsDouble(best);
            for (int still = 0; still < 60 && looked < end && !over(); still++) {
                if (reached.test(best)) {
                    return best;
                }
                Look next = look(step(best.supposition, steps));
                if (next == null) {
                    continue;
                }
                double near = distance.applyAsDouble(next);
                if (reached.test(next)) {
                    return next;
                }
                if (near <= nearest) {
                    still = near < nearest ? 0 : still;
                    best = next;
                    nearest = near;
                }
            }
        }
        return null;
    }

    private Supposition step(Supposition from, List<Supposition> steps) {
        int kind = random.nextInt(4);
        if (kind < 2 && !steps.isEmpty()) {
            return from.and(any(steps));
        }
        if (questions.isEmpty()) {
            return from;
        }
        Question question = any(questions);
        return from.with(question, kind == 3 ? null : any(question.values()));
    }

    /** Without every fact that it does not need. */
    Supposition smallest(Supposition supposition, Predicate<Evaluation> still) {
        return smaller(supposition, evaluation -> evaluation != null && still.test(evaluation));
    }

    /** Without every fact that it does not need to be stopped. */
    Supposition smallestStopped(Supposition supposition) {
        return smaller(supposition, evaluation -> evaluation == null);
    }

    private Supposition smaller(Supposition supposition, Predicate<@Nullable Evaluation> still) {
        Supposition smallest = supposition;
        for (Question question : questions) {
            if (smallest.get(question) != null) {
                Supposition without = smallest.with(question, null);
                if (still.test(evaluate(without))) {
                    smallest = without;
                }
            }
        }
        return smallest;
    }

    /** Null where it is stopped. */
    @Nullable
    Evaluation evaluate(Supposition supposition) {
        try {
            return base.evaluate(supposition.facts());
        } catch (OverBudgetException e) {
            return null;
        }
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean over() {
        return looked >= most || stopped >= MOST_STOPPED;
    }

    /** How many evaluations went past their budget. */
    int stopped() {
        return stopped;
    }

    @Nullable
    Stopped firstStopped() {
        return firstStopped;
    }

    int looked() {
        return looked;
    }

    /** How many of them said everything that rules read. */
    int whole() {
        return whole;
    }

    int wholeUndecided() {
        return wholeUndecided;
    }

    /** The first of those without a conclusion. */
    @Nullable
    Supposition undecided() {
        return undecided;
    }

    Set<String> fired() {
        return fired;
    }

    Set<String> outcomes() {
        return outcomes;
    }

    Map<Pair, Supposition> conflicts() {
        return conflicts;
    }
}
