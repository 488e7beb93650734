package io.rolecall.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the conditions of a rule compare, when rules are examined without facts: a field of one object, or a number
 * that accumulate makes. Told apart by identity.
 */
final class Cell implements Claim.Term {

    private final int number;
    private final String name;
    private final ValueType type;
    private final boolean nullable;
    private final @Nullable FactType asked;
    private final @Nullable Field field;
    private final Bounds bounds;

    /**
     * What it can hold at all.
     *
     * @param min the smallest number; null without a limit
     * @param max the largest number; null without a limit
     * @param maxLength of a text, in characters
     * @param only every value there is; null where any of the type and within the limits can be
     * @param why a sentence that says so
     */
    record Bounds(
            @Nullable Double min,
            @Nullable Double max,
            int maxLength,
            @Nullable List<Object> only,
            String why) {}

    /**
     * @param number its place among the cells examined together, from 0
     * @param asked the fact whose field it is where a request can state it, else null
     */
    Cell(
            int number,
            String name,
            ValueType type,
            boolean nullable,
            @Nullable FactType asked,
            @Nullable Field field,
            Bounds bounds) {
        this.number = number;
        this.name = name;
        this.type = type;
        this.nullable = nullable;
        this.asked = asked;
        this.field = field;
        this.bounds = bounds;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    ValueType type() {
        return type;
    }

    boolean nullable() {
        return nullable;
    }

    @Nullable
    FactType asked() {
        return asked;
    }

    @Nullable
    Field field() {
        return field;
    }

    Bounds bounds() {
        return bounds;
    }

    @Override
    public String toString() {
        return name;
    }
}
