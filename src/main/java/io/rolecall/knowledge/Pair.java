package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two policies over the facts that both ask for, with the values that either tells apart, and the rules that only one of them has. */
final class Pair {

    private final Space from;
    private final Space to;
    private final List<Shared> shared = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Only onlyFrom;
    private final Only onlyTo;
    private final int decisive;

    /**
     * A fact that both ask for.
     *
     * @param kinds the second policy's kind of value for each of the first's
     */
    record Shared(int from, int to, int[] kinds) {

        /** The second's values for some of the first's. */
        long translated(long values) {
            long translated = 0;
            for (long left = values; left != 0; left &= left - 1) {
                translated |= 1L << kinds[Long.numberOfTrailingZeros(left)];
            }
            return translated;
        }
    }

    /** What the other has not. */
    private record Only(List<Integer> signals, List<Space.Conclusion> conclusions) {

        boolean none() {
            return signals.isEmpty() && conclusions.isEmpty();
        }

        boolean counts(Region region) {
            return signals.stream().anyMatch(i -> region.fires(i) || region.mayFire(i))
                    || conclusions.stream().anyMatch(one -> (one.formula().possible(region) & Solver.TRUE) != 0);
        }

        BitSet read(Space space) {
            BitSet read = new BitSet();
            signals.forEach(i -> space.signals()[i].formula().cells(read));
            conclusions.forEach(one -> one.formula().cells(read));
            return read;
        }

        boolean scored() {
            return conclusions.stream().anyMatch(Space.Conclusion::scored);
        }
    }

    private Pair(Space from, Space to) {
        this.from = from;
        this.to = to;
        Map<String, Axis> there = new HashMap<>();
        to.axes().forEach(axis -> there.put(axis.field().path(), axis));
        for (Axis axis : from.axes()) {
            Axis other = there.remove(axis.field().path());
            int[] kinds = other == null
                            || !other.field().type().holdsTheSame(axis.field().type())
                    ? null
                    : kinds(axis, other);
            if (kinds == null || other == null) {
                leftOut.add(axis.field().path());
            } else {
                shared.add(new Shared(axis.number(), other.number(), kinds));
            }
        }
        leftOut.addAll(there.keySet());
        Map<String, Integer> numbers = new HashMap<>();
        List<String> meaningsFrom = meanings(from, numbers);
        List<String> meaningsTo = meanings(to, numbers);
        this.onlyFrom = only(from, meaningsFrom, meaningsTo);
        this.onlyTo = only(to, meaningsTo, meaningsFrom);
        BitSet first = onlyFrom.read(from);
        BitSet second = onlyTo.read(to);
        shared.sort(Comparator.comparing(one -> !first.get(one.from()) && !second.get(one.to())));
        this.decisive = onlyFrom.scored() || onlyTo.scored()
                ? shared.size()
                : (int) shared.stream()
                        .filter(one -> first.get(one.from()) || second.get(one.to()))
                        .count();
    }

    static Pair of(Rulebook from, Rulebook to) {
        SpaceBuilder first = new SpaceBuilder(from);
        SpaceBuilder second = new SpaceBuilder(to);
        return new Pair(first.telling(second).build(), second.telling(first).build());
    }

    private static int @Nullable [] kinds(Axis axis, Axis other) {
        int[] kinds = new int[axis.values().size()];
        BitSet met = new BitSet();
        for (int kind = 0; kind < kinds.length; kind++) {
            kinds[kind] = other.index(axis.value(kind));
            if (kinds[kind] < 0 || met.get(kinds[kind])) {
                return null;
            }
            met.set(kinds[kind]);
        }
        return kinds;
    }

    private static List<String> meanings(Space space, Map<String, Integer> numbers) {
        RuleMeaning meaning = new RuleMeaning(space.rulebook(), numbers);
        List<String> meanings = new ArrayList<>();
        for (Space.Signal signal : space.signals()) {
            meanings.add(meaning.of(signal.rule()));
        }
        for (Space.Conclusion conclusion : space.conclusions()) {
            meanings.add(meaning.of(conclusion.rule()));
        }
        return meanings;
    }

    private static Only only(Space space, List<String> own, List<String> others) {
        List<String> left = new ArrayList<>(others);
        Only only = new Only(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < own.size(); i++) {
            if (!left.remove(own.get(i))) {
                if (i < space.signals().length) {
                    only.signals().add(i);
                } else {
                    only.conclusions().add(space.conclusions()[i - space.signals().length]);
                }
            }
        }
        return only;
    }

    Space from() {
        return from;
    }

    Space to() {
        return to;
    }

    /** Those first that rules read which only one of the policies has. */
    List<Shared> shared() {
        return shared;
    }

    /** How many of the shared facts such rules read; all where these rules read scores. */
    int decisive() {
        return decisive;
    }

    /** Facts that only one of them asks for, or for values of another kind: they stay unknown. */
    List<String> leftOut() {
        return leftOut;
    }

    boolean whole() {
        return from.whole() && to.whole();
    }

    /** Whether every kind of value can be stated. */
    boolean stateable() {
        return from.stateable() && to.stateable();
    }

    /** Whether no rule differs in what it does. */
    boolean same() {
        return onlyFrom.none() && onlyTo.none();
    }

    /** Whether a rule that only one of them has can fire in the regions: if not, they come to the same there. */
    boolean differ(Region first, Region second) {
        return onlyFrom.counts(first) || onlyTo.counts(second);
    }
}
