package io.rolecall.knowledge;

/**
 * @param text without quotes for a TEXT
 */
record Token(Kind kind, String text, Span span) {

    enum Kind {
        WORD,
        VARIABLE,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.WORD) && text.equals(symbolOrWord);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** As its author wrote it. */
    String written() {
        return kind == Kind.TEXT ? "\"" + text + "\"" : text;
    }

    /** As an error message shows it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case TEXT -> "the text \"" + Messages.shorten(text) + "\"";
            default -> "\"" + text + "\"";
        };
    }
}
