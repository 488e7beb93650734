package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a rule's {@code when}, checked. {@code or} is gone: each of its branches is a list of these. */
sealed interface Element {

    /** Where it stands: the fact's name, or the word before it. */
    Span span();

    /** The patterns in it, in the order of the text. */
    List<Pattern> patterns();

    /** @param reads what the condition and the bindings read, in the order of the text */
    record Pattern(FactType type, List<Binding> bindings, Condition.And condition, List<Read> reads, Span span)
            implements Element {

        @Override
        public List<Pattern> patterns() {
            return List.of(this);
        }
    }

    record Binding(Variable variable, Field field, FieldReader reader) {

        Binding(Variable variable, Field field, FactType type) {
            this(variable, field, FieldReader.of(type, field));
        }
    }

    /**
     * A field that a rule reads.
     *
     * @param searched whether it is a text that is only searched: then its beginning is shown, and where it mentions what
     */
    record Read(Field field, FieldReader reader, boolean searched) {

        /** Of a text that is only searched, in characters. */
        private static final int BEGINNING = 100;

        Read(FactType type, Field field, boolean searched) {
            this(field, FieldReader.of(type, field), searched);
        }

        /** As JSON carries it. */
        @Nullable
        Object shown(Object fact) {
            return shownOf(Firing.shown(field.type(), reader.read(fact)));
        }

        /** What is shown of a value; else each signal would repeat the whole text. */
        @Nullable
        Object shownOf(@Nullable Object value) {
            if (!searched || !(value instanceof String text) || text.length() <= BEGINNING) {
                return value;
            }
            int end = Character.isHighSurrogate(text.charAt(BEGINNING - 1)) ? BEGINNING - 1 : BEGINNING;
            return text.substring(0, end) + "…";
        }
    }

    /** @param exists true for {@code exists}, false for {@code not} */
    record Quantified(boolean exists, List<Pattern> patterns, Span span) implements Element {}

    record Accumulation(Pattern source, List<Aggregate> aggregates, Condition.And condition, Span span)
            implements Element {

        @Override
        public List<Pattern> patterns() {
            return List.of(source);
        }
    }

    /** @param argument null for a count of everything that matches */
    record Aggregate(
            Variable variable, Function function, @Nullable Field argument) {}

    enum Function {
        SUM,
        COUNT,
        MIN,
        MAX,
        AVERAGE
    }
}
