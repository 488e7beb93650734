package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.And;
import io.rolecall.knowledge.Syntax.Comparison;
import io.rolecall.knowledge.Syntax.Expression;
import io.rolecall.knowledge.Syntax.Flag;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Matching;
import io.rolecall.knowledge.Syntax.Membership;
import io.rolecall.knowledge.Syntax.Mentioning;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.Not;
import io.rolecall.knowledge.Syntax.Or;
import io.rolecall.knowledge.Syntax.Value;
import io.rolecall.knowledge.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the conditions inside of one fact, and the values that they compare. */
final class ExpressionParser {

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

    private final TokenReader in;

    ExpressionParser(TokenReader in) {
        this.in = in;
    }

    Expression expression() {
        return in.nested(() -> {
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
            Expression part = in.nested(this::unary);
            if (!bracket && !(part instanceof Flag) && !(part instanceof Not) && !(part instanceof Mentioning)) {
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
                    in.peek(1).is("mentions") ? "Write !mentions( … )." : "Write !flag, or flag == false.");
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
        if (first.is("mentions") && in.peek(1).is("(")) {
            return new MentionParser(in).mentioning(this::operand);
        }
        Value left = value();
        Token operator = in.peek();
        if (operator.kind() == Kind.SYMBOL && COMPARISONS.contains(operator.text())) {
            in.next();
            if (operator.is("<") && in.isAt(">")) {
                throw new Mistake(
                        Code.UNKNOWN_OPERATOR,
                        operator.span().to(in.peek().span()),
                        "Found \"<>\" after " + quote(left) + " (expected: ==, !=, <, <=, >, >=, in, not in, matches).",
                        "Write !=.");
            }
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
            if (operator.is("mentions")) {
                throw MentionParser.turned(left, operator);
            }
            throw operator.is("[") || OTHER_OPERATORS.contains(operator.text())
                    ? new Mistake(
                            Code.UNKNOWN_OPERATOR,
                            operator.span(),
                            "Found " + operator.shown() + " after " + quote(left)
                                    + " (expected: ==, !=, <, <=, >, >=, in, not in, matches).",
                            operator.is("is")
                                    ? "Write ==."
                                    : operator.is("contains") ? MentionParser.HINT : Calls.NOTHING_COMPUTED)
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

    static Mistake notJoined(Token found) {
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
}
