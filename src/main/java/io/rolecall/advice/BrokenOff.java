package io.rolecall.advice;

/** An answer that failed after its beginning was sent: its caller must not take it for a whole one. */
final class BrokenOff extends RuntimeException {

    BrokenOff(String what) {
        super(what, null, false, false);
    }
}
