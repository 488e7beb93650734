package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Aggregate;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.Match;

/** Reads from a match of Drools what the branch that matched bound. */
final class MatchValues {

    private MatchValues() {}

    /** The object that the n-th element of a branch matched; null for a recommendation that is not there. */
    static @Nullable Object object(Pattern pattern, int element, Match match) {
        return Situation.holds(pattern)
                ? Situation.find(match.getDeclarationValue(BranchRenderer.SITUATION), pattern)
                : match.getDeclarationValue(BranchRenderer.objectName(element));
    }

    /** What the n-th element of a branch, an accumulate, collected. */
    static Collection<?> counted(int element, Match match) {
        return (Collection<?>) match.getDeclarationValue(BranchRenderer.objectName(element));
    }

    static Map<Variable, @Nullable Object> of(Rule.Branch branch, Match match) {
        if (branch.variables().isEmpty()) {
            return Map.of();
        }
        Map<Variable, @Nullable Object> values = new HashMap<>();
        List<Element> elements = branch.elements();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Pattern pattern) {
                for (Binding binding : pattern.bindings()) {
                    values.put(
                            binding.variable(),
                            binding.reader().read(Objects.requireNonNull(object(pattern, i, match))));
                }
            } else if (elements.get(i) instanceof Accumulation accumulation) {
                for (Aggregate aggregate : accumulation.aggregates()) {
                    values.put(
                            aggregate.variable(),
                            Aggregation.reader(aggregate, accumulation.source()).read(counted(i, match)));
                }
            }
        }
        return values;
    }

    /** The fact that a rule inserts when this match fires. */
    static DerivedFact inserted(FactType type, Rule.Branch branch, Match match) {
        Map<Variable, @Nullable Object> values = of(branch, match);
        @Nullable Object[] arguments = new Object[branch.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            Operand argument = branch.arguments().get(i);
            arguments[i] = argument instanceof Variable variable
                    ? values.get(variable)
                    : ((Condition.Constant) argument).value();
        }
        return new DerivedFact(type, arguments);
    }
}
