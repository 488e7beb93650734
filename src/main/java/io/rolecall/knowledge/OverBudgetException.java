package io.rolecall.knowledge;

/** An evaluation that was stopped because it went past what an evaluation may cost. Its session is thrown away. */
public final class OverBudgetException extends RuntimeException {

    /** What there was too much of. The same facts under the same policy go past the first three again. */
    public enum Reason {
        /** Rules that fired, each match counted. */
        FIRINGS,
        /** Derived facts that rules inserted. */
        INSERTED_FACTS,
        /** Characters of the answer. */
        ANSWER_SIZE,
        /** Milliseconds since the evaluation began. */
        TIME
    }

    private final Reason reason;

    OverBudgetException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** A sentence: what was too much, and how much is allowed. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
