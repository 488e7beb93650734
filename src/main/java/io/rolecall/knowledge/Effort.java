package io.rolecall.knowledge;

/** How much may still be tried. Counted and not timed, so that the same policy always gets the same findings. */
final class Effort {

    private long left;

    /** @param left how many values of conditions may be looked at */
    Effort(long left) {
        this.left = left;
    }

    void spend(long values) {
        left -= values;
    }

    boolean spent() {
        return left <= 0;
    }

    long left() {
        return left;
    }
}
