package io.rolecall.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a policy: where, what, and what would be right.
 *
 * @param severity the code's
 * @param code for machines, and for the page that explains it
 * @param file below the policy's folder
 * @param line from 1
 * @param column from 1, in characters (code points; a tab is one)
 * @param endColumn the column after the last character meant, on the same line; always after {@code column}
 * @param rule the name of the rule it stands in, if it stands in one
 * @param message one sentence, with what was expected in brackets where that is a list
 * @param hint how to mend it, if there is more to say
 */
public record Finding(
        Severity severity,
        Code code,
        String file,
        int line,
        int column,
        int endColumn,
        @Nullable String rule,
        String message,
        @Nullable String hint) {

    /** An error refuses the whole policy; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Finding of(Code code, Span at, @Nullable String rule, String message, @Nullable String hint) {
        return new Finding(
                code.severity(), code, at.file(), at.line(), at.column(), at.endColumn(), rule, message, hint);
    }

    @JsonIgnore
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: message}, then the hint. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + (hint == null ? "" : " " + hint);
    }
}
