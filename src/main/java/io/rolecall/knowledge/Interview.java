package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a team stands that has stated some facts: what they come to, what else they can come to once more is known, and what to ask
 * next. The same facts always give the same.
 */
public final class Interview {

    /** Regions looked at in a step: what takes some 10 ms. */
    private static final long EFFORT = 400;

    private static final int SAMPLES = 24;

    private final Space space;
    private final ToDoubleFunction<Field> likely;

    /**
     * @param settled whether nothing that is not known yet can change the outcome
     * @param settledAsAsked whether nothing can change it that was not declined
     * @param outcome of the facts as they are; null where undecided
     * @param canStillBecome the outcomes that some statement of what is not known leads to, in the policy's order; null is undecided
     * @param irrelevant what is not known and cannot change the outcome whatever else is stated, by path
     * @param questions what is worth asking, the best first
     * @param proven whether {@code canStillBecome} names no outcome that cannot be reached, and a case that is settled is surely
     *     called so
     */
    public record Step(
            boolean settled,
            boolean settledAsAsked,
            @Nullable String outcome,
            List<@Nullable String> canStillBecome,
            List<String> irrelevant,
            List<Asking> questions,
            boolean proven) {}

    /**
     * @param couldChangeTo outcomes that an answer can lead to, alone or together with other answers; null is undecided
     * @param impact how often two answers to it lead to different outcomes, from 0 to 1, in situations that are still possible
     */
    public record Asking(FactType type, Field field, List<@Nullable String> couldChangeTo, double impact) {}

    private Interview(Space space, ToDoubleFunction<Field> likely) {
        this.space = space;
        this.likely = likely;
    }

    /**
     * @param declined paths of what was asked and not answered
     * @param likely how likely it is that somebody knows the answer, from 0 to 1
     */
    public static Step step(KnowledgeBase base, Facts facts, Set<String> declined, ToDoubleFunction<Field> likely) {
        Space space = base.space(facts);
        String outcome = base.evaluate(facts).outcome();
        Interview interview = new Interview(space, likely);
        return space.whole() ? interview.step(facts, outcome, declined) : interview.guess(facts, outcome, declined);
    }

    private Step step(Facts facts, @Nullable String outcome, Set<String> declined) {
        int[] at = space.at(facts);
        Region all = region(at, Set.of());
        Region asked = declined.isEmpty() ? all : region(at, declined);
        Trials trials = Trials.of(asked, SAMPLES);
        Survey survey = Survey.of(all, trials.outcomes(), new Effort(EFFORT));
        boolean settled = survey.complete() && Long.bitCount(survey.found()) == 1;
        boolean settledAsAsked = settled
                || Long.bitCount(trials.outcomes()) == 1 && !declined.isEmpty() && settled(asked, trials.outcomes());
        BitSet matter = settled ? new BitSet() : Outlook.of(all).matter();
        return new Step(
                settled,
                settledAsAsked,
                outcome,
                space.outcomes(survey.possible()),
                unknown(at)
                        .filter(cell -> !matter.get(cell))
                        .mapToObj(this::path)
                        .toList(),
                settledAsAsked ? List.of() : questions(trials),
                survey.complete() && space.stateable());
    }

    /** Some rules cannot be reasoned about: then anything is possible that they recommend. */
    private Step guess(Facts facts, @Nullable String outcome, Set<String> declined) {
        List<@Nullable String> all = new ArrayList<>(space.rulebook().terms().outcomes());
        all.add(null);
        List<Asking> questions = space.axes().stream()
                .filter(axis -> facts.get(axis.type().number(), axis.field().number()) == null)
                .filter(axis -> axis.field().ask() != null
                        && !declined.contains(axis.field().path()))
                .map(axis -> new Asking(axis.type(), axis.field(), List.of(), 0))
                .sorted(Comparator.comparing(asking -> -likely.applyAsDouble(asking.field())))
                .toList();
        return new Step(false, false, outcome, all, List.of(), questions, false);
    }

    private static boolean settled(Region region, long known) {
        Survey survey = Survey.of(region, known, new Effort(EFFORT));
        return survey.complete() && Long.bitCount(survey.found()) == 1;
    }

    private Region region(int[] at, Set<String> closed) {
        long[] values = new long[at.length];
        for (int cell = 0; cell < at.length; cell++) {
            Axis axis = space.axes().get(cell);
            boolean open = at[cell] == 0 && !closed.contains(axis.field().path());
            values[cell] = open ? axis.all() : 1L << at[cell];
        }
        return Region.of(space, values);
    }

    private IntStream unknown(int[] at) {
        return IntStream.range(0, at.length).filter(cell -> at[cell] == 0);
    }

    private String path(int cell) {
        return space.axes().get(cell).field().path();
    }

    private List<Asking> questions(Trials trials) {
        List<Asking> questions = new ArrayList<>();
        for (Trials.Trial trial : trials.trials()) {
            Axis axis = space.axes().get(trial.cell());
            if (axis.field().ask() != null) {
                questions.add(new Asking(
                        axis.type(),
                        axis.field(),
                        space.outcomes(trial.outcomes()),
                        Math.round(trial.separation() * 1000) / 1000.0));
            }
        }
        questions.sort(Comparator.comparing(one -> -one.impact() * likely.applyAsDouble(one.field())));
        return List.copyOf(questions);
    }
}
