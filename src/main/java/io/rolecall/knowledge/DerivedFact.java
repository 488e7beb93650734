package io.rolecall.knowledge;

import org.jspecify.annotations.Nullable;

/** A fact that a rule inserted. Two with the same values are still two: each has its own reason. */
final class DerivedFact {

    private final FactType type;

    private final @Nullable Object[] values;

    DerivedFact(FactType type, @Nullable Object[] values) {
        this.type = type;
        this.values = values;
    }

    FactType type() {
        return type;
    }

    @Nullable
    Object get(Field field) {
        return values[field.number()];
    }
}
