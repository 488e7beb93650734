package io.rolecall.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Works on several neighbours at once, and takes what came of it in their order. */
final class InOrder {

    private InOrder() {}

    /** Takes what came of one. */
    interface Taker<T> {
        void take(T one) throws IOException;
    }

    static <T> void each(long count, LongFunction<Callable<T>> work, Taker<T> taker) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(processors);
        Deque<Future<T>> ahead = new ArrayDeque<>();
        try {
            long next = 0;
            for (long number = 0; number < count; number++) {
                while (next < count && ahead.size() < 4 * processors) {
                    ahead.add(pool.submit(work.apply(next++)));
                }
                taker.take(ahead.remove().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
