package io.rolecall.serving;

/** So many callers have versions compiled at once that another one has to come again. Nothing was done for it. */
public final class CompilersBusy extends RuntimeException {

    CompilersBusy() {
        super("too many versions are compiled at once", null, false, false);
    }
}
