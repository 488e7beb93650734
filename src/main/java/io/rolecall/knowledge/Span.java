package io.rolecall.knowledge;

/**
 * A place in an author's text. Lines and columns count from 1, columns in characters (code points).
 *
 * @param endColumn the column after the last character; on the same line, and never before column + 1
 */
public record Span(String file, int line, int column, int endColumn) {

    public Span {
        endColumn = Math.max(column + 1, endColumn); // the place of something that is missing is one character wide
    }

    /** From the start of this to the end of the other where both are on one line, else this alone. */
    public Span to(Span other) {
        return other.line == line && other.endColumn > endColumn ? new Span(file, line, column, other.endColumn) : this;
    }
}
