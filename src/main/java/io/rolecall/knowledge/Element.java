package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Variable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a rule's {@code when}, checked. {@code or} is gone: each of its branches is a list of these. */
sealed interface Element {

    /** @param fields those that the condition and the bindings read, in the order of the text */
    record Pattern(FactType type, List<Binding> bindings, Condition.And condition, List<Field> fields)
            implements Element {}

    record Binding(Variable variable, Field field) {}

    /** @param exists true for {@code exists}, false for {@code not} */
    record Quantified(boolean exists, List<Pattern> patterns) implements Element {}

    record Accumulation(Pattern source, List<Aggregate> aggregates, Condition.And condition) implements Element {}

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
