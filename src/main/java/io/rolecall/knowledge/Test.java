package io.rolecall.knowledge;

import org.jspecify.annotations.Nullable;

/** A condition ready to run on a fact, beside what other patterns of the rule matched. */
interface Test {

    Truth on(Object fact, Object[] others);

    /** A value that a condition compares; null is unknown. */
    interface Value {
        @Nullable
        Object in(Object fact, Object[] others);
    }
}
