package io.rolecall.audit;

/** The record could not be committed, so there is no answer. Its message is one line for the caller. */
public class NotRecordedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRecordedException(String message) {
        super(message);
    }

    NotRecordedException(String message, Throwable cause) {
        super(message + ": " + AuditUnavailableException.firstLine(cause), cause);
    }
}
