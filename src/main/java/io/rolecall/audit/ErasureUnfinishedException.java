package io.rolecall.audit;

/** A payload is erased, but what is left of it in the write-ahead log could not be removed yet. */
public final class ErasureUnfinishedException extends NotRecordedException {

    private static final long serialVersionUID = 1;

    ErasureUnfinishedException(String message) {
        super(message);
    }
}
