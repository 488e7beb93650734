package io.rolecall.knowledge;

import org.jspecify.annotations.Nullable;

/** Kleene's three values. */
enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
    }

    Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** As JSON carries it: null is unknown. */
    @Nullable
    Boolean orNull() {
        return this == UNKNOWN ? null : Boolean.valueOf(this == TRUE);
    }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
