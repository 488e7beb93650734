package io.rolecall.knowledge;

import io.rolecall.knowledge.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks over tokens for the parsers, and turns what does not fit into a {@link Mistake}. */
final class TokenReader {

    private final List<Token> tokens;
    private int at;

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
        if (!isAt(text) && atNewLine()) {
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
