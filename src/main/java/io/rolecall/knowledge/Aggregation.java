package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Aggregate;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
        if (function == Element.Function.COUNT) {
            return (double) facts.size();
        }
        List<Double> numbers = facts.stream()
                .map(fact -> ((Number) Objects.requireNonNull(reader.read(fact))).doubleValue())
                .toList();
        return switch (function) {
            case MIN -> numbers.stream().min(Comparator.naturalOrder()).orElse(null);
            case MAX -> numbers.stream().max(Comparator.naturalOrder()).orElse(null);
            case AVERAGE -> numbers.isEmpty() ? null : Double.valueOf(sum(numbers) / numbers.size());
            default -> sum(numbers);
        };
    }

    /** Added up as people write them: 0.1 and 0.2 make 0.3, and Drools' order does not show in the last digit. */
    private static double sum(List<Double> numbers) {
        double sum = numbers.stream()
                .map(BigDecimal::valueOf)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
    }
}
