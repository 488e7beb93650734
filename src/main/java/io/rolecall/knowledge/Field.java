package io.rolecall.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A field of a fact.
 *
 * @param path its full name, as the trace and the list of unknowns show it: {@code models.status}
 * @param ask the question that gets its value from a person; null where none is written
 * @param why what the answer decides
 * @param min the smallest number allowed; null without a limit
 * @param max the largest number allowed; null without a limit
 * @param given whether it is as it is: nobody who asks for advice can change it
 * @param effort of changing it, from 1 to 5
 * @param maxLength of a text, in characters
 * @param nullable whether it can be unknown: always, but for the vocabulary's
 * @param number its place in its type, from 0
 */
public record Field(
        String name,
        String path,
        ValueType type,
        @Nullable String ask,
        @Nullable String why,
        @Nullable Double min,
        @Nullable Double max,
        boolean given,
        int effort,
        int maxLength,
        boolean nullable,
        int number) {

    /** Where none is written. */
    public static final int USUAL_EFFORT = 3;

    static final int MOST_EFFORT = 5;

    /** A value of it as JSON carries it: an enum constant by its name. */
    public @Nullable Object shown(@Nullable Object value) {
        return Firing.shown(type, value);
    }
}
