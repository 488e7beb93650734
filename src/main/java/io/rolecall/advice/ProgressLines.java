package io.rolecall.advice;

import io.rolecall.audit.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** A line now and then, where the work takes more than a moment. */
final class ProgressLines implements Progress {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration NEXT = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final String what;
    private long next = System.nanoTime() + FIRST.toNanos();

    ProgressLines(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
    }

    @Override
    public void at(long done, long all) {
        if (System.nanoTime() - next >= 0 && done < all) {
            next = System.nanoTime() + NEXT.toNanos();
            out.printf("%s %,d of %,d entries%n", what, done, all);
            out.flush();
        }
    }
}
