package io.rolecall.knowledge;

import io.rolecall.knowledge.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a rule file into tokens; what it cannot read becomes a finding, and reading goes on behind it. */
final class Lexer {

    private static final Set<String> PAIRS = Set.of("==", "!=", "<=", ">=", "&&", "||");

    private static final String SINGLE_QUOTES = "‘’‚";
    private static final String DOUBLE_QUOTES = "“”„‟«»";

    private final String file;
    private final int[] characters;
    private final List<Finding> findings;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(SourceFile source, List<Finding> findings) {
        this.file = source.path();
        this.characters = source.text().codePoints().toArray();
        this.findings = findings;
    }

    static List<Token> tokens(SourceFile source, List<Finding> findings) {
        return new Lexer(source, findings).read();
    }

    private List<Token> read() {
        while (at < characters.length) {
            int c = characters[at];
            if (c == '\n') {
                newLine();
            } else if (c == '\r') {
                lineEnd(at++);
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '/' && peek(1) == '/') {
                skipToEndOfLine();
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (c == '"') {
                text();
            } else if (isDigit(c)) {
                number();
            } else if (isLetter(c) || c == '_' || c == '$') {
                word();
            } else {
                symbol();
            }
        }
        tokens.add(new Token(Kind.END, "", span(at, at + 1)));
        return tokens;
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void skipToEndOfLine() {
        while (at < characters.length && characters[at] != '\n') {
            plain(characters[at], at);
            at++;
        }
    }

    private void skipComment() {
        Span start = span(at, at + 2);
        at += 2;
        while (at < characters.length) {
            if (characters[at] == '*' && peek(1) == '/') {
                at += 2;
                return;
            }
            if (characters[at] == '\n') {
                newLine();
            } else {
                plain(characters[at], at);
                at++;
            }
        }
        findings.add(Finding.of(Code.UNCLOSED_COMMENT, start, null, "This comment never ends.", "Close it with */."));
    }

    private void text() {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < characters.length && characters[at] != '"' && characters[at] != '\n') {
            plain(characters[at], at);
            text.appendCodePoint(characters[at]);
            at++;
        }
        if (at == characters.length || characters[at] == '\n') {
            // What closes the line most likely closes a bracket, too.
            int end = at;
            while (at > start + 1 && " \t\r),;".indexOf(characters[at - 1]) >= 0) {
                at--;
            }
            text = new StringBuilder(string(start + 1, at));
            findings.add(Finding.of(
                    Code.UNCLOSED_TEXT,
                    span(start, end),
                    null,
                    "This text has no closing quote on its line.",
                    "End it with \" before the line ends; a text is written on one line."));
        } else {
            at++;
        }
        if (text.length() > Limits.SENTENCE_LENGTH) {
            findings.add(Finding.of(
                    Code.TOO_MANY,
                    span(start, at),
                    null,
                    "A text has at most " + Limits.SENTENCE_LENGTH + " characters; this one has " + text.length() + ".",
                    null));
        }
        tokens.add(new Token(Kind.TEXT, text.toString(), span(start, at)));
    }

    private void number() {
        int start = at;
        while (isDigit(peek(0))) {
            at++;
        }
        if (peek(0) == '.' && isDigit(peek(1))) {
            at++;
            while (isDigit(peek(0))) {
                at++;
            }
        }
        // 12abc, 5L and 1e3 are one wrong number, not a number and a word.
        boolean wrong = false;
        while (isDigit(peek(0)) || isLetter(peek(0)) || peek(0) == '_') {
            wrong = true;
            at++;
        }
        String text = string(start, at);
        if (wrong) {
            findings.add(Finding.of(
                    Code.BAD_NUMBER,
                    span(start, at),
                    null,
                    "\"" + text + "\" is not a number.",
                    "Write digits, with a point before decimals: 3 or 0.25."));
            text = "0";
        }
        tokens.add(new Token(Kind.NUMBER, text, span(start, at)));
    }

    private void word() {
        int start = at++;
        while (isDigit(peek(0)) || isLetter(peek(0)) || peek(0) == '_' || peek(0) == '$') {
            at++;
        }
        String text = string(start, at);
        if (text.length() > Limits.IDENTIFIER_LENGTH) {
            findings.add(Finding.of(
                    Code.NAME_LENGTH,
                    span(start, at),
                    null,
                    "A name has at most " + Limits.IDENTIFIER_LENGTH + " characters; this one has " + text.length()
                            + ".",
                    null));
        }
        tokens.add(new Token(text.startsWith("$") ? Kind.VARIABLE : Kind.WORD, text, span(start, at)));
    }

    private void symbol() {
        int start = at;
        if (at + 1 < characters.length && PAIRS.contains(string(at, at + 2))) {
            at += 2;
        } else if (characters[at] > '~') {
            if (!curlyText()) {
                strange(characters[at]);
                at++;
            }
            return;
        } else {
            plain(characters[at], at);
            at++;
        }
        tokens.add(new Token(Kind.SYMBOL, string(start, at), span(start, at)));
    }

    /** A text in the quotes of a word processor is one mistake, and not one for each quote. */
    private boolean curlyText() {
        if (!quote(characters[at])) {
            return false;
        }
        String closing = SINGLE_QUOTES.indexOf(characters[at]) >= 0 ? SINGLE_QUOTES : DOUBLE_QUOTES + '"';
        int end = at + 1;
        while (end < characters.length && characters[end] != '\n' && closing.indexOf(characters[end]) < 0) {
            end++;
        }
        if (end == characters.length || characters[end] == '\n') {
            return false;
        }
        int start = at;
        strange(characters[at], span(at, end + 1));
        for (at++; at < end; at++) {
            plain(characters[at], at);
        }
        at++;
        tokens.add(new Token(Kind.TEXT, string(start + 1, end), span(start, at)));
        return true;
    }

    private static boolean quote(int c) {
        return (SINGLE_QUOTES + DOUBLE_QUOTES).indexOf(c) >= 0;
    }

    /** Outside of texts and comments: what a word processor puts in place of a space, a quote or a letter. */
    private void strange(int c) {
        strange(c, span(at, at + 1));
    }

    private void strange(int c, Span at) {
        if (Characters.hidden(c)) {
            plain(c, this.at);
            return;
        }
        boolean quote = quote(c);
        findings.add(
                Finding.of(
                        Code.BAD_CHARACTER,
                        at,
                        null,
                        Character.isSpaceChar(c)
                                ? "The character U+%04X looks like a space and is none.".formatted(c)
                                : "The character %s (U+%04X) can only stand in a text%s."
                                        .formatted(Character.toString(c), c, quote ? " (expected: \")" : ""),
                        Character.isSpaceChar(c)
                                ? "Retype it as a space."
                                : quote
                                        ? "A text stands in straight quotes: \"…\"."
                                        : "A name has letters from a to z, digits and _; retype it, as some letters look alike."));
    }

    /**
     * No backslash, because two parsers further on would read it differently; nothing invisible and nothing that turns
     * the direction of reading, because a reviewer would not see what it does.
     */
    private void plain(int c, int position) {
        if (Characters.hidden(c)) {
            findings.add(Characters.hidden(c, span(position, position + 1)));
        } else if (c == '\r') {
            lineEnd(position);
        } else if (c == '\\') {
            findings.add(Finding.of(
                    Code.BAD_CHARACTER,
                    span(position, position + 1),
                    null,
                    "A backslash is not allowed.",
                    "In a pattern of `matches`, write a class instead: [.] for a point, [0-9] for a digit."));
        }
    }

    private void lineEnd(int position) {
        if (position + 1 == characters.length || characters[position + 1] != '\n') {
            findings.add(Characters.loneReturn(span(position, position + 1)));
        }
    }

    private int peek(int ahead) {
        return at + ahead < characters.length ? characters[at + ahead] : -1;
    }

    private String string(int from, int to) {
        return new String(characters, from, to - from);
    }

    private Span span(int from, int to) {
        return new Span(file, line, from - lineStart + 1, to - lineStart + 1);
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
