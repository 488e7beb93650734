package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Supposes stated facts away, and finds those without which the outcome would be another. */
final class Loose {

    private final Space space;
    private final int[] at;
    private final long current;

    Loose(Space space, int[] at) {
        this.space = space;
        this.at = at;
        this.current = Outlook.of(space.point(at)).outcomes();
    }

    /**
     * Facts that turn the outcome when they are taken away together, and none of which can stay.
     *
     * @param loose the facts that may be taken away, by number
     * @return empty where there are none; all of them where that could not be found out
     */
    Set<Integer> turning(Set<Integer> loose, long effort) {
        long[] values = new long[at.length];
        for (int cell = 0; cell < at.length; cell++) {
            values[cell] = 1L << at[cell] | (loose.contains(cell) ? 1 : 0);
        }
        Survey survey = Survey.of(Region.of(space, values), new Effort(effort));
        for (long other = survey.found() & ~current; other != 0; other &= other - 1) {
            @Nullable Region example = survey.example(other & -other);
            if (example != null) {
                return fewest(example, loose);
            }
        }
        return survey.complete() ? Set.of() : new LinkedHashSet<>(loose);
    }

    private Set<Integer> fewest(Region example, Set<Integer> loose) {
        Set<Integer> removed = new LinkedHashSet<>();
        loose.stream().filter(cell -> (example.values(cell) & 1) != 0).forEach(removed::add);
        for (int cell : List.copyOf(removed)) {
            removed.remove(cell);
            if (Outlook.of(without(removed)).outcomes() == current) {
                removed.add(cell);
            }
        }
        return removed;
    }

    /** Rules that fire only without these facts. */
    List<Rule> firing(Set<Integer> removed) {
        Region before = space.point(at);
        Region after = without(removed);
        List<Rule> firing = new ArrayList<>();
        for (int i = 0; i < space.signals().length; i++) {
            if (after.fires(i) && !before.fires(i)) {
                firing.add(space.signals()[i].rule());
            }
        }
        for (Space.Conclusion conclusion : space.conclusions()) {
            if (conclusion.formula().possible(after) == Solver.TRUE
                    && conclusion.formula().possible(before) != Solver.TRUE) {
                firing.add(conclusion.rule());
            }
        }
        return firing;
    }

    private Region without(Set<Integer> removed) {
        int[] left = at.clone();
        removed.forEach(cell -> left[cell] = 0);
        return space.point(left);
    }
}
