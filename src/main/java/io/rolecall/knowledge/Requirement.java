package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.IsUnknown;
import io.rolecall.knowledge.Condition.Matching;
import io.rolecall.knowledge.Condition.Membership;
import io.rolecall.knowledge.Condition.Mentioning;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.vocabulary.Sought;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a condition wants of the value on its left, in words: {@code at least 3}. */
final class Requirement {

    private Requirement() {}

    /** @param text the condition's, which is all there is to say where it has parts or a fixed value on its left */
    static String of(Condition condition, String text, Scope scope) {
        if (condition instanceof IsUnknown unknown) {
            return unknown.negated() ? "known" : "unknown";
        }
        if (condition instanceof Membership membership) {
            return (membership.negated() ? "none of " : "one of ") + list(membership.members(), scope);
        }
        if (condition instanceof Matching matching) {
            return "a text like \"" + matching.pattern().pattern() + "\"";
        }
        if (condition instanceof Mentioning mentioning) {
            return "mentions " + mentioning.sought().stream().map(Sought::text).collect(Collectors.joining(" or "));
        }
        if (!(condition instanceof Comparison comparison) || comparison.left() instanceof Constant) {
            return text;
        }
        String right = Texts.of(scope.value(comparison.right()));
        return switch (comparison.operator()) {
            case EQUAL -> right;
            case NOT_EQUAL -> "not " + right;
            case LESS -> "less than " + right;
            case LESS_OR_EQUAL -> "at most " + right;
            case GREATER -> "more than " + right;
            case GREATER_OR_EQUAL -> "at least " + right;
        };
    }

    /** How far the number on the left is from one that meets a comparison that does not hold; null where there is no such number. */
    static @Nullable Double missedBy(Condition condition, Scope scope) {
        if (!(condition instanceof Comparison comparison)
                || !comparison.left().type().isNumber()
                || !(scope.value(comparison.left()) instanceof Number left)
                || !(scope.value(comparison.right()) instanceof Number right)) {
            return null;
        }
        double apart = Math.abs(left.doubleValue() - right.doubleValue());
        boolean beyond = comparison.operator() == Operator.LESS || comparison.operator() == Operator.GREATER;
        boolean whole = left instanceof Integer && right instanceof Integer;
        return comparison.operator() == Operator.NOT_EQUAL ? null : Double.valueOf(beyond && whole ? apart + 1 : apart);
    }

    private static String list(List<Operand> members, Scope scope) {
        return members.stream().map(member -> Texts.of(scope.value(member))).collect(Collectors.joining(", "));
    }
}
