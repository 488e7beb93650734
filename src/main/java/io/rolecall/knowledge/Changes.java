package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks for the smallest changes of what is stated that lead to another outcome. */
public final class Changes {

    /** Every set of so many changes is looked at, as far as the effort reaches. */
    private static final int SURELY = 2;

    private static final int MOST = 3;

    /** How many situations an evaluation by the rules themselves takes the time of. */
    private static final int EVALUATION = 20;

    private final KnowledgeBase base;
    private final Space space;
    private final Facts facts;
    private final Wish wish;
    private final Effort effort;
    private final List<Step> steps = new ArrayList<>();
    private final List<Lead> leads = new ArrayList<>();
    private final Set<Set<Step>> known = new HashSet<>();
    private long looked;
    private int current;

    /**
     * What is looked for.
     *
     * @param outcome the one that is wanted; null for any other than the present one
     * @param limit how many sets at most
     * @param given whether facts that are as they are may be changed, too
     * @param unknown whether what is not known may become known
     * @param situations how many may be looked at, those on the way to others counted
     */
    public record Wish(@Nullable String outcome, int limit, boolean given, boolean unknown, long situations) {}

    /** @param from null where it is not known */
    public record Change(
            FactType type, Field field, @Nullable Object from, Object to) {}

    /** Changes that lead to an outcome together, and of which none can be left out. */
    public record Way(String outcome, List<Change> changes) {}

    /**
     * What was found.
     *
     * @param sets the smallest first; of equal size those that take the least effort
     * @param upTo how many changes at a time were looked at
     * @param complete up to how many changes at a time nothing was left out; 0 where rules cannot be reasoned about, or texts are needed
     *     that none was found for
     * @param situations how many were looked at
     */
    public record Found(List<Way> sets, int upTo, int complete, long situations) {}

    private record Step(int cell, int value) {}

    /** Steps that lead to an outcome as far as can be reckoned. */
    private record Lead(List<Step> steps, String outcome, int effort) {}

    private Changes(KnowledgeBase base, Facts facts, Wish wish) {
        this.base = base;
        this.space = base.space(facts);
        this.facts = facts;
        this.wish = wish;
        this.effort = new Effort(wish.situations());
    }

    public static Found of(KnowledgeBase base, Facts facts, Wish wish) {
        return new Changes(base, facts, wish).find();
    }

    private Found find() {
        int[] at = space.at(facts);
        Region now = space.point(at);
        current = outcome(now, List.of());
        for (Axis axis : space.axes()) {
            boolean known = at[axis.number()] != 0;
            if ((known || wish.unknown()) && (wish.given() || !axis.field().given())) {
                IntStream.range(1, axis.values().size())
                        .filter(value -> value != at[axis.number()]
                                && Axes.stated(axis.values().get(value), axis.field()) != null)
                        .forEach(value -> steps.add(new Step(axis.number(), value)));
            }
        }
        int complete = 0;
        int upTo = 0;
        for (int size = 1; size <= MOST && (size <= SURELY || leads.size() < wish.limit()); size++) {
            upTo = size;
            search(now, 0, new ArrayList<>(), size);
            if (effort.spent() || enough(size)) {
                break;
            }
            complete = size;
        }
        return new Found(sets(), upTo, space.whole() && space.stateable() ? complete : 0, looked);
    }

    /** The best of them, each tried on the rules themselves. */
    private List<Way> sets() {
        leads.sort(Comparator.comparing((Lead lead) -> lead.steps().size()).thenComparing(Lead::effort));
        return leads.stream()
                .map(lead -> new Way(
                        lead.outcome(), lead.steps().stream().map(this::change).toList()))
                .filter(set -> set.outcome().equals(really(set.changes())))
                .limit(wish.limit())
                .toList();
    }

    private void search(Region region, int from, List<Step> taken, int size) {
        for (int i = from; i < steps.size() && !effort.spent() && !enough(size); i++) {
            Step step = steps.get(i);
            if (!taken.isEmpty() && taken.get(taken.size() - 1).cell() == step.cell()) {
                continue;
            }
            effort.spend(1);
            taken.add(step);
            if (!leadsAlready(taken)) {
                Region moved = region.moved(step.cell(), step.value());
                if (taken.size() < size) {
                    search(moved, i + 1, taken, size);
                } else {
                    look(moved, taken);
                }
            }
            taken.remove(taken.size() - 1);
        }
    }

    /** Beyond what is looked through completely it is enough to have as many as are wanted. */
    private boolean enough(int size) {
        return size > SURELY && leads.size() >= wish.limit();
    }

    /** Whether some of the steps, the last one among them, lead somewhere without the others. */
    private boolean leadsAlready(List<Step> taken) {
        int last = taken.size() - 1;
        for (int some = 0; some < 1 << last; some++) {
            Set<Step> part = new HashSet<>(List.of(taken.get(last)));
            for (int i = 0; i < last; i++) {
                if ((some >> i & 1) != 0) {
                    part.add(taken.get(i));
                }
            }
            if (known.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private void look(Region moved, List<Step> taken) {
        looked++;
        int outcome = outcome(moved, taken);
        if (outcome == current || outcome == space.undecided()) {
            return;
        }
        String id = space.rulebook().terms().outcomes().get(outcome);
        if (wish.outcome() == null || wish.outcome().equals(id)) {
            int effort = taken.stream()
                    .mapToInt(step -> space.axes().get(step.cell()).field().effort())
                    .sum();
            leads.add(new Lead(List.copyOf(taken), id, effort));
            known.add(Set.copyOf(taken));
        }
    }

    /** Where not every rule can be reasoned about the rules themselves are asked. */
    private int outcome(Region situation, List<Step> taken) {
        if (space.whole()) {
            return Long.numberOfTrailingZeros(Outlook.of(situation).outcomes());
        }
        effort.spend(EVALUATION);
        String outcome = really(taken.stream().map(this::change).toList());
        return outcome == null
                ? space.undecided()
                : space.rulebook().terms().outcomes().indexOf(outcome);
    }

    /** What the rules themselves make of it. */
    private @Nullable String really(List<Change> changes) {
        Supposition supposed = Supposition.of(base.rulebook(), facts);
        for (Change change : changes) {
            supposed = supposed.with(change.type(), change.field(), change.to());
        }
        return base.evaluate(FactReader.read(supposed.given(), "", base.rulebook()))
                .outcome();
    }

    private Change change(Step step) {
        Axis axis = space.axes().get(step.cell());
        Object from = facts.get(axis.type().number(), axis.field().number());
        Object to = axis.field().type().isNumber()
                ? axis.value(step.value(), from)
                : Axes.stated(axis.values().get(step.value()), axis.field());
        return new Change(axis.type(), axis.field(), from, Objects.requireNonNull(to));
    }
}
