package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Mentioning;
import io.rolecall.knowledge.Syntax.Searched;
import io.rolecall.knowledge.Syntax.Value;
import io.rolecall.knowledge.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads {@code mentions( text, "build dashboards", near( "deploy", "model" ) )}. */
final class MentionParser {

    static final String HINT = "For the words of a text write mentions( field, \"phrase\" ).";

    private final TokenReader in;

    MentionParser(TokenReader in) {
        this.in = in;
    }

    /** Whoever writes it as an operator means the same. */
    static Mistake turned(Value left, Token operator) {
        String text = left instanceof Syntax.FieldName field ? field.name().text() : "text";
        return new Mistake(
                Code.SYNTAX,
                operator.span(),
                "\"mentions\" stands before its brackets (expected: mentions( " + text + ", \"…\" )).",
                "Write mentions( " + text + ", \"a phrase\", \"or another\" ).");
    }

    /** @param operand reads a field or a bound value */
    Mentioning mentioning(Supplier<Value> operand) {
        Span start = in.next().span();
        in.expect("(", "after mentions");
        Value text = operand.get();
        List<Searched> searched = new ArrayList<>();
        in.expect(",", "behind the text in mentions( text, \"…\" )");
        do {
            searched.add(searched());
        } while (in.accept(","));
        Span end = in.expect(")", "in mentions( text, \"…\" )").span();
        return new Mentioning(text, searched, start.to(end));
    }

    private Searched searched() {
        if (!in.isAt("near")) {
            return new Searched(phrase(), null, null);
        }
        in.next();
        in.expect("(", "after near");
        Literal between = null;
        if (in.peek().kind() == Kind.NUMBER || in.isAt("-")) {
            between = ExpressionParser.literal(in, "how many words");
            in.expect(",", "in near( " + between.text() + ", \"…\", \"…\" )");
        }
        Literal one = phrase();
        in.expect(",", "in near( \"…\", \"…\" )");
        Literal other = phrase();
        in.expect(")", "in near( \"…\", \"…\" )");
        return new Searched(one, other, between);
    }

    private Literal phrase() {
        if (in.peek().kind() != Kind.TEXT) {
            throw in.unexpected("a phrase as a text, or near( \"…\", \"…\" )", "in mentions( … )");
        }
        return ExpressionParser.literal(in, "a phrase");
    }
}
