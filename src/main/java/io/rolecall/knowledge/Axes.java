package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Claim.OtherText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Makes of each fact that is asked for an axis, and of conditions formulas on them. */
final class Axes {

    private static final int MOST_VALUES = 64;
    private static final int MOST_SCORES = 4_096;

    /** How near a fraction comes to one that it must not reach. */
    private static final BigDecimal NEAR = new BigDecimal("0.01");

    private static final Object UNKNOWN = new Object();

    /** By how much a score can leave its bounds where one weight is another than it is. */
    private static final int OTHER_WEIGHT = 5;

    private final Cells cells;
    private final List<Axis> axes = new ArrayList<>();

    // By the cell's number.
    private final Map<Integer, Axis> byCell = new HashMap<>();
    private boolean complete;

    private Axes(Cells cells) {
        this.cells = cells;
    }

    static Axes of(List<Cell> asked, Cells cells, List<Leaf> leaves) {
        Axes axes = new Axes(cells);
        List<Cell> all = cells.all();
        Domains domains = Domains.of(all, leaves);
        axes.complete = domains.complete();
        Map<Cell, Set<Leaf>> alone = new HashMap<>();
        Set<Cell> compared = new LinkedHashSet<>();
        for (Leaf leaf : leaves) {
            List<Cell> read = read(leaf);
            if (read.size() == 1) {
                alone.computeIfAbsent(read.get(0), cell -> new LinkedHashSet<>())
                        .add(leaf);
            } else {
                compared.addAll(read);
            }
        }
        for (Cell cell : asked) {
            axes.add(cell, domains.of(cell), List.copyOf(alone.getOrDefault(cell, Set.of())), compared.contains(cell));
        }
        return axes;
    }

    private static List<Cell> read(Leaf leaf) {
        return leaf.terms().stream()
                .filter(Cell.class::isInstance)
                .map(Cell.class::cast)
                .distinct()
                .toList();
    }

    private void add(Cell cell, List<@Nullable Object> values, List<Leaf> alone, boolean compared) {
        Function<@Nullable Object, Object> kindOf =
                value -> value == null ? UNKNOWN : compared ? List.of(value) : truths(cell, value, alone);
        Map<Object, List<@Nullable Object>> kinds = new LinkedHashMap<>();
        for (Object value : values) {
            kinds.computeIfAbsent(kindOf.apply(value), one -> new ArrayList<>()).add(value);
        }
        if (!compared) {
            beside(cell, values)
                    .forEach(value -> kinds.computeIfPresent(kindOf.apply(value), (kind, of) -> {
                        of.add(value);
                        return of;
                    }));
        }
        List<List<@Nullable Object>> all = new ArrayList<>(kinds.values());
        if (all.size() > MOST_VALUES) {
            complete = false;
            all = all.subList(0, MOST_VALUES);
        }
        List<Object> names = List.copyOf(kinds.keySet());
        List<List<@Nullable Object>> kept = all;
        ToIntFunction<@Nullable Object> kind = value -> {
            int index = names.indexOf(kindOf.apply(value));
            return index < kept.size() ? index : -1;
        };
        Axis axis = new Axis(
                axes.size(), Objects.requireNonNull(cell.asked()), Objects.requireNonNull(cell.field()), kept, kind);
        axes.add(axis);
        byCell.put(cell.number(), axis);
    }

    /** Numbers right beside those that conditions name: of each kind the nearest to others is among them. */
    private static List<Object> beside(Cell cell, List<@Nullable Object> values) {
        List<Object> beside = new ArrayList<>();
        for (Object value : values) {
            for (int sign = -1; sign <= 1 && value instanceof Number; sign += 2) {
                boolean whole = cell.type() == ValueType.Simple.INTEGER;
                // As people write them: 0.56 and 0.01 make 0.57
                double near = new BigDecimal(value.toString())
                        .add(new BigDecimal(sign).multiply(whole ? BigDecimal.ONE : NEAR))
                        .doubleValue();
                Cell.Bounds bounds = cell.bounds();
                boolean inside = (bounds.min() == null || near >= bounds.min())
                        && (bounds.max() == null || near <= bounds.max())
                        && (!whole || near == (int) near);
                if (inside) {
                    beside.add(whole ? (Object) (int) near : (Object) near);
                }
            }
        }
        return beside;
    }

    /** What every condition on the fact alone makes of a value. */
    private List<Truth> truths(Cell cell, Object value, List<Leaf> alone) {
        @Nullable Object[] values = new Object[cells.all().size()];
        values[cell.number()] = value;
        return alone.stream().map(leaf -> leaf.on(values)).toList();
    }

    List<Axis> all() {
        return List.copyOf(axes);
    }

    boolean complete() {
        return complete;
    }

    Formula formula(Leaf leaf) {
        List<Cell> read = read(leaf);
        @Nullable Object[] values = new Object[cells.all().size()];
        if (read.isEmpty()) {
            return Formula.Settled.of(leaf.on(values));
        }
        Axis first = byCell.get(read.get(0).number());
        Axis second = read.size() < 2 ? null : byCell.get(read.get(1).number());
        if (read.size() == 1 && first == null) {
            return score(leaf, read.get(0), values);
        }
        if (read.size() == 1 && first != null) {
            long[] truths = row(leaf, read.get(0), first, values);
            return new Formula.OneCell(first.number(), truths[0], truths[1]);
        }
        if (read.size() > 2 || first == null || second == null) {
            throw new Translation.Untranslatable();
        }
        long[] whenTrue = new long[first.values().size()];
        long[] whenFalse = new long[whenTrue.length];
        for (int i = 0; i < whenTrue.length; i++) {
            values[read.get(0).number()] = first.value(i);
            long[] truths = row(leaf, read.get(1), second, values);
            whenTrue[i] = truths[0];
            whenFalse[i] = truths[1];
        }
        return new Formula.Compared(first.number(), second.number(), whenTrue, whenFalse);
    }

    private static long[] row(Leaf leaf, Cell cell, Axis axis, @Nullable Object[] values) {
        long[] truths = new long[2];
        for (int i = 0; i < axis.values().size(); i++) {
            values[cell.number()] = axis.value(i);
            Truth truth = leaf.on(values);
            truths[0] |= truth == Truth.TRUE ? 1L << i : 0;
            truths[1] |= truth == Truth.FALSE ? 1L << i : 0;
        }
        return truths;
    }

    private Formula score(Leaf leaf, Cell cell, @Nullable Object[] values) {
        Cell.Bounds bounds = cell.bounds();
        int from = Objects.requireNonNull(bounds.min()).intValue() - OTHER_WEIGHT;
        int to = Objects.requireNonNull(bounds.max()).intValue() + OTHER_WEIGHT;
        if (to - from >= MOST_SCORES) {
            throw new Translation.Untranslatable();
        }
        int[] holds = new int[to - from + 2];
        for (int i = 0; i <= to - from; i++) {
            values[cell.number()] = from + i;
            holds[i + 1] = holds[i] + (leaf.on(values) == Truth.TRUE ? 1 : 0);
        }
        String leaning = Objects.requireNonNull(cells.leaning(cell));
        Standings.Figure figure = Standings.Figure.valueOf(
                Objects.requireNonNull(cell.field()).name().toUpperCase(Locale.ROOT));
        return new Formula.OfScore(figure, cells.reach().leanings().indexOf(leaning), from, holds);
    }

    /** A value of a kind that a request can state; null where none is known. */
    static @Nullable Object stated(List<@Nullable Object> kind, Field field) {
        return kind.stream()
                .map(value -> stated(value, field))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Texts stand for others in a rule's terms only: for these one is looked for that can be stated. */
    static @Nullable Object stated(@Nullable Object value, Field field) {
        Object stated = value instanceof OtherText other ? TextSamples.of(other) : value;
        boolean fits = !(stated instanceof String text) || text.codePointCount(0, text.length()) <= field.maxLength();
        return fits ? stated : null;
    }
}
