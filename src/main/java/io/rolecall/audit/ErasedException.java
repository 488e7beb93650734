package io.rolecall.audit;

/** What is asked for was erased. */
public class ErasedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Erasure erasure;

    /** @param erasure when and why */
    public ErasedException(Erasure erasure) {
        super(erasure.recommendation() + " was erased", null, false, false);
        this.erasure = erasure;
    }

    /** When and why. */
    public Erasure erasure() {
        return erasure;
    }
}
