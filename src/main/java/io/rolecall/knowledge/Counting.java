package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an accumulate comes to.
 *
 * @param truth unknown where it is not known what counts, or what something that counts amounts to; false where a condition
 *     on the numbers is, or there is no smallest, largest or average because nothing counts
 * @param counted the facts that surely count
 * @param values by variable name; null where there is none
 */
record Counting(Truth truth, List<Row> counted, Map<String, @Nullable Object> values) {

    static Counting of(Accumulation accumulation, Scope scope, WorkingMemory memory) {
        List<Row> counted = new ArrayList<>();
        boolean sure = true;
        for (Row row : memory.of(accumulation.source().type())) {
            Truth counts = scope.with(accumulation.source(), row)
                    .truth(accumulation.source().condition());
            boolean known = accumulation.aggregates().stream()
                    .map(Aggregate::argument)
                    .allMatch(argument -> argument == null || row.get(argument) != null);
            sure &= counts == Truth.FALSE || counts == Truth.TRUE && known;
            if (counts == Truth.TRUE && known) {
                counted.add(row);
            }
        }
        counted.sort(Row::compareTo);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Aggregate aggregate : accumulation.aggregates()) {
            values.put(aggregate.variable().name(), sure ? value(aggregate, counted) : null);
        }
        return new Counting(truth(accumulation, scope, sure, values), counted, values);
    }

    private static Truth truth(
            Accumulation accumulation, Scope scope, boolean sure, Map<String, @Nullable Object> values) {
        if (!sure) {
            return Truth.UNKNOWN;
        }
        return values.containsValue(null) ? Truth.FALSE : scope.with(values).truth(accumulation.condition());
    }

    private static @Nullable Object value(Aggregate aggregate, List<Row> counted) {
        Field argument = aggregate.argument();
        if (aggregate.function() == Element.Function.COUNT || argument == null) {
            return counted.size();
        }
        List<Number> numbers = counted.stream()
                .map(row -> (Number) Objects.requireNonNull(row.get(argument)))
                .toList();
        double sum = sum(numbers);
        Stream<Number> ordered = numbers.stream().sorted(Comparator.comparing(Scope::exact));
        boolean whole = argument.type() == ValueType.Simple.INTEGER;
        return switch (aggregate.function()) {
            case SUM -> whole ? (Object) (int) sum : (Object) sum;
            case MIN -> ordered.findFirst().orElse(null);
            case MAX -> ordered.reduce((one, other) -> other).orElse(null);
            default -> numbers.isEmpty() ? null : (Object) (sum / numbers.size());
        };
    }

    /** Of the numbers as people write them, so that 0.1 and 0.2 make 0.3; it ends where a Double does. */
    private static double sum(List<Number> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Number number : numbers) {
            sum = sum.add(new BigDecimal(number.toString()));
        }
        double rounded = sum.doubleValue();
        return Double.isInfinite(rounded) ? Math.copySign(Double.MAX_VALUE, rounded) : rounded;
    }
}
