package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.And;
import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.IsUnknown;
import io.rolecall.knowledge.Condition.Matching;
import io.rolecall.knowledge.Condition.Membership;
import io.rolecall.knowledge.Condition.Not;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.knowledge.Condition.Or;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.ValueType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a three-valued condition as a two-valued one that Drools can run. {@code certain} prints when it is known to
 * hold (or known not to); {@code possible} when it may. Drools itself knows no unknown: it takes null for a value.
 */
final class ConditionRenderer {

    static final String TRUE = "true";
    static final String FALSE = "false";

    private ConditionRenderer() {}

    /** Where the condition's value is known to be the given one. */
    static String certain(Condition condition, boolean value) {
        if (condition instanceof And and) {
            return join(and.parts(), value, part -> certain(part, value));
        }
        if (condition instanceof Or or) {
            return join(or.parts(), !value, part -> certain(part, value));
        }
        if (condition instanceof Not not) {
            return certain(not.part(), !value);
        }
        if (condition instanceof Membership in) {
            return certain(spelledOut(in), value);
        }
        if (condition instanceof IsUnknown unknown) {
            return unknown(unknown, value);
        }
        return all(
                Stream.concat(
                        operands(condition).stream().filter(Operand::nullable).map(ConditionRenderer::known),
                        Stream.of(plain(condition, value))),
                " && ");
    }

    /** Where the condition's value is the given one, or unknown. */
    static String possible(Condition condition, boolean value) {
        if (condition instanceof And and) {
            return join(and.parts(), value, part -> possible(part, value));
        }
        if (condition instanceof Or or) {
            return join(or.parts(), !value, part -> possible(part, value));
        }
        if (condition instanceof Not not) {
            return possible(not.part(), !value);
        }
        if (condition instanceof Membership in) {
            return possible(spelledOut(in), value);
        }
        if (condition instanceof IsUnknown unknown) {
            return unknown(unknown, value);
        }
        return all(
                Stream.concat(
                        operands(condition).stream().filter(Operand::nullable).map(ConditionRenderer::unknown),
                        Stream.of(plain(condition, value))),
                " || ");
    }

    /** Whether it can be unknown at all. */
    static boolean threeValued(Condition condition) {
        if (condition instanceof And and) {
            return and.parts().stream().anyMatch(ConditionRenderer::threeValued);
        }
        if (condition instanceof Or or) {
            return or.parts().stream().anyMatch(ConditionRenderer::threeValued);
        }
        if (condition instanceof Not not) {
            return threeValued(not.part());
        }
        if (condition instanceof Membership in) {
            return threeValued(spelledOut(in));
        }
        return !(condition instanceof IsUnknown) && operands(condition).stream().anyMatch(Operand::nullable);
    }

    static String known(Operand operand) {
        return print(operand) + " != null";
    }

    static String unknown(Operand operand) {
        return print(operand) + " == null";
    }

    static String print(Operand operand) {
        if (operand instanceof FieldOf field) {
            return "f".equals(prefix(field.field()))
                    ? "f" + field.field().number()
                    : field.field().name();
        }
        if (operand instanceof Variable variable) {
            return "$v" + variable.number();
        }
        Object value = ((Constant) operand).value();
        if (value instanceof String text) {
            return isPlain(text) ? '"' + text + '"' : "Literals.text( \"" + Literals.hex(text) + "\" )";
        }
        return value instanceof Double ? value + "d" : value.toString();
    }

    /** The vocabulary's fields keep their names; a declared fact's are numbered. */
    private static String prefix(Field field) {
        return field.nullable() ? "f" : "";
    }

    private static boolean isPlain(String text) {
        return text.chars()
                .allMatch(c -> c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z');
    }

    private static String unknown(IsUnknown condition, boolean value) {
        if (!condition.operand().nullable()) {
            return condition.negated() == value ? TRUE : FALSE;
        }
        return condition.negated() == value ? known(condition.operand()) : unknown(condition.operand());
    }

    private static Condition spelledOut(Membership in) {
        List<Condition> equal = new ArrayList<>();
        for (Operand member : in.members()) {
            equal.add(new Comparison(in.left(), Operator.EQUAL, member, in.span()));
        }
        Condition any = new Or(equal);
        return in.negated() ? new Not(any) : any;
    }

    private static List<Operand> operands(Condition condition) {
        if (condition instanceof Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        }
        return List.of(((Matching) condition).left());
    }

    private static String plain(Condition condition, boolean value) {
        if (condition instanceof Matching matching) {
            return (value ? "" : "!") + "Literals.matches( " + print(matching.left()) + ", \""
                    + Literals.hex(matching.pattern().pattern()) + "\" )";
        }
        Comparison comparison = (Comparison) condition;
        Operator operator =
                value ? comparison.operator() : comparison.operator().opposite();
        boolean mixed = isCounted(comparison.left())
                || isCounted(comparison.right())
                || comparison.left().type().isNumber()
                        && comparison.left().type() != comparison.right().type();
        return number(comparison.left(), mixed) + " " + operator.symbol() + " " + number(comparison.right(), mixed);
    }

    private static boolean isCounted(Operand operand) {
        return operand instanceof Variable variable && variable.counted();
    }

    private static String number(Operand operand, boolean asDouble) {
        if (!asDouble) {
            return print(operand);
        }
        return operand instanceof Constant constant
                ? ((Number) constant.value()).doubleValue() + "d"
                : "Literals.decimal( " + print(operand) + " )";
    }

    /** As the value of a declared field. */
    static String argument(Operand operand) {
        if (!isCounted(operand)) {
            return print(operand);
        }
        return (operand.type() == Simple.INTEGER ? "Literals.integer( " : "Literals.decimal( ") + print(operand) + " )";
    }

    private interface Printer {
        String print(Condition part);
    }

    /** @param and whether every part is needed, or one of them */
    private static String join(List<Condition> parts, boolean and, Printer printer) {
        String neutral = and ? TRUE : FALSE;
        String deciding = and ? FALSE : TRUE;
        List<String> printed = parts.stream()
                .map(printer::print)
                .filter(text -> !text.equals(neutral))
                .toList();
        if (printed.isEmpty()) {
            return neutral;
        }
        return printed.contains(deciding) ? deciding : all(printed.stream(), and ? " && " : " || ");
    }

    private static String all(Stream<String> parts, String operator) {
        List<String> texts = parts.toList();
        return texts.size() == 1 ? texts.get(0) : texts.stream().collect(Collectors.joining(operator, "(", ")"));
    }
}
