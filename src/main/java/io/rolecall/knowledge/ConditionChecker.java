package io.rolecall.knowledge;

import com.google.re2j.PatternSyntaxException;
import io.rolecall.knowledge.Condition.Constant;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Condition.Operand;
import io.rolecall.knowledge.Condition.Operator;
import io.rolecall.knowledge.Condition.Variable;
import io.rolecall.knowledge.Syntax.Expression;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Value;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks up the names in one pattern's conditions and checks that what is compared can be compared. */
final class ConditionChecker {

    /** Of one condition; whoever pasted the same mistake a thousand times sees it in these. */
    private static final int TOLD_AT_ONCE = 5;

    @Nullable
    private final FactType type;

    private final Map<String, Variable> variables;
    private final Declarations declarations;
    private final Terms terms;
    private final Set<Field> fields = new LinkedHashSet<>();

    /** Texts that are searched, and of which nothing else is asked. */
    private final Set<Field> searched = new HashSet<>();

    private int termCount;

    /** @param type null where no fact is matched: in the conditions on what accumulate counted */
    ConditionChecker(@Nullable FactType type, Map<String, Variable> variables, Declarations declarations, Terms terms) {
        this.type = type;
        this.variables = variables;
        this.declarations = declarations;
        this.terms = terms;
    }

    /** What was read so far, in the order of the text. */
    List<Element.Read> reads() {
        FactType of = Objects.requireNonNull(type);
        return fields.stream()
                .map(field -> new Element.Read(of, field, searched.contains(field)))
                .toList();
    }

    Field field(Syntax.Name name) {
        Field field = type == null ? null : type.field(name.text());
        if (field == null) {
            throw noField(name);
        }
        if (declarations.unsure().contains(field)) {
            throw new Mistake.Follows(name);
        }
        fields.add(field);
        searched.remove(field);
        return field;
    }

    Condition check(Expression expression) {
        if (expression instanceof Syntax.And and) {
            return new Condition.And(each(and.parts(), this::check));
        }
        if (expression instanceof Syntax.Or or) {
            return new Condition.Or(each(or.parts(), this::check));
        }
        if (expression instanceof Syntax.Not not) {
            return new Condition.Not(check(not.part()));
        }
        if (termCount > Limits.TERMS_IN_A_CONDITION) {
            throw new Mistake.Follows(expression.span());
        }
        if (++termCount > Limits.TERMS_IN_A_CONDITION) {
            throw new Mistake(
                    Code.TOO_MANY,
                    expression.span(),
                    "A pattern has at most " + Limits.TERMS_IN_A_CONDITION + " comparisons.",
                    "Split the condition over several rules or a derived fact.");
        }
        if (expression instanceof Syntax.Comparison comparison) {
            return comparison(comparison);
        }
        if (expression instanceof Syntax.Membership membership) {
            return membership(membership);
        }
        if (expression instanceof Syntax.Matching matching) {
            return matching(matching);
        }
        if (expression instanceof Syntax.Mentioning mentioning) {
            termCount += mentioning.searched().size() - 1;
            return mentioning(mentioning);
        }
        return flag((Syntax.Flag) expression);
    }

    /** What is wrong in one part does not hide what is wrong in the next. */
    private static <S, T> List<T> each(List<S> parts, Function<S, T> check) {
        List<T> checked = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (S part : parts) {
            try {
                checked.add(check.apply(part));
            } catch (Mistake mistake) {
                mistakes.add(mistake);
                if (mistakes.size() == TOLD_AT_ONCE) {
                    break;
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw mistakes.size() == 1 ? mistakes.get(0) : new Mistake.Several(mistakes);
        }
        return List.copyOf(checked);
    }

    /** The left side; where it is wrong, so may be what it is compared with, if that means the same beside anything. */
    private Operand left(Value left, List<Value> others) {
        try {
            return operand(left, null);
        } catch (Mistake mistake) {
            List<Mistake> mistakes = new ArrayList<>(List.of(mistake));
            for (Value other : others) {
                if (other instanceof Syntax.ConstantName || other instanceof Syntax.VariableName) {
                    try {
                        operand(other, null);
                    } catch (Mistake second) {
                        mistakes.add(second);
                    }
                }
            }
            throw mistakes.size() == 1 ? mistake : new Mistake.Several(mistakes);
        }
    }

    private Condition flag(Syntax.Flag flag) {
        Operand operand = operand(flag.value(), null);
        if (operand.type() != Simple.BOOLEAN || operand instanceof Constant) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    flag.span(),
                    "Only a Boolean can stand alone; this is " + article(operand.type()) + ".",
                    "Compare it with something, with == for instance.");
        }
        if (operand instanceof Variable variable) {
            // Stock Drools makes code of it that does not compile.
            throw new Mistake(
                    Code.WRONG_TYPE,
                    flag.span(),
                    "Only a field can stand alone; this is a bound value (expected: " + variable.name() + " == true).",
                    null);
        }
        return new Condition.Comparison(operand, Operator.EQUAL, new Constant(true, Simple.BOOLEAN), flag.span());
    }

    private Condition comparison(Syntax.Comparison comparison) {
        Operator operator = Operator.of(comparison.operator().text());
        if (isNull(comparison.right()) || isNull(comparison.left())) {
            Value known = isNull(comparison.right()) ? comparison.left() : comparison.right();
            if (operator.ordering() || isNull(known)) {
                throw new Mistake(
                        Code.WRONG_NULL,
                        comparison.operator().span(),
                        "null can only be compared with == or !=.",
                        "Ask `field == null` for unknown.");
            }
            Operand asked = operand(known, null);
            if (asked instanceof Constant) {
                throw new Mistake(
                        Code.FIXED_COMPARISON,
                        comparison.span(),
                        "This compares two fixed values.",
                        "Compare a field with one of them.");
            }
            if (!asked.nullable()) {
                // To stock Drools it is a number that cannot be compared with null.
                throw new Mistake(
                        Code.WRONG_NULL,
                        comparison.span(),
                        (asked instanceof FieldOf field
                                        ? "\"" + field.field().name() + "\""
                                        : ((Variable) asked).name())
                                + " is never unknown.",
                        "Leave the comparison with null out.");
            }
            return new Condition.IsUnknown(asked, operator == Operator.NOT_EQUAL, comparison.span());
        }
        Operand left = left(comparison.left(), List.of(comparison.right()));
        Operand right = operand(comparison.right(), left);
        if (left instanceof Constant && !(right instanceof Constant)) {
            left = operand(comparison.left(), right);
        }
        if (left instanceof Constant && right instanceof Constant) {
            throw new Mistake(
                    Code.FIXED_COMPARISON,
                    comparison.span(),
                    "This compares two fixed values.",
                    "Compare a field with one of them.");
        }
        if (operator.ordering() && !left.type().isNumber()) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    comparison.operator().span(),
                    "\"" + operator.symbol() + "\" orders numbers; this is " + article(left.type())
                            + " (expected: ==, !=, in, not in).",
                    null);
        }
        comparable(left, right, comparison.right().span());
        return new Condition.Comparison(left, operator, right, comparison.span());
    }

    private Condition membership(Syntax.Membership membership) {
        Operand left = left(membership.left(), membership.members());
        List<Operand> members = each(membership.members(), value -> {
            termCount++;
            if (isNull(value)) {
                throw new Mistake(
                        Code.WRONG_NULL, value.span(), "null cannot be in a list.", "Ask `field == null` on its own.");
            }
            Operand member = operand(value, left);
            comparable(left, member, value.span());
            return member;
        });
        return new Condition.Membership(left, members, membership.negated(), membership.span());
    }

    private Condition matching(Syntax.Matching matching) {
        Operand left = operand(matching.left(), null);
        if (left.type() != Simple.TEXT || matching.pattern().kind() != Literal.Kind.TEXT) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    matching.span(),
                    "`matches` compares a String field with a pattern in quotes.",
                    null);
        }
        int size = PatternSize.of(matching.pattern().text());
        if (size > Limits.PATTERN_SIZE) {
            throw new Mistake(
                    Code.BAD_PATTERN,
                    matching.pattern().span(),
                    "With its repetitions written out this pattern has " + size + " characters (expected: at most "
                            + Limits.PATTERN_SIZE + ").",
                    "Repeat less, or without an upper bound: + and *.");
        }
        try {
            com.google.re2j.Pattern pattern =
                    com.google.re2j.Pattern.compile(matching.pattern().text());
            java.util.regex.Pattern.compile(matching.pattern().text()); // for stock Drools
            return new Condition.Matching(left, pattern, matching.span());
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new Mistake(
                    Code.BAD_PATTERN,
                    matching.pattern().span(),
                    "This is not a pattern for Java: " + e.getDescription() + ".",
                    "Use what RE2 and Java have in common: classes, repetition, alternatives.");
        } catch (PatternSyntaxException e) {
            throw new Mistake(
                    Code.BAD_PATTERN,
                    matching.pattern().span(),
                    "This is not a pattern: " + e.getDescription() + ".",
                    "Patterns are those of RE2: classes, repetition, alternatives; nothing that looks back.");
        }
    }

    private Condition mentioning(Syntax.Mentioning mentioning) {
        Set<Field> read = new HashSet<>(fields);
        read.removeAll(searched);
        Operand left = operand(mentioning.left(), null);
        if (left instanceof FieldOf field && !read.contains(field.field())) {
            searched.add(field.field());
        }
        return new MentionChecker(declarations.phrases()).check(mentioning, left);
    }

    /** @param other what it is compared with, for names that only make sense beside it */
    Operand operand(Value value, @Nullable Operand other) {
        if (value instanceof Syntax.VariableName name) {
            Variable variable = variables.get(name.name().text());
            if (variable == null) {
                throw new Mistake.Unbound(name.name(), variables.keySet());
            }
            return variable;
        }
        if (value instanceof Syntax.ConstantName name) {
            return constant(name, other);
        }
        if (value instanceof Literal literal) {
            return literal(literal, other);
        }
        Syntax.Name name = ((Syntax.FieldName) value).name();
        boolean noField = type == null || type.field(name.text()) == null;
        if (noField && other != null && other.type() instanceof EnumType known) {
            throw bare(name, known);
        }
        if (noField && name.text().matches("(?i)true|false")) {
            throw truth(name, name.span());
        }
        if (noField && other != null && other.type() == Simple.TEXT && type != null) {
            throw noField(name, "For the text, write \"" + name.text() + "\" in quotes.");
        }
        return new FieldOf(field(name));
    }

    private static Mistake bare(Syntax.Name name, EnumType known) {
        String meant = Messages.closest(name.text(), known.constants()).orElse(null);
        return meant == null
                ? new Mistake(
                        Code.UNKNOWN_CONSTANT,
                        name.span(),
                        known.name() + " has no constant \"" + name.text() + "\" "
                                + Messages.expected(known.constants()) + ".",
                        null)
                : new Mistake(
                        Code.CONSTANT_WITHOUT_ENUM,
                        name.span(),
                        "A constant is written with its enum (expected: " + known.name() + "." + meant + ").",
                        "Write " + known.name() + "." + meant + ".");
    }

    private static Mistake truth(Syntax.Name written, Span at) {
        String meant = written.text().toLowerCase(java.util.Locale.ROOT);
        boolean known = meant.equals("true") || meant.equals("false");
        return new Mistake(
                Code.WRONG_TYPE,
                at,
                "A Boolean is written in small letters (expected: true, false).",
                known ? "Write " + meant + "." : null);
    }

    private Mistake noField(Syntax.Name name) {
        return noField(name, null);
    }

    private Mistake noField(Syntax.Name name, @Nullable String otherwise) {
        if (type == null) {
            return new Mistake(
                    Code.UNKNOWN_FIELD,
                    name.span(),
                    "\"" + name.text() + "\" is no value here " + Messages.expected(variables.keySet()) + ".",
                    "The conditions at the end of accumulate speak of its $names.");
        }
        Set<String> known = type.byName().keySet();
        String hint = Messages.didYouMean(name.text(), known);
        if (hint == null) {
            hint = otherwise;
        }
        if (hint == null) {
            hint = declarations.declared().stream()
                    .filter(one -> one.field(name.text()) != null)
                    .findFirst()
                    .map(one -> one.name() + " has a field of that name.")
                    .orElse(null);
        }
        return new Mistake(
                Code.UNKNOWN_FIELD,
                name.span(),
                type.name() + " has no field \"" + name.text() + "\" " + Messages.expected(known) + ".",
                hint);
    }

    private Constant constant(Syntax.ConstantName name, @Nullable Operand other) {
        if (name.type().text().equals("Boolean")) {
            throw truth(name.constant(), name.span());
        }
        EnumType declared = declarations.enums().get(name.type().text());
        if (declared == null && type != null && type.field(name.type().text()) != null) {
            throw new Mistake(
                    Code.NO_CALLS,
                    name.span(),
                    "\"" + name.type().text() + "\" is a field and has no parts.",
                    "A condition compares a field with a value; it cannot call or compute anything.");
        }
        if (declared == null && declarations.lost().contains(name.type().text())) {
            throw new Mistake.Follows(name.type());
        }
        if (declared == null) {
            Set<String> known = declarations.enums().keySet();
            throw new Mistake(
                    Code.UNKNOWN_ENUM,
                    name.type().span(),
                    "There is no enum \"" + name.type().text() + "\" " + Messages.expected(known) + ".",
                    other != null && other.type() instanceof EnumType meant
                            ? Messages.didYouMean(meant.name(), Set.of(meant.name()))
                            : Messages.didYouMean(name.type().text(), known));
        }
        int position = declared.constants().indexOf(name.constant().text());
        if (position < 0) {
            throw new Mistake(
                    Code.UNKNOWN_CONSTANT,
                    name.constant().span(),
                    declared.name() + " has no constant \"" + name.constant().text() + "\" "
                            + Messages.expected(declared.constants()) + ".",
                    Messages.didYouMean(name.constant().text(), declared.constants()));
        }
        return new Constant(position, declared);
    }

    private Constant literal(Literal literal, @Nullable Operand other) {
        switch (literal.kind()) {
            case BOOLEAN:
                return new Constant(Boolean.valueOf(literal.text()), Simple.BOOLEAN);
            case TEXT:
                return new Constant(literal.text(), Simple.TEXT);
            case INTEGER:
                if (other != null && other.type() == Simple.DOUBLE) {
                    return new Constant(finite(literal), Simple.DOUBLE);
                }
                try {
                    return new Constant(Integer.valueOf(literal.text()), Simple.INTEGER);
                } catch (NumberFormatException e) {
                    throw new Mistake(
                            Code.WRONG_TYPE,
                            literal.span(),
                            Messages.shorten(literal.text()) + " is too large for an Integer (expected: up to "
                                    + Integer.MAX_VALUE + ").",
                            null);
                }
            case DOUBLE:
                if (other != null && other.type() == Simple.INTEGER) {
                    throw new Mistake(
                            Code.WRONG_TYPE,
                            literal.span(),
                            "An Integer is compared with " + literal.text() + " (expected: a whole number).",
                            "An Integer is never between two whole numbers.");
                }
                return new Constant(finite(literal), Simple.DOUBLE);
            default:
                throw new Mistake(
                        Code.WRONG_NULL,
                        literal.span(),
                        "null cannot be used here.",
                        "Ask `field == null` for unknown.");
        }
    }

    private static Double finite(Literal literal) {
        Double number = Double.valueOf(literal.text());
        if (number.isInfinite()) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    literal.span(),
                    Messages.shorten(literal.text())
                            + " is too large for a Double (expected: up to 1.8 and 308 zeros).",
                    null);
        }
        return number;
    }

    private void comparable(Operand left, Operand right, Span at) {
        if (left.type().isNumber() && right.type().isNumber()) {
            return;
        }
        if (!left.type().equals(right.type())) {
            throw new Mistake(
                    Code.WRONG_TYPE,
                    at,
                    upper(article(left.type())) + " is compared with " + article(right.type()) + ".",
                    right instanceof Constant constant ? quotes(left.type(), constant) : null);
        }
        checkId(left, right, at);
    }

    /** The same value, as the other side needs it. */
    private static @Nullable String quotes(ValueType type, Constant constant) {
        if (type == Simple.TEXT) {
            Object value = constant.type() instanceof EnumType known
                    ? known.constants().get((Integer) constant.value())
                    : constant.value();
            return "Write \"" + Texts.of(value) + "\".";
        }
        String quotes = constant.value() instanceof String ? ", without quotes." : ".";
        String text = constant.value().toString();
        if (type instanceof EnumType known) {
            return quotes.equals(".")
                    ? null
                    : "Write " + known.name() + "."
                            + Messages.closest(text, known.constants())
                                    .orElse(known.constants().get(0)) + quotes;
        }
        if (type == Simple.BOOLEAN) {
            return "Write true or false" + quotes;
        }
        return quotes.equals(".") ? null : "Write " + (text.matches("[0-9]{1,9}") ? text : "a number") + quotes;
    }

    /** Leanings and outcomes are texts, but only those of policy.yaml make sense. */
    private void checkId(Operand left, Operand right, Span at) {
        if (!(left instanceof FieldOf field) || !(right instanceof Constant constant) || type == null) {
            return;
        }
        boolean leaning = type.equals(FactType.SCORE) && field.field().name().equals("leaning");
        boolean outcome = type.equals(FactType.RECOMMENDATION);
        List<String> known = leaning ? terms.leanings() : terms.outcomes();
        String text = constant.value().toString();
        if ((leaning || outcome) && !known.contains(text)) {
            String what = leaning ? "leaning" : "outcome";
            throw new Mistake(
                    leaning ? Code.UNKNOWN_LEANING : Code.UNKNOWN_OUTCOME,
                    at,
                    "policy.yaml has no " + what + " \"" + text + "\" " + Messages.expected(known) + ".",
                    Messages.didYouMean(text, known));
        }
    }

    private static boolean isNull(Value value) {
        return value instanceof Literal literal && literal.kind() == Literal.Kind.NULL;
    }

    static String article(ValueType type) {
        String title = type == Simple.TEXT ? "text" : type.title();
        return ("AEIOU".indexOf(title.charAt(0)) >= 0 ? "an " : "a ") + title;
    }

    private static String upper(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
