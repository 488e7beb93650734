package io.rolecall.knowledge;

import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.vocabulary.Score;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact as the interpreter knows it.
 *
 * @param values by field, as JSON carries them: an enum constant by its name; null is unknown
 */
record Row(FactType type, Map<String, @Nullable Object> values) {

    static Row stated(FactType type, Facts facts) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            values.put(field.name(), named(field.type(), facts.get(type.number(), field.number())));
        }
        return new Row(type, values);
    }

    static Row score(Score score) {
        return new Row(
                FactType.SCORE,
                Map.of(
                        "leaning", score.getLeaning(),
                        "total", score.getTotal(),
                        "rank", score.getRank(),
                        "lead", score.getLead()));
    }

    static Row recommendation(String outcome) {
        return new Row(FactType.RECOMMENDATION, Map.of("outcome", outcome));
    }

    @Nullable
    Object get(Field field) {
        return values.get(field.name());
    }

    /** The facts that an accumulate counted are shown in the order of their values, field by field, unknown ones last. */
    int compareTo(Row other) {
        for (Field field : type.fields()) {
            int order = Comparator.nullsLast(Comparator.<Comparable<Object>>naturalOrder())
                    .compare(rank(field), other.rank(field));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A constant counts by its position. */
    @SuppressWarnings("unchecked")
    private @Nullable Comparable<Object> rank(Field field) {
        Object value = get(field);
        return (Comparable<Object>)
                (value != null && field.type() instanceof EnumType declared
                        ? (Object) declared.constants().indexOf(value.toString())
                        : value);
    }

    /** In the engine a constant is its position. */
    static @Nullable Object named(ValueType type, @Nullable Object value) {
        return value != null && type instanceof EnumType declared
                ? declared.constants().get((Integer) value)
                : value;
    }
}
