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
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Makes a checked condition runnable, with Kleene's logic. Nothing is generated: a condition is data, so an author's text
 * can never become code.
 */
final class TestCompiler {

    private final Function<Field, FieldReader> fields;
    private final Function<Variable, Test.Value> variables;

    /**
     * @param fields how the fields of the matched fact are read
     * @param variables where the values are that other patterns bound
     */
    TestCompiler(Function<Field, FieldReader> fields, Function<Variable, Test.Value> variables) {
        this.fields = fields;
        this.variables = variables;
    }

    Test compile(Condition condition) {
        if (condition instanceof And and) {
            return all(and.parts(), Truth.FALSE);
        }
        if (condition instanceof Or or) {
            return all(or.parts(), Truth.TRUE);
        }
        if (condition instanceof Not not) {
            Test part = compile(not.part());
            return (fact, others) -> part.on(fact, others).not();
        }
        if (condition instanceof IsUnknown unknown) {
            Test.Value value = value(unknown.operand());
            boolean negated = unknown.negated();
            return (fact, others) -> Truth.of((value.in(fact, others) == null) != negated);
        }
        if (condition instanceof Membership membership) {
            return membership(membership);
        }
        if (condition instanceof Matching matching) {
            Test.Value text = value(matching.left());
            com.google.re2j.Pattern pattern = matching.pattern();
            return (fact, others) -> {
                Object value = text.in(fact, others);
                return value == null ? Truth.UNKNOWN : Truth.of(pattern.matches((String) value));
            };
        }
        if (condition instanceof Mentioning mentioning) {
            Test.Value text = value(mentioning.left());
            return (fact, others) -> {
                Object value = text.in(fact, others);
                return value == null ? Truth.UNKNOWN : Truth.of(mentioning.in((String) value));
            };
        }
        return comparison((Comparison) condition);
    }

    /** Of `and` one false part decides, of `or` one true; else an unknown part leaves the whole unknown. */
    private Test all(List<Condition> parts, Truth deciding) {
        Test[] tests = parts.stream().map(this::compile).toArray(Test[]::new);
        Truth neutral = deciding.not();
        if (tests.length == 1) {
            return tests[0];
        }
        return (fact, others) -> {
            Truth whole = neutral;
            for (Test test : tests) {
                Truth part = test.on(fact, others);
                if (part == deciding) {
                    return deciding;
                }
                if (part == Truth.UNKNOWN) {
                    whole = Truth.UNKNOWN;
                }
            }
            return whole;
        };
    }

    private Test membership(Membership membership) {
        List<Condition> equal = membership.members().stream()
                .map(member -> (Condition) new Comparison(membership.left(), Operator.EQUAL, member, membership.span()))
                .toList();
        Condition any = new Or(equal);
        return compile(membership.negated() ? new Not(any) : any);
    }

    private Test comparison(Comparison comparison) {
        Test.Value left = value(comparison.left());
        Test.Value right = value(comparison.right());
        boolean numbers = comparison.left().type().isNumber();
        Operator operator = comparison.operator();
        return (fact, others) -> {
            Object first = left.in(fact, others);
            Object second = right.in(fact, others);
            if (first == null || second == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(
                    numbers
                            ? holds(operator, ((Number) first).doubleValue(), ((Number) second).doubleValue())
                            : first.equals(second) == (operator == Operator.EQUAL));
        };
    }

    /** An Integer is exact as a double. */
    private static boolean holds(Operator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }

    Test.Value value(Operand operand) {
        if (operand instanceof FieldOf field) {
            FieldReader reader = fields.apply(field.field());
            return (fact, others) -> reader.read(fact);
        }
        if (operand instanceof Constant constant) {
            Object value = constant.value();
            return (fact, others) -> value;
        }
        return Objects.requireNonNull(variables.apply((Variable) operand));
    }
}
