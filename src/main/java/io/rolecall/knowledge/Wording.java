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
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.vocabulary.Sought;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions on one fact in plain words: a field by its question, a constant by its label, an id by its title. */
final class Wording {

    private final RuleSentence.Titles titles;
    private final Map<String, String> bound = new HashMap<>();

    private FactType type = FactType.RECOMMENDATION;
    private @Nullable String leaning;
    private boolean named; // whether the score was: its lead, and not the lead of the same again

    Wording(RuleSentence.Titles titles) {
        this.titles = titles;
    }

    /** The conditions that follow are on this fact. */
    void turnTo(Element.Pattern pattern) {
        type = pattern.type();
        leaning = type.equals(FactType.SCORE) ? Situation.leaning(pattern) : null;
        named = false;
        for (Element.Binding binding : pattern.bindings()) {
            String name = noun(binding.field());
            bind(binding.variable(), asksFor(binding.field()) ? "the answer to " + name : name);
        }
        named = false;
    }

    void bind(Variable variable, String noun) {
        bound.put(variable.name(), noun);
    }

    /** What a text says of a bound value. */
    String bound(String variable) {
        return bound.getOrDefault(variable, variable);
    }

    /** @param negated whether the opposite is said: a condition that is unknown has an opposite that is unknown */
    Phrase of(Condition condition, boolean negated) {
        if (condition instanceof Not not) {
            return of(not.part(), !negated);
        }
        if (condition instanceof And || condition instanceof Or) {
            List<Phrase> parts =
                    condition.parts().stream().map(part -> of(part, negated)).toList();
            return condition instanceof And == negated ? Phrase.any(parts) : Phrase.together(parts);
        }
        if (condition instanceof IsUnknown unknown) {
            boolean known = unknown.negated() != negated;
            boolean asked = isAsked(unknown.operand());
            return phrase(unknown.operand(), (known ? "" : "not ") + (asked ? "answered" : "known"));
        }
        if (condition instanceof Membership membership) {
            List<String> members = membership.members().stream()
                    .map(member -> value(membership.left(), member))
                    .toList();
            return membership.negated() == negated
                    ? phrase(membership.left(), answered(membership.left(), "") + Phrase.listed(members, "or"))
                    : phrase(
                            membership.left(),
                            but(membership.left())
                                    + (members.size() == 1 ? "not " : "none of ")
                                    + Phrase.listed(members, "and"));
        }
        if (condition instanceof Matching matching) {
            return phrase(
                    matching.left(),
                    (negated ? "not " : "") + answered(matching.left(), "with ") + "a text like \""
                            + matching.pattern().pattern() + "\"");
        }
        if (condition instanceof Mentioning mentioning) {
            List<String> sought = mentioning.sought().stream().map(Sought::text).toList();
            String one = negated || sought.size() == 1 ? " " : " one of ";
            return phrase(
                    mentioning.left(),
                    answered(mentioning.left(), "with ") + "a text that " + (negated ? "does not mention" : "mentions")
                            + one + Phrase.listed(sought, "or"));
        }
        Comparison comparison = (Comparison) condition;
        return comparison(
                comparison.left(),
                negated ? comparison.operator().opposite() : comparison.operator(),
                comparison.right());
    }

    private Phrase comparison(Operand left, Operator operator, Operand right) {
        if (operator == Operator.NOT_EQUAL
                && right instanceof Constant constant
                && constant.value() instanceof Boolean flag) {
            return comparison(left, Operator.EQUAL, new Constant(!flag, constant.type()));
        }
        String value = value(left, right);
        return phrase(
                left,
                switch (operator) {
                    case EQUAL -> answered(left, "") + (right instanceof Constant ? "" : "the same as ") + value;
                    case NOT_EQUAL -> but(left) + "not " + value;
                    case LESS -> answered(left, "with ") + "less than " + value;
                    case LESS_OR_EQUAL -> answered(left, "with ") + "at most " + value;
                    case GREATER -> answered(left, "with ") + "more than " + value;
                    case GREATER_OR_EQUAL -> answered(left, "with ") + "at least " + value;
                });
    }

    private Phrase phrase(Operand left, String rest) {
        return new Phrase(left instanceof FieldOf field ? noun(field.field()) : value(left, left), rest);
    }

    private static boolean asksFor(Field field) {
        return field.ask() != null;
    }

    private static boolean isAsked(Operand operand) {
        return operand instanceof FieldOf field && asksFor(field.field());
    }

    private static String answered(Operand left, String with) {
        return isAsked(left) ? "answered " + with : "";
    }

    private static String but(Operand left) {
        return isAsked(left) ? "answered, but " : left.nullable() ? "known, but " : "";
    }

    private String noun(Field field) {
        if (asksFor(field)) {
            return "\"" + field.ask() + "\"";
        }
        if (type.equals(FactType.RECOMMENDATION)) {
            return "the recommendation";
        }
        String of = leaning == null ? "a score" : "\"" + titles.leaning(leaning) + "\"";
        if (!type.equals(FactType.SCORE)) {
            of = "\"" + type.title() + "\"";
        }
        boolean again = named;
        named = true;
        return again ? "its " + field.name() : "the " + field.name() + " of " + of;
    }

    /** What a field is held against. */
    private String value(Operand left, Operand operand) {
        if (operand instanceof Variable variable) {
            return bound(variable.name());
        }
        if (operand instanceof FieldOf field) {
            return asksFor(field.field()) ? "the answer to " + noun(field.field()) : noun(field.field());
        }
        Constant constant = (Constant) operand;
        if (constant.type() instanceof EnumType declared) {
            return "\"" + declared.labels().get((Integer) constant.value()) + "\"";
        }
        if (constant.value() instanceof Boolean flag) {
            return isAsked(left) ? (flag ? "yes" : "no") : flag.toString();
        }
        return constant.value() instanceof String text
                ? "\"" + (left instanceof FieldOf ? title(text) : text) + "\""
                : Texts.of(constant.value());
    }

    private String title(String text) {
        if (type.equals(FactType.RECOMMENDATION)) {
            return titles.outcome(text);
        }
        return type.equals(FactType.SCORE) ? titles.leaning(text) : text;
    }

    /** As a fact has it that a rule derives. */
    String value(Operand operand) {
        return value(operand, operand);
    }
}
