package io.rolecall.knowledge;

import io.rolecall.knowledge.Claim.Fixed;
import io.rolecall.knowledge.Claim.Leaf;
import io.rolecall.knowledge.Claim.OtherText;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * For each cell the values to try: so chosen that whatever the conditions can do for any values, they do for these. Cells
 * that are compared with each other share their values.
 */
final class Domains {

    /** Of which every combination is tried; of more each alone, none and all. */
    private static final int MOST_MARKS = 4;

    private static final int MOST_ALONE = 50;

    private static final int MOST_TOGETHER = 8;

    private final Map<Cell, List<@Nullable Object>> values = new HashMap<>();
    private boolean complete = true;

    /** Cells that are compared with each other, and what they are compared with. */
    private static final class Group {
        private final Set<Cell> cells = new LinkedHashSet<>();
        private final Set<Object> named = new LinkedHashSet<>();
        private final Set<TextMark> marks = new LinkedHashSet<>();
    }

    static Domains of(Collection<Cell> cells, Collection<Leaf> leaves) {
        Domains domains = new Domains();
        for (Group group : groups(cells, leaves)) {
            Simple kind = kind(group);
            if (kind == Simple.INTEGER || kind == Simple.DOUBLE) {
                domains.numbers(group);
            } else if (kind == Simple.TEXT) {
                domains.texts(group);
            } else {
                group.cells.forEach(cell -> domains.put(cell, constants(cell.type())));
            }
        }
        return domains;
    }

    /** Unknown first, where the cell can be unknown. */
    List<@Nullable Object> of(Cell cell) {
        return Objects.requireNonNull(values.get(cell));
    }

    /** False where more values would be needed than are tried: what was not found may still be there. */
    boolean complete() {
        return complete;
    }

    /** How many values there are. */
    int size() {
        return values.values().stream().mapToInt(List::size).sum();
    }

    private static @Nullable Simple kind(Group group) {
        return group.cells.iterator().next().type() instanceof Simple simple ? simple : null;
    }

    private static Collection<Group> groups(Collection<Cell> cells, Collection<Leaf> leaves) {
        Map<Cell, Group> groups = new HashMap<>();
        for (Cell cell : cells) {
            Group group = new Group();
            group.cells.add(cell);
            if (cell.bounds().only() != null) {
                group.named.addAll(cell.bounds().only());
            }
            groups.put(cell, group);
        }
        for (Leaf leaf : leaves) {
            Group first = null;
            for (Claim.Term term : leaf.terms()) {
                if (term instanceof Cell cell) {
                    Group group = Objects.requireNonNull(groups.get(cell));
                    first = first == null ? group : joined(first, group, groups);
                }
            }
            if (first != null) {
                Group group = first;
                leaf.terms().stream()
                        .filter(Fixed.class::isInstance)
                        .forEach(fixed -> group.named.add(((Fixed) fixed).value()));
                TextMark mark = TextMark.of(leaf.origin());
                if (mark != null) {
                    group.marks.add(mark);
                }
            }
        }
        List<Group> ordered = new ArrayList<>();
        for (Cell cell : cells) {
            Group group = Objects.requireNonNull(groups.get(cell));
            if (!ordered.contains(group)) {
                ordered.add(group);
            }
        }
        return ordered;
    }

    private static Group joined(Group one, Group other, Map<Cell, Group> groups) {
        if (one != other) {
            one.cells.addAll(other.cells);
            one.named.addAll(other.named);
            one.marks.addAll(other.marks);
            other.cells.forEach(cell -> groups.put(cell, one));
        }
        return one;
    }

    private void numbers(Group group) {
        TreeSet<Double> named = new TreeSet<>();
        boolean whole = false;
        boolean fractions = false;
        for (Object number : group.named) {
            named.add(((Number) number).doubleValue() + 0.0);
        }
        for (Cell cell : group.cells) {
            whole |= cell.type() == Simple.INTEGER;
            fractions |= cell.type() == Simple.DOUBLE;
            if (cell.bounds().min() != null) {
                named.add(cell.bounds().min() + 0.0);
            }
            if (cell.bounds().max() != null) {
                named.add(cell.bounds().max() + 0.0);
            }
        }
        if (whole && (named.floor(-0x1p31 - 1) != null || named.ceiling(0x1p31) != null)) {
            // Beside a number that no Integer reaches there is none to try.
            named.add((double) Integer.MIN_VALUE);
            named.add((double) Integer.MAX_VALUE);
        }
        SortedSet<Double> points = NumberPoints.of(named, together(group), whole, fractions);
        group.cells.forEach(cell -> put(cell, fitting(cell, points)));
    }

    private static List<Object> fitting(Cell cell, SortedSet<Double> points) {
        boolean whole = cell.type() == Simple.INTEGER;
        double least = whole ? Integer.MIN_VALUE : -Double.MAX_VALUE;
        double most = whole ? Integer.MAX_VALUE : Double.MAX_VALUE;
        Double min = cell.bounds().min();
        Double max = cell.bounds().max();
        List<Object> fitting = new ArrayList<>();
        for (double point : points) {
            if (point >= (min == null ? least : Math.max(min, least))
                    && point <= (max == null ? most : Math.min(max, most))
                    && (!whole || point == Math.rint(point))) {
                fitting.add(whole ? (Object) Integer.valueOf((int) point) : Double.valueOf(point));
            }
        }
        return fitting;
    }

    /** Texts that nobody spells out may have any of the marks, or none: whether one goes with another is not asked. */
    private void texts(Group group) {
        List<Set<TextMark>> combinations = combinations(List.copyOf(group.marks));
        List<Object> others = new ArrayList<>();
        int together = together(group);
        for (int number = 0; number < together; number++) {
            for (Set<TextMark> having : combinations) {
                Set<TextMark> lacking = new LinkedHashSet<>(group.marks);
                lacking.removeAll(having);
                others.add(new OtherText(number, having, lacking, group.named));
            }
        }
        for (Cell cell : group.cells) {
            List<Object> all = new ArrayList<>();
            group.named.stream()
                    .filter(text -> ((String) text).codePointCount(0, ((String) text).length())
                            <= cell.bounds().maxLength())
                    .forEach(all::add);
            all.addAll(others);
            put(cell, all);
        }
    }

    private List<Set<TextMark>> combinations(List<TextMark> marks) {
        List<Set<TextMark>> combinations = new ArrayList<>();
        if (marks.size() > MOST_MARKS) {
            complete = false;
            combinations.add(Set.of());
            marks.stream().limit(MOST_ALONE).forEach(mark -> combinations.add(Set.of(mark)));
            combinations.add(new LinkedHashSet<>(marks));
            return combinations;
        }
        for (int combination = 0; combination < 1 << marks.size(); combination++) {
            Set<TextMark> having = new LinkedHashSet<>();
            for (int i = 0; i < marks.size(); i++) {
                if ((combination >> i & 1) == 1) {
                    having.add(marks.get(i));
                }
            }
            combinations.add(having);
        }
        return combinations;
    }

    private int together(Group group) {
        complete &= group.cells.size() <= MOST_TOGETHER;
        return Math.min(group.cells.size(), MOST_TOGETHER);
    }

    private static List<Object> constants(ValueType type) {
        List<Object> constants = new ArrayList<>();
        if (type instanceof EnumType declared) {
            for (int i = 0; i < declared.constants().size(); i++) {
                constants.add(i);
            }
        } else {
            constants.addAll(List.of(false, true));
        }
        return constants;
    }

    private void put(Cell cell, List<Object> known) {
        List<@Nullable Object> all = new ArrayList<>();
        if (cell.nullable()) {
            all.add(null);
        }
        all.addAll(cell.bounds().only() == null ? known : cell.bounds().only());
        values.put(cell, all);
    }
}
