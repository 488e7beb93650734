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
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.knowledge.Condition.Or;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Element.Binding;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import io.rolecall.vocabulary.Words;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition may speak of, and by it what the condition comes to: true, false or unknown.
 *
 * @param row the fact that the pattern is held against; null in the conditions on what accumulate counted
 * @param bound by variable name; null is unknown
 */
record Scope(@Nullable Row row, Map<String, @Nullable Object> bound) {

    static final Scope EMPTY = new Scope(null, Map.of());

    /** The same with the pattern held against a fact. */
    Scope with(Pattern pattern, Row candidate) {
        if (pattern.bindings().isEmpty()) {
            return new Scope(candidate, bound);
        }
        Map<String, @Nullable Object> more = new HashMap<>(bound);
        for (Binding binding : pattern.bindings()) {
            more.put(binding.variable().name(), candidate.get(binding.field()));
        }
        return new Scope(candidate, more);
    }

    Scope with(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> more = new HashMap<>(bound);
        more.putAll(values);
        return new Scope(null, more);
    }

    Truth truth(Condition condition) {
        if (condition instanceof And and) {
            Truth all = Truth.TRUE;
            for (Condition part : and.parts()) {
                all = all.and(truth(part));
            }
            return all;
        }
        if (condition instanceof Or or) {
            Truth any = Truth.FALSE;
            for (Condition part : or.parts()) {
                any = any.or(truth(part));
            }
            return any;
        }
        if (condition instanceof Not not) {
            return truth(not.part()).not();
        }
        if (condition instanceof IsUnknown unknown) {
            return Truth.of((value(unknown.operand()) == null) != unknown.negated());
        }
        if (condition instanceof Membership membership) {
            Truth any = Truth.FALSE;
            for (Operand member : membership.members()) {
                any = any.or(compare(membership.left(), Operator.EQUAL, member));
            }
            return membership.negated() ? any.not() : any;
        }
        if (condition instanceof Matching matching) {
            Object text = value(matching.left());
            return text == null ? Truth.UNKNOWN : Truth.of(matching.pattern().matches((String) text));
        }
        if (condition instanceof Mentioning mentioning) {
            Object text = value(mentioning.left());
            return text == null ? Truth.UNKNOWN : Truth.of(mentions((String) text, mentioning));
        }
        Comparison comparison = (Comparison) condition;
        return compare(comparison.left(), comparison.operator(), comparison.right());
    }

    /** Each phrase on its own, where the engine looks for all in one pass. */
    private static boolean mentions(String text, Mentioning mentioning) {
        Words words = mentioning.book().words(text);
        return mentioning.sought().stream().anyMatch(one -> !one.in(words).isEmpty());
    }

    private Truth compare(Operand left, Operator operator, Operand right) {
        Object first = value(left);
        Object second = value(right);
        if (first == null || second == null) {
            return Truth.UNKNOWN;
        }
        if (!(first instanceof Number one) || !(second instanceof Number other)) {
            return Truth.of(first.equals(second) == (operator == Operator.EQUAL));
        }
        int order = exact(one).compareTo(exact(other));
        return Truth.of(
                switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }

    /** Unknown where it takes a value that nothing bound, because no fact met the pattern that binds it. */
    Truth truthIfBound(Condition condition) {
        return binds(condition) ? truth(condition) : Truth.UNKNOWN;
    }

    boolean binds(Condition condition) {
        return binds(condition, bound.keySet());
    }

    boolean binds(Quantified quantified) {
        Set<String> inside = new HashSet<>(bound.keySet());
        for (Pattern pattern : quantified.patterns()) {
            pattern.bindings().forEach(binding -> inside.add(binding.variable().name()));
            if (!binds(pattern.condition(), inside)) {
                return false;
            }
        }
        return true;
    }

    private static boolean binds(Condition condition, Set<String> names) {
        for (Condition part : condition.parts()) {
            if (!binds(part, names)) {
                return false;
            }
        }
        for (Operand operand : ConditionKey.operands(condition)) {
            if (operand instanceof Variable variable && !names.contains(variable.name())) {
                return false;
            }
        }
        return true;
    }

    /** What a condition read there. */
    ConditionOutcome.Actual actual(Spelling.Place place) {
        String name = "";
        if (place.operand() instanceof Variable variable) {
            name = variable.name();
        } else if (place.operand() instanceof FieldOf field) {
            FactType type = Objects.requireNonNull(row).type();
            String score = type.equals(FactType.SCORE) ? "." + row.values().get("leaning") : "";
            name = type.member() + score + "." + field.field().name();
        }
        return new ConditionOutcome.Actual(name, value(place.operand()), place.column());
    }

    static BigDecimal exact(Number number) {
        return new BigDecimal(number.doubleValue());
    }

    @Nullable
    Object value(Operand operand) {
        if (operand instanceof FieldOf field) {
            return Objects.requireNonNull(row).get(field.field());
        }
        if (operand instanceof Constant constant) {
            return Row.named(constant.type(), constant.value());
        }
        return bound.get(((Variable) operand).name());
    }
}
