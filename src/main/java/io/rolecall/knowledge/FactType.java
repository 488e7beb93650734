package io.rolecall.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A declared fact, or one of the vocabulary's.
 *
 * @param member the name under which a request carries it: the type's with a small first letter
 * @param origin who states it
 * @param number its place among the policy's types, from 0
 */
public record FactType(
        String name,
        String member,
        String title,
        Origin origin,
        List<Field> fields,
        Map<String, Field> byName,
        int number) {

    /** Who states a fact. */
    public enum Origin {
        /** The request. */
        ASKED,
        /** A rule. */
        DERIVED,
        /** The engine. */
        VOCABULARY
    }

    static final FactType SCORE = vocabulary(
            "Score",
            -2,
            vocabularyField("leaning", ValueType.Simple.TEXT, 0),
            vocabularyField("total", ValueType.Simple.INTEGER, 1),
            vocabularyField("rank", ValueType.Simple.INTEGER, 2),
            vocabularyField("lead", ValueType.Simple.INTEGER, 3));

    static final FactType RECOMMENDATION =
            vocabulary("Recommendation", -1, vocabularyField("outcome", ValueType.Simple.TEXT, 0));

    FactType(String name, String title, Origin origin, List<Field> fields, int number) {
        this(
                name,
                member(name),
                title,
                origin,
                List.copyOf(fields),
                fields.stream().collect(Collectors.toUnmodifiableMap(Field::name, Function.identity(), (a, b) -> a)),
                number);
    }

    private static FactType vocabulary(String name, int number, Field... fields) {
        return new FactType(name, name, Origin.VOCABULARY, List.of(fields), number);
    }

    private static Field vocabularyField(String name, ValueType type, int number) {
        return new Field(
                name, name, type, null, null, null, null, false, Field.USUAL_EFFORT, Limits.TEXT_LENGTH, false, number);
    }

    public boolean asked() {
        return origin == Origin.ASKED;
    }

    static String member(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    @Nullable
    Field field(String fieldName) {
        return byName.get(fieldName);
    }
}
