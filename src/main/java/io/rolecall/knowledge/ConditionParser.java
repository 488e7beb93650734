package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Aggregation;
import io.rolecall.knowledge.Syntax.Constraint;
import io.rolecall.knowledge.Syntax.Element;
import io.rolecall.knowledge.Syntax.Expression;
import io.rolecall.knowledge.Syntax.Name;
import io.rolecall.knowledge.Syntax.PatternElement;
import io.rolecall.knowledge.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what stands between {@code when} and {@code then}: facts, and what joins them. */
final class ConditionParser {

    private static final Map<String, String> REFUSED = Map.of(
            "eval", "Write the comparison inside a pattern: Fact( field == value ).",
            "forall", "Write not Fact( … ) with the opposite condition.",
            "from", "A pattern matches facts; it cannot take them from elsewhere.",
            "if", "Write one rule for each case.",
            "do", "A rule has one consequence.");

    private final TokenReader in;
    private final ExpressionParser expressions;

    ConditionParser(TokenReader in) {
        this.in = in;
        this.expressions = new ExpressionParser(in);
    }

    List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        while (!in.isAt("then") && !in.atEnd() && !in.isAt("end")) {
            if (Verb.isVerb(in.peek().text()) && in.peek(1).is("(")) {
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
            return in.nested(() -> {
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
                    : ExpressionParser.notJoined(in.peek());
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
            return new Constraint(null, null, expressions.expression());
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
        return new Constraint(variable, field, expressions.expression());
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
                constraints.add(expressions.expression());
            } while (in.accept(","));
        }
        in.expect(")", "at the end of accumulate");
        return new Syntax.AccumulateElement(source, aggregations, constraints, start);
    }
}
