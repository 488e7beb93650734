package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How firm an outcome is: the smallest change of one weight, and of one number among the facts, with which it would be another.
 *
 * @param outcome null where undecided
 * @param weights of rules that fired, the smallest change first; a rule is missing whose weight can be anything from 1 to 5
 * @param numbers the smallest change first, in proportion to the number; a fact is missing that can have any number
 * @param proven false where some rules cannot be reasoned about: then nothing is named
 */
public record Sensitivity(@Nullable String outcome, List<OfWeight> weights, List<OfNumber> numbers, boolean proven) {

    private static final int LEAST = 1;
    private static final int MOST = 5;

    /** @param outcome what it would be; null for undecided */
    public record OfWeight(
            String rule, int weight, int to, @Nullable String outcome) {}

    /** @param outcome what it would be; null for undecided */
    public record OfNumber(
            FactType type,
            Field field,
            Number value,
            Number to,
            @Nullable String outcome) {}

    /** Of a policy whose rules cannot all be reasoned about nothing is found. */
    public static Sensitivity of(KnowledgeBase base, Facts facts) {
        Space space = base.space(facts);
        String outcome = base.evaluate(facts).outcome();
        if (!space.whole()) {
            return new Sensitivity(outcome, List.of(), List.of(), false);
        }
        int[] at = space.at(facts);
        Region now = space.point(at);
        return new Sensitivity(outcome, weights(now), numbers(now, at, facts), true);
    }

    private static List<OfWeight> weights(Region now) {
        Space space = now.space();
        long current = Outlook.of(now).outcomes();
        List<OfWeight> weights = new ArrayList<>();
        for (int i = 0; i < space.signals().length; i++) {
            Space.Signal signal = space.signals()[i];
            int weight = Math.abs(signal.weight());
            OfWeight nearest = null;
            for (int to = LEAST; to <= MOST && now.fires(i); to++) {
                Standings standings =
                        now.standings().with(signal.leaning(), (to - weight) * Integer.signum(signal.weight()));
                long outcome = Outlook.of(now, standings).outcomes();
                boolean nearer = nearest == null || Math.abs(to - weight) < Math.abs(nearest.to() - weight);
                if (outcome != current && nearer) {
                    nearest = new OfWeight(
                            signal.rule().name(),
                            weight,
                            to,
                            space.outcomes(outcome).get(0));
                }
            }
            if (nearest != null) {
                weights.add(nearest);
            }
        }
        weights.sort(Comparator.comparing(one -> Math.abs(one.to() - one.weight())));
        return List.copyOf(weights);
    }

    private static List<OfNumber> numbers(Region now, int[] at, Facts facts) {
        Space space = now.space();
        long current = Outlook.of(now).outcomes();
        List<OfNumber> numbers = new ArrayList<>();
        for (Axis axis : space.axes()) {
            Object value = facts.get(axis.type().number(), axis.field().number());
            OfNumber nearest = null;
            for (int kind = 1; kind < axis.values().size() && value instanceof Number; kind++) {
                Number number = (Number) value;
                long outcome = kind == at[axis.number()]
                        ? current
                        : Outlook.of(now.moved(axis.number(), kind)).outcomes();
                Number to = (Number) Objects.requireNonNull(axis.value(kind, number));
                boolean nearer = nearest == null || distance(number, to) < distance(number, nearest.to());
                if (outcome != current && nearer && axis.field().type().isNumber()) {
                    nearest = new OfNumber(
                            axis.type(),
                            axis.field(),
                            number,
                            to,
                            space.outcomes(outcome).get(0));
                }
            }
            if (nearest != null) {
                numbers.add(nearest);
            }
        }
        numbers.sort(Comparator.comparing(one -> distance(one.value(), one.to())
                / Math.max(1, Math.abs(one.value().doubleValue()))));
        return List.copyOf(numbers);
    }

    private static double distance(Number one, Number other) {
        return Math.abs(one.doubleValue() - other.doubleValue());
    }
}
