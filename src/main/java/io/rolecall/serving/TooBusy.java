package io.rolecall.serving;

/** So many callers have versions compiled, or situations searched, at once that another one has to come again. Nothing was done for it. */
public final class TooBusy extends RuntimeException {

    TooBusy() {
        super("too much is compiled or searched at once", null, false, false);
    }
}
