package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.And;
import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.IsUnknown;
import io.rolecall.knowledge.Condition.Matching;
import io.rolecall.knowledge.Condition.Membership;
import io.rolecall.knowledge.Condition.Mentioning;
import io.rolecall.knowledge.Condition.Not;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Or;
import io.rolecall.knowledge.Condition.Variable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names a condition by what it says, wherever it stands, so that rules that ask the same share the answer. */
final class ConditionKey {

    private ConditionKey() {}

    static String of(Condition condition) {
        if (condition instanceof And and) {
            return joined(and.parts(), " && ");
        }
        if (condition instanceof Or or) {
            return joined(or.parts(), " || ");
        }
        if (condition instanceof Not not) {
            return "!(" + of(not.part()) + ")";
        }
        if (condition instanceof IsUnknown unknown) {
            return key(unknown.operand()) + (unknown.negated() ? " != " : " == ") + "null";
        }
        if (condition instanceof Membership membership) {
            return key(membership.left())
                    + (membership.negated() ? " not in " : " in ")
                    + membership.members().stream().map(ConditionKey::key).collect(Collectors.joining(", "));
        }
        if (condition instanceof Matching matching) {
            return key(matching.left()) + " matches " + matching.pattern().pattern();
        }
        if (condition instanceof Mentioning mentioning) {
            return key(mentioning.left()) + " mentions "
                    + mentioning.sought().stream()
                            .map(Object::toString)
                            .map(text -> text.length() + text)
                            .collect(Collectors.joining(", "));
        }
        Comparison comparison = (Comparison) condition;
        return key(comparison.left()) + " " + comparison.operator().symbol() + " " + key(comparison.right());
    }

    /** What a pattern's fields belong to. */
    static String of(Element.Pattern pattern) {
        String score = pattern.type().equals(FactType.SCORE) ? of(pattern.condition()) : "";
        return pattern.type().name() + score;
    }

    /** The bound values that a condition takes from other patterns, or from its own. */
    static Set<Variable> variables(Condition condition) {
        Set<Variable> variables = new LinkedHashSet<>();
        collect(condition, variables);
        return variables;
    }

    private static void collect(Condition condition, Set<Variable> variables) {
        condition.parts().forEach(part -> collect(part, variables));
        for (Operand operand : operands(condition)) {
            if (operand instanceof Variable variable) {
                variables.add(variable);
            }
        }
    }

    /** What a condition compares itself; nothing where it has parts. */
    static List<Operand> operands(Condition condition) {
        if (condition instanceof And || condition instanceof Or || condition instanceof Not) {
            return List.of();
        }
        if (condition instanceof IsUnknown unknown) {
            return List.of(unknown.operand());
        }
        if (condition instanceof Membership membership) {
            return Stream.concat(Stream.of(membership.left()), membership.members().stream())
                    .toList();
        }
        if (condition instanceof Matching matching) {
            return List.of(matching.left());
        }
        if (condition instanceof Mentioning mentioning) {
            return List.of(mentioning.left());
        }
        Comparison comparison = (Comparison) condition;
        return List.of(comparison.left(), comparison.right());
    }

    private static String joined(List<Condition> parts, String operator) {
        return parts.stream().map(ConditionKey::of).collect(Collectors.joining(operator, "(", ")"));
    }

    /** A text is preceded by its length, so that no text can pass for something else. */
    private static String key(Operand operand) {
        if (operand instanceof FieldOf field) {
            return field.field().name();
        }
        if (operand instanceof Variable variable) {
            return variable.name();
        }
        Object value = ((Constant) operand).value();
        return value instanceof String text ? text.length() + "\"" + text + "\"" : value.toString();
    }
}
