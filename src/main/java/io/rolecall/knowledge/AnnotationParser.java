package io.rolecall.knowledge;

import io.rolecall.knowledge.Syntax.Annotation;
import io.rolecall.knowledge.Syntax.Literal;
import io.rolecall.knowledge.Syntax.Name;
import java.util.ArrayList;
import java.util.List;

/** Reads what starts with @, on rules, facts and fields. */
final class AnnotationParser {

    private final TokenReader in;

    AnnotationParser(TokenReader in) {
        this.in = in;
    }

    List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        while (in.accept("@")) {
            Name name = in.expectWord("the annotation's name after @");
            Literal value = null;
            if (in.accept("(")) {
                Token start = in.unquoted(true);
                value = literal("the value of @" + name.text());
                if (!in.isAt(")") && !in.isAt("@") && !in.atNewLine()) {
                    throw value.kind() == Literal.Kind.TEXT ? quoteInside(name) : unquoted(name, start);
                }
                in.expect(")", "after the value of @" + name.text());
            }
            annotations.add(new Annotation(name, value));
        }
        return annotations;
    }

    private Mistake quoteInside(Name annotation) {
        return new Mistake(
                Code.SYNTAX,
                in.peek().span(),
                "Found " + in.peek().shown() + " behind the text of @" + annotation.text() + " (expected: \")\").",
                "A text has no quote inside, as that would end it; write ' there.");
    }

    private static Mistake unquoted(Name annotation, Token text) {
        return new Mistake(
                Code.UNQUOTED_TEXT,
                text.span(),
                "The text of @" + annotation.text() + " stands in quotes (expected: @" + annotation.text() + "( \""
                        + Messages.shorten(text.text()) + "\" )).",
                null);
    }

    Literal literal(String what) {
        Token token = in.peek();
        if (token.isWord() && !token.is("true") && !token.is("false") && !token.is("null")) {
            in.next();
            return new Literal(Literal.Kind.NAME, token.text(), token.span());
        }
        return ExpressionParser.literal(in, what);
    }
}
