package io.rolecall.knowledge;

import io.rolecall.knowledge.Token.Kind;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Walks over tokens for the parsers, and turns what does not fit into a {@link Mistake}. */
final class TokenReader {

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    void back() {
        at--;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    boolean isAt(String text) {
        return peek().is(text);
    }

    boolean accept(String text) {
        if (isAt(text)) {
            next();
            return true;
        }
        return false;
    }

    Token expect(String text, String where) {
        if (!isAt(text) && (atNewLine() || text.equals(")") && isAt(";"))) {
            throw missing(text, where);
        }
        if (!isAt(text)) {
            throw unexpected("\"" + text + "\"", where);
        }
        return next();
    }

    Syntax.Name expectWord(String what) {
        if (!peek().isWord()) {
            throw unexpected(what, null);
        }
        return name(next());
    }

    Syntax.Name name(Token token) {
        return new Syntax.Name(token.text(), token.span());
    }

    /** {@code io.rolecall.vocabulary.*}. */
    Syntax.Name dottedName(String what) {
        Syntax.Name first = expectWord(what);
        StringBuilder text = new StringBuilder(first.text());
        Span span = first.span();
        while (accept(".")) {
            Token part = isAt("*") ? next() : null;
            Syntax.Name name = part == null ? expectWord("a name after the point") : name(part);
            text.append('.').append(name.text());
            span = span.to(name.span());
        }
        return new Syntax.Name(text.toString(), span);
    }

    /** Whether the token stands below the one before. */
    boolean atNewLine() {
        return at > 0
                && (atEnd() || tokens.get(at - 1).span().line() < peek().span().line());
    }

    /** Something left out, noted behind the last token that is there. */
    Mistake missing(String text, String where) {
        Span last = tokens.get(Math.max(0, at - 1)).span();
        return new Mistake(
                Code.LEFT_OUT,
                new Span(last.file(), last.line(), last.endColumn(), last.endColumn() + 1),
                "\"" + text + "\" is missing " + where + ".",
                null);
    }

    Mistake unexpected(String expected, @Nullable String where) {
        return new Mistake(
                Code.SYNTAX,
                peek().span(),
                "Found " + peek().shown() + (where == null ? "" : " " + where) + " (expected: " + expected + ").",
                null);
    }

    /** Where the bracket that opens here closes, on the same line if it can. */
    Span closing() {
        int open = 0;
        for (int i = 0; !peek(i).is(";") && peek(i).kind() != Kind.END; i++) {
            open += peek(i).is("(") ? 1 : peek(i).is(")") ? -1 : 0;
            if (open == 0) {
                return peek(i).span();
            }
        }
        return peek().span();
    }

    /**
     * What stands from here to the end of the line or to the next annotation, as one text with its spaces.
     *
     * @param bracket whether a bracket closes it
     */
    Token unquoted(boolean bracket) {
        StringBuilder text = new StringBuilder(peek().written());
        Span span = peek().span();
        for (int i = 1; peek(i).span().line() == span.line() && peek(i).kind() != Kind.END; i++) {
            Token token = peek(i);
            Token after = peek(i + 1);
            boolean closed =
                    after.is("@") || after.kind() == Kind.END || after.span().line() > span.line();
            if (token.is("@") || bracket && token.is(")") && closed) {
                break;
            }
            text.append(" ".repeat(token.span().column() - span.endColumn())).append(token.written());
            span = span.to(token.span());
        }
        return new Token(Kind.TEXT, text.toString(), span);
    }

    /** Reads something that may hold its like, as deep as is allowed. */
    <T> T nested(Supplier<T> inner) {
        if (++depth > Limits.NESTING) {
            throw new Mistake(
                    Code.TOO_DEEP,
                    peek().span(),
                    "Brackets are nested deeper than " + Limits.NESTING + ".",
                    "Split the condition over several rules or a derived fact.");
        }
        try {
            return inner.get();
        } finally {
            depth--;
        }
    }

    /** Skips to the next place where a declaration or rule can start. */
    void recover() {
        while (!atEnd()) {
            if (accept("end")) {
                return;
            }
            if ((isAt("rule") || isAt("declare")) && peek().span().column() == 1) {
                return;
            }
            next();
        }
    }
}
