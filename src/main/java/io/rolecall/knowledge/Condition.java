package io.rolecall.knowledge;

import com.google.re2j.Pattern;
import io.rolecall.vocabulary.Sought;
import java.util.List;

/** A checked condition on one fact: every name is looked up and every type fits. Three-valued. */
sealed interface Condition {

    /** What it is put together of; empty where it compares values itself. */
    default List<Condition> parts() {
        return List.of();
    }

    /** Where it starts, and ends if it has no parts. */
    default Span span() {
        return parts().get(0).span();
    }

    record And(List<Condition> parts) implements Condition {}

    record Or(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {
        @Override
        public List<Condition> parts() {
            return List.of(part);
        }
    }

    /** Unknown where either side is. */
    record Comparison(Operand left, Operator operator, Operand right, Span span) implements Condition {}

    /** {@code == null}: the one condition that is never unknown itself. */
    record IsUnknown(Operand operand, boolean negated, Span span) implements Condition {}

    record Membership(Operand left, List<Operand> members, boolean negated, Span span) implements Condition {}

    /** The whole text matches. */
    record Matching(Operand left, Pattern pattern, Span span) implements Condition {}

    /**
     * The text mentions one of these at least.
     *
     * @param book in which the policy's phrases are looked up, all in one pass over the text
     */
    record Mentioning(Operand left, List<Sought> sought, Phrasebook book, Span span) implements Condition {

        boolean in(String text) {
            return book.mentions(text, sought);
        }
    }

    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(symbol);
        }

        String symbol() {
            return symbol;
        }

        boolean ordering() {
            return this != EQUAL && this != NOT_EQUAL;
        }

        Operator opposite() {
            return switch (this) {
                case EQUAL -> NOT_EQUAL;
                case NOT_EQUAL -> EQUAL;
                case LESS -> GREATER_OR_EQUAL;
                case LESS_OR_EQUAL -> GREATER;
                case GREATER -> LESS_OR_EQUAL;
                case GREATER_OR_EQUAL -> LESS;
            };
        }
    }

    /** What a comparison compares. */
    sealed interface Operand {
        ValueType type();

        boolean nullable();
    }

    /** A field of the fact that the pattern matches. */
    record FieldOf(Field field) implements Operand {
        @Override
        public ValueType type() {
            return field.type();
        }

        @Override
        public boolean nullable() {
            return field.nullable();
        }
    }

    /**
     * A value bound further up.
     *
     * @param counted whether accumulate made it, so that Drools may hold it as another kind of number
     * @param number unique in its branch of the rule
     */
    record Variable(String name, ValueType type, boolean nullable, boolean counted, int number) implements Operand {}

    /** @param value a Boolean, Integer, Double or String; of an enum the constant's position */
    record Constant(Object value, ValueType type) implements Operand {
        @Override
        public boolean nullable() {
            return false;
        }
    }
}
