package io.rolecall.knowledge;

import io.rolecall.knowledge.Pair.Shared;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where two policies answer differently, over all situations that both can be asked about: for each pair of outcomes the smallest
 * situation that was found.
 */
public final class Contrast {

    /** Up to how many stated facts every situation is tried, as far as the effort reaches. */
    private static final int MOST_STATED = 3;

    private final KnowledgeBase first;
    private final KnowledgeBase second;
    private final Pair pair;
    private final List<Shared> shared;
    private final Map<Outcomes, Difference> found = new LinkedHashMap<>();
    private final Effort trying;
    private final Effort dividing;
    private boolean unconfirmed;

    private record Outcomes(@Nullable String from, @Nullable String to) {}

    /**
     * A situation in which they differ.
     *
     * @param from the first policy's outcome; null is undecided
     * @param to the second's
     * @param facts as a request states them
     * @param stated how many there are
     */
    public record Difference(
            @Nullable String from, @Nullable String to, ObjectNode facts, int stated) {}

    /**
     * What was found.
     *
     * @param differences by the number of stated facts
     * @param stated up to how many stated facts every situation was tried, so that no smaller one differs; -1 where some could not be tried
     * @param proven whether there is no further pair of outcomes
     * @param leftOut facts that only one of them asks for, or for other values: they were taken as unknown
     */
    public record Found(List<Difference> differences, int stated, boolean proven, List<String> leftOut) {}

    private Contrast(KnowledgeBase first, KnowledgeBase second, long effort) {
        this.first = first;
        this.second = second;
        this.pair = Pair.of(first.rulebook(), second.rulebook());
        this.shared = pair.shared();
        this.trying = new Effort(effort);
        this.dividing = new Effort(effort / 10);
    }

    /** @param effort how many situations may be tried; a tenth as many regions of them are looked at */
    public static Found of(KnowledgeBase first, KnowledgeBase second, long effort) {
        return new Contrast(first, second, effort).find();
    }

    private Found find() {
        if (pair.same() && pair.whole() && pair.leftOut().isEmpty()) {
            return new Found(List.of(), pair.from().axes().size(), true, pair.leftOut());
        }
        Region one = region(pair.from(), false);
        Region other = region(pair.to(), false);
        int tried = -1;
        for (int stated = 0; stated <= MOST_STATED && pair.whole(); stated++) {
            trial(one, other, 0, stated);
            if (trying.spent()) {
                break;
            }
            tried = stated;
        }
        if (pair.whole()) {
            divide(region(pair.from(), true), region(pair.to(), true));
        }
        List<Difference> differences = found.values().stream()
                .sorted(Comparator.comparing(Difference::stated))
                .toList();
        boolean sure = pair.stateable() && !unconfirmed;
        boolean proven = pair.whole() && sure && pair.leftOut().isEmpty() && !dividing.spent();
        return new Found(differences, sure ? tried : -1, proven, pair.leftOut());
    }

    /** @param open whether shared facts are open; others are unknown */
    private Region region(Space space, boolean open) {
        long[] values = new long[space.axes().size()];
        java.util.Arrays.fill(values, 1);
        for (Shared one : shared) {
            int cell = space == pair.from() ? one.from() : one.to();
            values[cell] = open ? space.axes().get(cell).all() : 1;
        }
        return Region.of(space, values);
    }

    /** Tries every situation with so many more facts stated, from one of the shared facts on. */
    private void trial(Region one, Region other, int from, int more) {
        if (from >= pair.decisive() && !pair.differ(one, other)) {
            return;
        }
        if (more == 0) {
            trying.spend(1);
            compare(one, other);
            return;
        }
        for (int i = from; i < shared.size() && !trying.spent(); i++) {
            Shared cell = shared.get(i);
            for (int kind = 1; kind < cell.kinds().length && !trying.spent(); kind++) {
                trial(one.moved(cell.from(), kind), other.moved(cell.to(), cell.kinds()[kind]), i + 1, more - 1);
            }
        }
    }

    private @Nullable Outcomes outcomes(Region one, Region other) {
        String here = pair.from().outcomes(Outlook.of(one).outcomes()).get(0);
        String there = pair.to().outcomes(Outlook.of(other).outcomes()).get(0);
        return Objects.equals(here, there) ? null : new Outcomes(here, there);
    }

    private void compare(Region one, Region other) {
        Outcomes outcomes = outcomes(one, other);
        if (outcomes == null || found.containsKey(outcomes)) {
            return;
        }
        Supposition supposed = Supposition.nothing(first.rulebook());
        int stated = 0;
        for (Shared cell : shared) {
            int kind = Long.numberOfTrailingZeros(one.values(cell.from()));
            if (kind > 0) {
                Axis axis = pair.from().axes().get(cell.from());
                supposed = supposed.with(
                        axis.type(), axis.field(), Axes.stated(axis.values().get(kind), axis.field()));
                stated++;
            }
        }
        ObjectNode facts = supposed.given();
        if (!outcomes.equals(really(facts))) {
            unconfirmed = true;
        } else {
            found.put(outcomes, new Difference(outcomes.from(), outcomes.to(), facts, stated));
        }
    }

    /** What the rules themselves make of it; null where one of the policies does not take it. */
    private @Nullable Outcomes really(ObjectNode facts) {
        try {
            return new Outcomes(outcome(first, facts), outcome(second, facts));
        } catch (FactReader.Refused e) {
            return null;
        }
    }

    private static @Nullable String outcome(KnowledgeBase base, ObjectNode facts) {
        return base.evaluate(FactReader.read(facts, "", base.rulebook())).outcome();
    }

    /** Looks for pairs of outcomes that no small situation has. */
    private void divide(Region one, Region other) {
        if (dividing.spent() || !pair.differ(one, other)) {
            return;
        }
        dividing.spend(1);
        Outlook here = Outlook.of(one).narrowed();
        Outlook there = Outlook.of(other).narrowed();
        if (!open(here, there)) {
            return;
        }
        if (here.settled() && there.settled()) {
            smallest(one, other);
            return;
        }
        Shared cell = choose(one, other, here, there);
        if (cell == null) {
            dividing.spend(dividing.left());
            return;
        }
        for (long left = one.values(cell.from()); left != 0; left &= left - 1) {
            long value = left & -left;
            divide(one.with(cell.from(), value), other.with(cell.to(), cell.translated(value)));
        }
    }

    /** Whether a pair of outcomes is possible that was not found before. */
    private boolean open(Outlook here, Outlook there) {
        for (String from : pair.from().outcomes(here.outcomes())) {
            for (String to : pair.to().outcomes(there.outcomes())) {
                if (!Objects.equals(from, to) && !found.containsKey(new Outcomes(from, to))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What rules read that only one of them has comes first. */
    private @Nullable Shared choose(Region one, Region other, Outlook here, Outlook there) {
        List<Shared> open = new ArrayList<>();
        int decisive = pair.decisive();
        for (int i = 0; i < shared.size(); i++) {
            Shared cell = shared.get(i);
            if (one.open(cell.from()) && i < decisive && decisive < shared.size()) {
                return cell;
            }
            if (one.open(cell.from())) {
                open.add(cell);
            }
        }
        BitSet matter = here.matter();
        int best = Division.choose(one, matter);
        if (best < 0) {
            int theirs = Division.choose(other, there.matter());
            return open.stream().filter(cell -> cell.to() == theirs).findFirst().orElse(null);
        }
        return open.stream().filter(cell -> cell.from() == best).findFirst().orElse(null);
    }

    /** Of a region whose situations all differ, the situation that states least, and what of it can be left out. */
    private void smallest(Region one, Region other) {
        Region here = one;
        Region there = other;
        for (Shared cell : shared) {
            long value = Long.lowestOneBit(here.values(cell.from()));
            here = here.with(cell.from(), value);
            there = there.with(cell.to(), cell.translated(value));
        }
        Outcomes outcomes = Objects.requireNonNull(outcomes(here, there));
        for (Shared cell : shared) {
            Region less = here.moved(cell.from(), 0);
            Region lessThere = there.moved(cell.to(), 0);
            if (outcomes.equals(outcomes(less, lessThere))) {
                here = less;
                there = lessThere;
            }
        }
        compare(here, there);
    }
}
