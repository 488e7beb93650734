package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.All;
import io.rolecall.knowledge.Claim.Any;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Claim.Not;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds values of cells for which each of several claims has the truth wanted, or shows that there are none. Values are
 * those of {@link Domains}. Where it stops for the number of its steps it says neither.
 */
final class Solver {

    /** Truths as bits, so that several can be possible at once. */
    static final int TRUE = 1;

    static final int FALSE = 2;
    static final int UNKNOWN = 4;
    static final int NOT_TRUE = FALSE | UNKNOWN;
    static final int NOT_FALSE = TRUE | UNKNOWN;

    private static final int MOST_STEPS = 4_000;
    private static final int MOST_PAIRS = 2_000;

    /** @param wanted which truths will do, as bits */
    record Goal(Claim claim, int wanted) {}

    enum Verdict {
        FOUND,
        NONE,
        GAVE_UP
    }

    /** @param values by the cells' numbers; empty unless found */
    record Solution(Verdict verdict, @Nullable Object[] values) {
        boolean none() {
            return verdict == Verdict.NONE;
        }

        boolean found() {
            return verdict == Verdict.FOUND;
        }
    }

    private final Map<Cell, List<@Nullable Object>> domains = new HashMap<>();
    private final boolean complete;
    private final @Nullable Object[] values;
    private final boolean[] known;
    private final List<Open> open = new ArrayList<>();
    private List<Cell> order = List.of();
    private final Effort effort;
    private int steps;

    // The best found so far: with the fewest facts stated.
    private @Nullable Object @Nullable [] best;
    private int fewest = Integer.MAX_VALUE;

    /** A goal on several cells at once. */
    private record Open(Goal goal, Set<Cell> cells) {}

    private Solver(int cells, Domains all, Collection<Cell> relevant, Effort effort) {
        this.effort = effort;
        this.complete = all.complete();
        this.values = new Object[cells];
        this.known = new boolean[cells];
        relevant.forEach(cell -> domains.put(cell, all.of(cell)));
    }

    /**
     * @param cells how many cells there are: none has a higher number
     * @param effort once it is spent nothing is said
     * @param smallest whether to look for the solution that states the fewest facts, or to be content with any
     */
    static Solution solve(List<Goal> goals, Domains domains, int cells, boolean smallest, Effort effort) {
        List<Goal> flat = new ArrayList<>();
        goals.forEach(goal -> flatten(goal, flat));
        Set<Cell> relevant = new java.util.LinkedHashSet<>();
        flat.forEach(goal -> relevant.addAll(Claim.cells(goal.claim())));
        return new Solver(cells, domains, relevant, effort).run(flat, smallest);
    }

    /** The parts of a conjunction are goals of their own. */
    static void flatten(Goal goal, List<Goal> into) {
        Claim claim = goal.claim();
        if (claim instanceof Not not) {
            flatten(new Goal(not.part(), turned(goal.wanted())), into);
        } else if (claim instanceof All all && goal.wanted() == TRUE) {
            all.parts().forEach(part -> flatten(new Goal(part, TRUE), into));
        } else if (claim instanceof Any any && goal.wanted() == FALSE) {
            any.parts().forEach(part -> flatten(new Goal(part, FALSE), into));
        } else if (claim instanceof All all && all.parts().size() == 1) {
            flatten(new Goal(all.parts().get(0), goal.wanted()), into);
        } else {
            into.add(goal);
        }
    }

    /** What becomes of them by `not`. */
    static int turned(int truths) {
        return truths & UNKNOWN | ((truths & TRUE) != 0 ? FALSE : 0) | ((truths & FALSE) != 0 ? TRUE : 0);
    }

    private Solution run(List<Goal> goals, boolean smallest) {
        for (Goal goal : goals) {
            Set<Cell> cells = Claim.cells(goal.claim());
            if (cells.size() == 1) {
                if (!narrow(cells.iterator().next(), goal)) {
                    return none();
                }
            } else if (cells.isEmpty()) {
                if ((possible(goal.claim()) & goal.wanted()) == 0) {
                    return none();
                }
            } else {
                open.add(new Open(goal, cells));
            }
        }
        Map<Cell, Integer> uses = new HashMap<>();
        open.forEach(one -> one.cells().forEach(cell -> uses.merge(cell, 1, Integer::sum)));
        order = domains.keySet().stream()
                .filter(uses::containsKey)
                .sorted(Comparator.comparing((Cell cell) -> -Objects.requireNonNull(uses.get(cell)))
                        .thenComparing(Cell::number))
                .toList();
        int stated = 0;
        for (Map.Entry<Cell, List<@Nullable Object>> cell : domains.entrySet()) {
            if (!uses.containsKey(cell.getKey())) {
                Object first = cell.getValue().get(0);
                set(cell.getKey(), first);
                stated += states(cell.getKey(), first);
            }
        }
        boolean finished = search(0, stated, smallest);
        if (best != null) {
            return new Solution(Verdict.FOUND, best);
        }
        return finished ? none() : new Solution(Verdict.GAVE_UP, new Object[0]);
    }

    private Solution none() {
        return new Solution(complete && !effort.spent() ? Verdict.NONE : Verdict.GAVE_UP, new Object[0]);
    }

    /** Leaves the cell only those values with which a goal on it alone is reached. */
    private boolean narrow(Cell cell, Goal goal) {
        List<@Nullable Object> left = new ArrayList<>();
        for (Object value : Objects.requireNonNull(domains.get(cell))) {
            set(cell, value);
            if ((possible(goal.claim()) & goal.wanted()) != 0) {
                left.add(value);
            }
        }
        known[cell.number()] = false;
        domains.put(cell, left);
        return !left.isEmpty();
    }

    /** @return whether everything was looked at, or enough */
    private boolean search(int depth, int stated, boolean smallest) {
        if (stated >= fewest) {
            return true;
        }
        if (depth == order.size()) {
            best = values.clone();
            fewest = stated;
            return true;
        }
        if (++steps > MOST_STEPS || effort.spent()) {
            return false;
        }
        Cell cell = order.get(depth);
        boolean finished = true;
        for (Object value : Objects.requireNonNull(domains.get(cell))) {
            set(cell, value);
            if (reachable(cell)) {
                finished &= search(depth + 1, stated + states(cell, value), smallest);
            }
            if (best != null && (!smallest || fewest == stated) || steps > MOST_STEPS || effort.spent()) {
                break;
            }
        }
        known[cell.number()] = false;
        return finished;
    }

    private boolean reachable(Cell changed) {
        for (Open one : open) {
            if (one.cells().contains(changed)
                    && (possible(one.goal().claim()) & one.goal().wanted()) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int states(Cell cell, @Nullable Object value) {
        return cell.asked() != null && value != null ? 1 : 0;
    }

    private void set(Cell cell, @Nullable Object value) {
        values[cell.number()] = value;
        known[cell.number()] = true;
    }

    /** Which truths a claim may still have; perhaps more than it can have, never fewer. */
    private int possible(Claim claim) {
        if (claim instanceof Certain certain) {
            return bit(certain.truth());
        }
        if (claim instanceof Not not) {
            return turned(possible(not.part()));
        }
        if (claim instanceof Leaf leaf) {
            return possible(leaf);
        }
        boolean all = claim instanceof All;
        int truths = all ? TRUE : FALSE;
        for (Claim part : all ? ((All) claim).parts() : ((Any) claim).parts()) {
            truths = all ? both(truths, possible(part)) : turned(both(turned(truths), turned(possible(part))));
        }
        return truths;
    }

    /** Kleene's `and` of every truth on the left with every truth on the right. */
    static int both(int left, int right) {
        int truths = (left | right) & FALSE;
        if ((left & TRUE) != 0 && (right & TRUE) != 0) {
            truths |= TRUE;
        }
        if ((left & UNKNOWN) != 0 && (right & NOT_FALSE) != 0 || (right & UNKNOWN) != 0 && (left & NOT_FALSE) != 0) {
            truths |= UNKNOWN;
        }
        return truths;
    }

    private int possible(Leaf leaf) {
        Cell first = null;
        Cell second = null;
        for (Claim.Term term : leaf.terms()) {
            if (term instanceof Cell cell && !known[cell.number()] && cell != first && cell != second) {
                if (second != null) {
                    return TRUE | FALSE | UNKNOWN;
                }
                second = first == null ? null : cell;
                first = first == null ? cell : first;
            }
        }
        if (first == null) {
            effort.spend(1);
            return bit(leaf.on(values));
        }
        List<@Nullable Object> firsts = Objects.requireNonNull(domains.get(first));
        if (second == null) {
            return over(firsts, first, leaf);
        }
        List<@Nullable Object> seconds = Objects.requireNonNull(domains.get(second));
        if (firsts.size() * seconds.size() > MOST_PAIRS) {
            return TRUE | FALSE | UNKNOWN;
        }
        int truths = 0;
        for (Object value : firsts) {
            values[first.number()] = value;
            truths |= over(seconds, second, leaf);
        }
        return truths;
    }

    private int over(List<@Nullable Object> domain, Cell cell, Leaf leaf) {
        int truths = 0;
        effort.spend(domain.size());
        for (Object value : domain) {
            values[cell.number()] = value;
            truths |= bit(leaf.on(values));
        }
        return truths;
    }

    static int bit(Truth truth) {
        return switch (truth) {
            case TRUE -> TRUE;
            case FALSE -> FALSE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
