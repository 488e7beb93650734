package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list whose items are numbered, newest first.
 *
 * @param below only items with a lower number
 * @param limit how many
 */
record NumberedPage(long below, int limit) {

    static final int MOST = 500;

    private static final int PAGE = 50;
    private static final Pattern CURSOR = Pattern.compile("[1-9]\\d{0,8}");

    /** @throws ProblemException where one of both does not fit */
    static NumberedPage of(@Nullable String cursor, @Nullable Integer limit) {
        int count = QueryParameters.limit(limit, PAGE, MOST);
        if (cursor == null || cursor.isEmpty()) {
            return new NumberedPage(Integer.MAX_VALUE, count);
        }
        if (!CURSOR.matcher(cursor).matches()) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    "cursor is \"" + Messages.shorten(cursor) + "\" (expected: next of the page before).");
        }
        return new NumberedPage(Long.parseLong(cursor), count);
    }

    /** @param found one more than the limit, where there are more */
    <T> List<T> cut(List<T> found) {
        return found.size() > limit ? found.subList(0, limit) : found;
    }

    <T> @Nullable String next(List<T> found, ToLongFunction<T> number) {
        return found.size() > limit ? String.valueOf(number.applyAsLong(found.get(limit - 1))) : null;
    }
}
