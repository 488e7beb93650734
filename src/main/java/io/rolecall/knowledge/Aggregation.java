package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Aggregate;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What accumulate makes of the facts it collected. */
final class Aggregation {

    private Aggregation() {}

    /** Reads the aggregate's value from the collected facts. */
    static FieldReader reader(Aggregate aggregate, Element.Pattern source) {
        Field argument = aggregate.argument();
        FieldReader reader = argument == null ? fact -> 1 : FieldReader.of(source, argument);
        boolean whole = aggregate.variable().type() == ValueType.Simple.INTEGER;
        return facts -> {
            Double value = value(aggregate.function(), (Collection<?>) facts, reader);
            return value != null && whole ? (Object) Integer.valueOf(value.intValue()) : value;
        };
    }

    private static @Nullable Double value(Element.Function function, Collection<?> facts, FieldReader reader) {
        DoubleStream numbers = facts.stream()
                .mapToDouble(fact -> function == Element.Function.COUNT
                        ? 1
                        : ((Number) Objects.requireNonNull(reader.read(fact))).doubleValue())
                .sorted(); // Drools' order is its own, and the last digit of a sum depends on it
        return switch (function) {
            case COUNT, SUM -> numbers.sum();
            case MIN -> boxed(numbers.min());
            case MAX -> boxed(numbers.max());
            case AVERAGE -> boxed(numbers.average());
        };
    }

    private static @Nullable Double boxed(java.util.OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
