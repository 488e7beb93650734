package io.rolecall.audit;

/** Whether the record was committed could not be found out in time. The same idempotency key finds out later. */
public class OutcomeUnknownException extends NotRecordedException {

    private static final long serialVersionUID = 1;

    OutcomeUnknownException(String reason) {
        super("not known whether it was recorded: " + reason);
    }
}
