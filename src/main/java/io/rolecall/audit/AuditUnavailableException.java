package io.rolecall.audit;

import java.util.Objects;

/** The log cannot be opened. Its message is one line that says what is wrong and how to mend it. */
public class AuditUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AuditUnavailableException(String message) {
        super(message);
    }

    AuditUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a driver or library had to say, in one line. */
    static String firstLine(Throwable cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return message.strip().lines().findFirst().orElse(cause.toString());
    }
}
