package io.rolecall.knowledge;

import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is asked for, with the values that the rules tell apart.
 *
 * @param values kinds of values: of each kind those that are tried, the first for all of them; unknown is the first kind
 * @param kind which kind a value is of, by its place; -1 where it cannot be told
 */
record Axis(
        int number,
        FactType type,
        Field field,
        List<List<@Nullable Object>> values,
        ToIntFunction<@Nullable Object> kind) {

    /** All of its values, a bit for each kind. */
    long all() {
        return values.size() == 64 ? -1 : (1L << values.size()) - 1;
    }

    int index(@Nullable Object value) {
        return value == null ? 0 : kind.applyAsInt(value);
    }

    /** Whether of every kind there is a value that a request can state. */
    boolean stateable() {
        return values.stream().skip(1).allMatch(kind -> Axes.stated(kind, field) != null);
    }

    /** What stands for a kind. */
    @Nullable
    Object value(int index) {
        return values.get(index).get(0);
    }

    /** Of a kind the value nearest to another, which need not be of that kind; numbers only have a nearest one. */
    @Nullable
    Object value(int index, @Nullable Object from) {
        if (!(from instanceof Number number)) {
            return value(index);
        }
        Object nearest = null;
        double distance = Double.POSITIVE_INFINITY;
        for (Object value : values.get(index)) {
            double away = Math.abs(((Number) Objects.requireNonNull(value)).doubleValue() - number.doubleValue());
            if (nearest == null || away < distance) {
                nearest = value;
                distance = away;
            }
        }
        return nearest;
    }
}
