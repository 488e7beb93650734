package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Aggregation;
import io.rolecall.knowledge.Syntax.And;
import io.rolecall.knowledge.Syntax.Comparison;
import io.rolecall.knowledge.Syntax.Constraint;
import io.rolecall.knowledge.Syntax.Element;
import io.rolecall.knowledge.Syntax.Expression;
import io.rolecall.knowledge.Syntax.Flag;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Matching;
import io.rolecall.knowledge.Syntax.Membership;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.Not;
import io.rolecall.knowledge.Syntax.Or;
import io.rolecall.knowledge.Syntax.PatternElement;
import io.rolecall.knowledge.Syntax.Value;
import io.rolecall.knowledge.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what stands between {@code when} and {@code then}. */
final class ConditionParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

    /** What stock Drools also takes between two values. */
    private static final Set<String> OTHER_OPERATORS = Set.of(
            "contains",
            "memberOf",
            "excludes",
            "soundslike",
            "str",
            "before",
            "after",
            "coincides",
            "during",
            "is",
            "equals",
            "equal",
            "like",
            "between",
            "startsWith",
            "endsWith");

    private static final Map<String, String> REFUSED = Map.of(
            "eval", "Write the comparison inside a pattern: Fact( field == value ).",
            "forall", "Write not Fact( … ) with the opposite condition.",
            "from", "A pattern matches facts; it cannot take them from elsewhere.",
            "if", "Write one rule for each case.",
            "do", "A rule has one consequence.");

    private final TokenReader in;
    private int depth;

    ConditionParser(TokenReader in) {
        this.in = in;
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        while (!in.isAt("then") && !in.atEnd() && !in.isAt("end")) {
            if (HeadChecker.isVerb(in.peek().text()) && in.peek(1).is("(")) {
                throw in.missing("then", "before the consequence");
            }
            elements.add(or());
            if (in.isAt(",")) {
                throw new Mistake(
                        Code.NOT_JOINED,
                        in.peek().span(),
                        "A comma stands between conditions in one fact, not between facts (expected: a new line).",
                        null);
            }
            in.accept(";");
        }
        return elements;
    }

    private Element or() {
        Span start = in.peek().span();
        List<List<Element>> branches = new ArrayList<>();
        branches.add(and());
        while (in.accept("or")) {
            branches.add(and());
        }
        return branches.size() == 1 && branches.get(0).size() == 1
                ? branches.get(0).get(0)
                : new Syntax.OrElement(branches, start);
    }

    private List<Element> and() {
        List<Element> elements = new ArrayList<>();
        do {
            elements.add(element());
        } while (in.accept("and"));
        return elements;
    }

    private Element element() {
        Token token = in.peek();
        if (token.is("(")) {
            return nested(() -> {
                in.next();
                Element inner = or();
                in.expect(")", "in the conditions");
                return inner;
            });
        }
        if (token.is("not") || token.is("exists")) {
            in.next();
            boolean exists = token.is("exists");
            return new Syntax.QuantifiedElement(exists, patterns(token.text()), token.span());
        }
        if (token.is("accumulate") || token.is("acc")) {
            return accumulate();
        }
        if (token.isWord() && REFUSED.containsKey(token.text())) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    token.span(),
                    "\"" + token.text() + "\" is not allowed.",
                    REFUSED.get(token.text()));
        }
        return pattern();
    }

    private List<PatternElement> patterns(String quantifier) {
        List<PatternElement> patterns = new ArrayList<>();
        boolean bracket = in.accept("(");
        do {
            if (in.isAt("not") || in.isAt("exists") || in.isAt("(") || in.isAt("accumulate")) {
                throw new Mistake(
                        Code.NESTING,
                        in.peek().span(),
                        "\"" + quantifier + "\" takes patterns, and nothing nested in them.",
                        "Let a rule derive a fact for the inner part, and ask for that fact here.");
            }
            patterns.add(pattern());
        } while (bracket && in.accept("and"));
        if (bracket) {
            if (in.isAt("or")) {
                throw new Mistake(
                        Code.NESTING,
                        in.peek().span(),
                        "\"" + quantifier + "\" cannot stand around \"or\".",
                        quantifier.equals("not")
                                ? "Write not before each of the patterns."
                                : "Write ( exists … or exists … ).");
            }
            in.expect(")", "after " + quantifier + "( …");
        }
        return patterns;
    }

    private PatternElement pattern() {
        Name variable = null;
        if (in.peek().kind() == Kind.VARIABLE) {
            variable = in.name(in.next());
            in.expect(":", "after " + variable.text());
        } else if (in.peek().isWord() && in.peek(1).is(":")) {
            throw dollar(in.peek());
        }
        Name type = in.expectWord("a fact such as Models( … ), not, exists, accumulate or then");
        if (in.isAt(".")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    type.span(),
                    "A fact is named without a package.",
                    "Write the name under which it is declared.");
        }
        in.expect("(", "after " + type.text());
        List<Constraint> constraints = new ArrayList<>();
        if (!in.isAt(")")) {
            do {
                constraints.add(constraint());
            } while (in.accept(","));
        }
        if (!in.isAt(")") && !in.atNewLine()) {
            throw in.peek().kind() == Kind.SYMBOL
                    ? in.unexpected("&&, ||, a comma or )", "in " + type.text() + "( … )")
                    : notJoined(in.peek());
        }
        in.expect(")", "in " + type.text() + "( … )");
        return new PatternElement(variable, type, constraints);
    }

    private Mistake dollar(Token token) {
        return new Mistake(
                Code.BOUND_NAME,
                token.span(),
                "A bound name starts with $ (expected: $" + token.text() + ").",
                "Write $" + token.text() + " here and wherever the value is used.");
    }

    private Constraint constraint() {
        if (in.peek().isWord() && in.peek(1).is(":")) {
            throw dollar(in.peek());
        }
        if (in.peek().kind() != Kind.VARIABLE || !in.peek(1).is(":")) {
            return new Constraint(null, null, expression());
        }
        Name variable = in.name(in.next());
        in.next();
        if (!in.peek().isWord()) {
            throw in.unexpected("the field to bind", "after " + variable.text() + " :");
        }
        Name field = in.name(in.peek());
        if (in.peek(1).is(",") || in.peek(1).is(")")) {
            in.next();
            return new Constraint(variable, field, null);
        }
        return new Constraint(variable, field, expression());
    }

    private Element accumulate() {
        Span start = in.next().span();
        in.expect("(", "after accumulate");
        PatternElement source = pattern();
        if (!in.accept(";")) {
            in.accept(",");
        }
        List<Aggregation> aggregations = new ArrayList<>();
        do {
            if (in.peek().kind() != Kind.VARIABLE) {
                throw in.unexpected("$name : sum( $value ), count, min, max or average", "in accumulate");
            }
            Name variable = in.name(in.next());
            in.expect(":", "after " + variable.text());
            Name function = in.expectWord("sum, count, min, max or average");
            in.expect("(", "after " + function.text());
            Name argument = null;
            if (in.peek().kind() == Kind.VARIABLE) {
                argument = in.name(in.next());
            } else if (in.peek().kind() == Kind.NUMBER) {
                in.next(); // count( 1 )
            } else if (in.peek().isWord()) {
                throw new Mistake(
                        Code.BOUND_NAME,
                        in.peek().span(),
                        function.text() + " takes a value bound in this accumulate (expected: $"
                                + in.peek().text() + ").",
                        "Bind it in the pattern: $" + in.peek().text() + " : "
                                + in.peek().text() + ".");
            }
            in.expect(")", "in " + function.text() + "( $value )");
            aggregations.add(new Aggregation(variable, function, argument));
        } while (in.accept(","));
        List<Expression> constraints = new ArrayList<>();
        if (in.accept(";") && !in.isAt(")")) {
            do {
                constraints.add(expression());
            } while (in.accept(","));
        }
        in.expect(")", "at the end of accumulate");
        return new Syntax.AccumulateElement(source, aggregations, constraints, start);
    }

    Expression expression() {
        return nested(() -> {
            Span start = in.peek().span();
            List<Expression> parts = new ArrayList<>();
            do {
                parts.add(conjunction());
            } while (in.accept("||"));
            return parts.size() == 1 ? parts.get(0) : new Or(parts, start);
        });
    }

    private Expression conjunction() {
        Span start = in.peek().span();
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(unary());
        } while (in.accept("&&"));
        return parts.size() == 1 ? parts.get(0) : new And(parts, start);
    }

    private Expression unary() {
        Token token = in.peek();
        if (token.is("!")) {
            in.next();
            boolean bracket = in.isAt("(");
            Expression part = nested(this::unary);
            if (!bracket && !(part instanceof Flag) && !(part instanceof Not)) {
                throw new Mistake(
                        Code.SYNTAX,
                        token.span(),
                        "\"!\" stands before a flag or brackets (expected: !( … )).",
                        "Put the comparison in brackets, or use the opposite operator.");
            }
            return new Not(part, token.span());
        }
        if (token.is("not")) {
            throw new Mistake(
                    Code.NOT_ALLOWED,
                    token.span(),
                    "\"not\" stands before a whole fact, and \"!\" before a condition in it (expected: !).",
                    "Write !flag, or flag == false.");
        }
        if (token.is("(")) {
            in.next();
            Expression inner = expression();
            in.expect(")", "in the condition");
            return inner;
        }
        return comparison();
    }

    private Expression comparison() {
        Token first = in.peek();
        Value left = value();
        Token operator = in.peek();
        if (operator.kind() == Kind.SYMBOL && COMPARISONS.contains(operator.text())) {
            in.next();
            Value right = value();
            if (COMPARISONS.contains(in.peek().text())) {
                throw new Mistake(
                        Code.SYNTAX,
                        in.peek().span(),
                        "Found " + in.peek().shown() + " after a comparison, which has two sides"
                                + " (expected: &&, ||, a comma or )).",
                        "Write two comparisons: count > 1, count < 3.");
            }
            return new Comparison(left, in.name(operator), right, left.span().to(right.span()));
        }
        if (operator.is("in") || operator.is("not") && in.peek(1).is("in")) {
            boolean negated = in.accept("not");
            in.next();
            in.expect("(", "after in");
            List<Value> members = values();
            Span end = in.expect(")", "after the list").span();
            return new Membership(left, members, negated, left.span().to(end));
        }
        if (operator.is("matches")) {
            in.next();
            Literal pattern = literal(in, "the pattern as a text");
            return new Matching(left, pattern, left.span().to(pattern.span()));
        }
        if (operator.is("=")) {
            throw singleEquals(left, operator);
        }
        if (operator.is("(") && left instanceof Syntax.FieldName) {
            throw Calls.method(in, null, first);
        }
        if (operator.isWord() && !in.atNewLine() || operator.is("[")) {
            throw operator.is("[") || OTHER_OPERATORS.contains(operator.text())
                    ? new Mistake(
                            Code.UNKNOWN_OPERATOR,
                            operator.span(),
                            "Found " + operator.shown() + " after " + quote(left)
                                    + " (expected: ==, !=, <, <=, >, >=, in, not in, matches).",
                            Calls.NOTHING_COMPUTED)
                    : notJoined(operator);
        }
        return new Flag(left);
    }

    private Mistake singleEquals(Value left, Token operator) {
        if (left instanceof Syntax.VariableName) {
            return new Mistake(
                    Code.SINGLE_EQUALS,
                    operator.span(),
                    "\"=\" does nothing (expected: : to bind a field, == to compare with one).",
                    null);
        }
        String meant = in.peek(1).is(">") || in.peek(1).is("<") ? in.peek(1).text() + "=" : "==";
        return new Mistake(
                Code.SINGLE_EQUALS, operator.span(), "\"=\" compares nothing (expected: " + meant + ").", null);
    }

    private static Mistake notJoined(Token found) {
        boolean or = found.is("or");
        boolean word = or || found.is("and");
        return new Mistake(
                Code.NOT_JOINED,
                found.span(),
                word
                        ? "\"" + found.text() + "\" joins facts, not the conditions in one (expected: "
                                + (or ? "||" : "a comma or &&") + ")."
                        : "Nothing joins " + found.shown()
                                + " to what stands before it (expected: a comma or &&, or ||).",
                null);
    }

    private String quote(Value value) {
        return value instanceof Syntax.FieldName field ? "\"" + field.name().text() + "\"" : "the value";
    }

    List<Value> values() {
        List<Value> values = new ArrayList<>();
        do {
            values.add(value());
        } while (in.accept(","));
        return values;
    }

    private Value value() {
        Value value = operand();
        if (in.peek().kind() == Kind.SYMBOL && ARITHMETIC.contains(in.peek().text())) {
            throw new Mistake(
                    Code.NO_CALLS,
                    in.peek().span(),
                    "Found " + in.peek().shown() + " after " + quote(value) + ".",
                    "Values are stated or bound; nothing is computed from them.");
        }
        return value;
    }

    private Value operand() {
        Token token = in.peek();
        if (token.kind() == Kind.VARIABLE) {
            return new Syntax.VariableName(in.name(in.next()));
        }
        if (!token.isWord() || token.is("true") || token.is("false") || token.is("null")) {
            Literal literal = literal(in, "a field, a value or a bound $name");
            if (in.isAt(".") && in.peek(1).isWord() && in.peek(2).is("(")) {
                in.next();
                throw Calls.method(in, token, in.next());
            }
            return literal;
        }
        Name first = in.name(in.next());
        if (!in.isAt(".")) {
            return new Syntax.FieldName(first);
        }
        in.next();
        Token part = in.peek();
        Name constant = in.expectWord("a constant after \"" + first.text() + ".\"");
        if (token.is("this")) {
            throw Calls.self(token, part);
        }
        if (in.isAt("(")) {
            throw Calls.method(in, token, part);
        }
        if (in.isAt(".")) {
            throw new Mistake(
                    Code.NO_CALLS,
                    in.peek().span(),
                    "Found \".\" after \"" + first.text() + "." + constant.text() + "\".",
                    "Only Enum.CONSTANT has a point. " + Calls.NOTHING_COMPUTED);
        }
        return new Syntax.ConstantName(first, constant);
    }

    static Literal literal(TokenReader in, String what) {
        Token token = in.peek();
        if (token.is("-") && in.peek(1).kind() == Kind.NUMBER) {
            in.next();
            Token number = in.next();
            return number(
                    new Token(Kind.NUMBER, "-" + number.text(), token.span().to(number.span())));
        }
        return switch (token.kind()) {
            case NUMBER -> number(in.next());
            case TEXT -> new Literal(Literal.Kind.TEXT, token.text(), in.next().span());
            default -> {
                if (token.is("null")) {
                    yield new Literal(Literal.Kind.NULL, "null", in.next().span());
                }
                if (token.is("true") || token.is("false")) {
                    yield new Literal(
                            Literal.Kind.BOOLEAN, token.text(), in.next().span());
                }
                throw in.unexpected(what, null);
            }
        };
    }

    private static Literal number(Token token) {
        return new Literal(
                token.text().contains(".") ? Literal.Kind.DOUBLE : Literal.Kind.INTEGER, token.text(), token.span());
    }

    private <T> T nested(Supplier<T> inner) {
        if (++depth > Limits.NESTING) {
            throw new Mistake(
                    Code.TOO_DEEP,
                    in.peek().span(),
                    "Brackets are nested deeper than " + Limits.NESTING + ".",
                    "Split the condition over several rules or a derived fact.");
        }
        try {
            return inner.get();
        } finally {
            depth--;
        }
    }
}
