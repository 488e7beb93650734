package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All situations that a policy tells apart, and what its rules make of them on the way to an outcome: the plan is left out. Built
 * once for a policy; safe to use from many threads.
 */
final class Space {

    /**
     * A rule that raises a signal.
     *
     * @param weight negative where it opposes
     * @param cells the facts that it reads, those first that most signals read
     */
    record Signal(Rule rule, int leaning, int weight, Formula formula, int[] cells) {}

    /**
     * A rule that recommends.
     *
     * @param outcome its place among the policy's
     * @param scored whether it reads scores
     */
    record Conclusion(Rule rule, int outcome, int precedence, Formula formula, boolean scored) {}

    private final Rulebook rulebook;
    private final List<Axis> axes;
    private final Signal[] signals;
    private final Conclusion[] conclusions;
    private final int[][] signalsOn;
    private final int[][] beside;
    private final int[] cuts;
    private final boolean whole;
    private final boolean stateable;

    Space(Rulebook rulebook, List<Axis> axes, List<Signal> signals, List<Conclusion> conclusions, boolean whole) {
        this.rulebook = rulebook;
        this.axes = axes;
        this.conclusions = conclusions.stream()
                .sorted(Comparator.comparing(conclusion -> -conclusion.precedence()))
                .toArray(Conclusion[]::new);
        this.cuts = Cuts.of(this.conclusions);
        this.whole = whole;
        this.stateable = axes.stream().allMatch(Axis::stateable);
        int[] uses = new int[axes.size()];
        signals.forEach(signal -> Arrays.stream(signal.cells()).forEach(cell -> uses[cell]++));
        this.signals = signals.stream().map(signal -> sorted(signal, uses)).toArray(Signal[]::new);
        this.signalsOn = new int[axes.size()][];
        this.beside = new int[axes.size()][];
        for (int cell = 0; cell < axes.size(); cell++) {
            int one = cell;
            signalsOn[cell] = IntStream.range(0, this.signals.length)
                    .filter(i -> Arrays.stream(this.signals[i].cells()).anyMatch(read -> read == one))
                    .toArray();
            beside[cell] = IntStream.concat(
                            IntStream.of(cell),
                            Arrays.stream(signalsOn[cell]).flatMap(i -> Arrays.stream(this.signals[i].cells())))
                    .distinct()
                    .sorted()
                    .toArray();
        }
    }

    private static Signal sorted(Signal signal, int[] uses) {
        int[] cells = Arrays.stream(signal.cells())
                .boxed()
                .sorted(Comparator.comparing((Integer cell) -> -uses[cell]).thenComparing(cell -> cell))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Signal(signal.rule(), signal.leaning(), signal.weight(), signal.formula(), cells);
    }

    static Space of(Rulebook rulebook) {
        return new SpaceBuilder(rulebook).build();
    }

    /** In which the facts' own values stand for themselves. */
    Space with(Facts facts) {
        return new SpaceBuilder(rulebook).telling(facts).build();
    }

    /** False where some rule, or some value, is left out: then what is not found may still be there. */
    boolean whole() {
        return whole;
    }

    Rulebook rulebook() {
        return rulebook;
    }

    /** What is asked for, in the order of the files. */
    List<Axis> axes() {
        return axes;
    }

    int leanings() {
        return rulebook.terms().leanings().size();
    }

    Signal[] signals() {
        return signals;
    }

    Conclusion[] conclusions() {
        return conclusions;
    }

    /** The totals from which on some conclusion comes out another way. */
    int[] cuts() {
        return cuts;
    }

    /** The signals that read a fact. */
    int[] signalsOn(int cell) {
        return signalsOn[cell];
    }

    /** The facts that some signal reads together with this one; itself among them. */
    int[] beside(int cell) {
        return beside[cell];
    }

    /** The kinds of the facts' values, by the axes' numbers; -1 where a space of its own is needed to tell it. */
    int[] at(Facts facts) {
        int[] at = new int[axes.size()];
        for (int cell = 0; cell < at.length; cell++) {
            Axis axis = axes.get(cell);
            at[cell] = axis.index(facts.get(axis.type().number(), axis.field().number()));
        }
        return at;
    }

    /** The facts that a rule reads on its way to an outcome, also by way of derived ones. */
    BitSet reads(Rule rule) {
        BitSet read = new BitSet();
        for (Signal signal : signals) {
            if (signal.rule().equals(rule)) {
                signal.formula().cells(read);
            }
        }
        for (Conclusion conclusion : conclusions) {
            if (conclusion.rule().equals(rule)) {
                conclusion.formula().cells(read);
            }
        }
        return read;
    }

    /** The stated values, with their places, that cannot be told from others here because they are compared with other facts. */
    List<Object> apart(Facts facts) {
        List<Object> apart = new ArrayList<>();
        for (Axis axis : axes) {
            Object value = facts.get(axis.type().number(), axis.field().number());
            if (value != null && axis.index(value) < 0) {
                apart.add(axis.number());
                apart.add(value);
            }
        }
        return apart;
    }

    /** Whether of every kind of value there is one that can be stated: of texts none may be known, or there may be none. */
    boolean stateable() {
        return stateable;
    }

    /** One situation. */
    Region point(int[] at) {
        return Region.of(this, Arrays.stream(at).mapToLong(kind -> 1L << kind).toArray());
    }

    /** Its place among the outcomes: behind them all. */
    int undecided() {
        return rulebook.terms().outcomes().size();
    }

    /** In the policy's order, null for undecided as the last. */
    List<@Nullable String> outcomes(long bits) {
        List<String> ids = rulebook.terms().outcomes();
        List<@Nullable String> outcomes = new ArrayList<>();
        for (int i = 0; i <= ids.size(); i++) {
            if ((bits >>> i & 1) != 0) {
                outcomes.add(i == ids.size() ? null : ids.get(i));
            }
        }
        return outcomes;
    }
}
