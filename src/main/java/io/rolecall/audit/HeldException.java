package io.rolecall.audit;

/** What should be erased is held. */
public class HeldException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Hold hold;

    HeldException(Hold hold) {
        super(hold.recommendation() + " is held", null, false, false);
        this.hold = hold;
    }

    /** Since when and why. */
    public Hold hold() {
        return hold;
    }
}
