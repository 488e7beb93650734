package io.rolecall.knowledge;

import java.util.List;

/** What a field can hold, besides being unknown. */
public sealed interface ValueType {

    /** As a policy owner writes it. */
    String title();

    default boolean isNumber() {
        return this == Simple.INTEGER || this == Simple.DOUBLE;
    }

    /** Whether a value of the one is a value of the other: another label makes no other constant. */
    default boolean holdsTheSame(ValueType other) {
        return this instanceof EnumType one && other instanceof EnumType two
                ? one.constants().equals(two.constants())
                : equals(other);
    }

    enum Simple implements ValueType {
        BOOLEAN("Boolean"),
        INTEGER("Integer"),
        DOUBLE("Double"),
        TEXT("String");

        private final String title;

        Simple(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }
    }

    /**
     * A declared enum. In the engine a constant is its position.
     *
     * @param labels one per constant, in the same order
     */
    record EnumType(String name, List<String> constants, List<String> labels) implements ValueType {
        @Override
        public String title() {
            return name;
        }
    }
}
