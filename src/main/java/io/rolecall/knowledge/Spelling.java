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
import io.rolecall.knowledge.ValueType.EnumType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a checked condition as its author did, on one line and evenly spaced, and notes where in the text its fields and
 * bound values stand.
 */
final class Spelling {

    /** A field or bound value, and the column, from 0, where it starts. */
    record Place(Operand operand, int column) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Place> places = new ArrayList<>();

    private Spelling() {}

    static Spelling of(Condition condition) {
        Spelling spelling = new Spelling();
        spelling.condition(condition);
        return spelling;
    }

    static String of(Operand operand) {
        return name(operand);
    }

    /** The whole pattern: {@code Models( $status : status, live > 0 )}. */
    static String of(Element.Pattern pattern) {
        Spelling spelling = new Spelling();
        List<String> parts = new ArrayList<>();
        pattern.bindings()
                .forEach(binding -> parts.add(
                        binding.variable().name() + " : " + binding.field().name()));
        pattern.condition().parts().forEach(part -> parts.add(of(part).text()));
        spelling.text.append(pattern.type().name()).append('(');
        return spelling.text
                .append(parts.isEmpty() ? "" : " ")
                .append(String.join(", ", parts))
                .append(parts.isEmpty() ? ")" : " )")
                .toString();
    }

    static String of(Element.Quantified quantified) {
        String patterns = String.join(
                " and ", quantified.patterns().stream().map(Spelling::of).toList());
        return (quantified.exists() ? "exists " : "not ")
                + (quantified.patterns().size() > 1 ? "( " + patterns + " )" : patterns);
    }

    static String of(Element.Accumulation accumulation) {
        List<String> numbers = accumulation.aggregates().stream()
                .map(one -> one.variable().name() + " : "
                        + one.function().name().toLowerCase(java.util.Locale.ROOT) + "( "
                        + bound(one.argument(), accumulation.source()) + " )")
                .toList();
        return "accumulate( " + of(accumulation.source()) + "; " + String.join(", ", numbers) + " )";
    }

    private static String bound(@Nullable Field field, Element.Pattern source) {
        return source.bindings().stream()
                .filter(binding -> binding.field().equals(field))
                .map(binding -> binding.variable().name())
                .findFirst()
                .orElse("1");
    }

    String text() {
        return text.toString();
    }

    List<Place> places() {
        return places;
    }

    private void condition(Condition condition) {
        if (condition instanceof And and) {
            joined(and.parts(), " && ");
        } else if (condition instanceof Or or) {
            joined(or.parts(), " || ");
        } else if (condition instanceof Not not) {
            text.append('!');
            nested(
                    not.part(),
                    !isFlag(not.part()) && !(not.part() instanceof Not) && !(not.part() instanceof Mentioning));
        } else if (condition instanceof IsUnknown unknown) {
            operand(unknown.operand());
            text.append(unknown.negated() ? " != null" : " == null");
        } else if (condition instanceof Membership membership) {
            operand(membership.left());
            text.append(membership.negated() ? " not in ( " : " in ( ");
            for (int i = 0; i < membership.members().size(); i++) {
                text.append(i == 0 ? "" : ", ");
                operand(membership.members().get(i));
            }
            text.append(" )");
        } else if (condition instanceof Matching matching) {
            operand(matching.left());
            text.append(" matches \"").append(matching.pattern().pattern()).append('"');
        } else if (condition instanceof Mentioning mentioning) {
            text.append("mentions( ");
            operand(mentioning.left());
            mentioning.sought().forEach(sought -> text.append(", ").append(sought));
            text.append(" )");
        } else {
            comparison((Comparison) condition);
        }
    }

    private void joined(List<Condition> parts, String operator) {
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : operator);
            Condition part = parts.get(i);
            nested(part, part instanceof Or || part instanceof And && operator.equals(" && "));
        }
    }

    private void nested(Condition part, boolean brackets) {
        text.append(brackets ? "( " : "");
        condition(part);
        text.append(brackets ? " )" : "");
    }

    private void comparison(Comparison comparison) {
        operand(comparison.left());
        if (!isFlag(comparison)) {
            text.append(' ').append(comparison.operator().symbol()).append(' ');
            operand(comparison.right());
        }
    }

    /** {@code flag} alone means {@code flag == true}; it is what spans no more than its name. */
    private static boolean isFlag(Condition condition) {
        return condition instanceof Comparison comparison
                && comparison.left() instanceof FieldOf field
                && comparison.span().endColumn() - comparison.span().column()
                        == field.field().name().length();
    }

    private void operand(Operand operand) {
        if (!(operand instanceof Constant)) {
            places.add(new Place(operand, text.codePointCount(0, text.length())));
        }
        text.append(name(operand));
    }

    private static String name(Operand operand) {
        if (operand instanceof FieldOf field) {
            return field.field().name();
        }
        if (operand instanceof Variable variable) {
            return variable.name();
        }
        Constant constant = (Constant) operand;
        Object value = Row.named(constant.type(), constant.value());
        if (constant.type() instanceof EnumType declared) {
            return declared.name() + "." + value;
        }
        return value instanceof String ? "\"" + value + "\"" : Texts.of(value);
    }
}
