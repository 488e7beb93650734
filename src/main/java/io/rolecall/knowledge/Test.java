package io.rolecall.knowledge;

import org.jspecify.annotations.Nullable;

/** A condition ready to run on a fact, beside what up to four other patterns matched. */
interface Test {

    /** How many other patterns one comparison may take values from. */
    int OTHERS = 4;

    Truth on(Object fact, @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d);

    /** A value that a condition compares; null is unknown. */
    interface Value {
        @Nullable
        Object in(Object fact, @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d);
    }
}
