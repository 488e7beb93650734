package io.rolecall.audit;

/** What is stored is not what was recorded. */
public class DamagedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DamagedRecordException(String message) {
        super(message);
    }
}
