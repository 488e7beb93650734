package io.rolecall.advice;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps work in the background from slowing those who wait for an answer: while there are any, it rests many times as long as
 * it has worked. A thread's priority would not do, which Linux does not heed.
 */
final class Pace {

    /** Short enough for a request not to notice, long enough that a rest is not much longer than it was meant to be. */
    private static final long SLICE = 200_000;

    /** What came before the first piece of work does not count. */
    private static final long LONGEST = 100 * SLICE;

    /** How many times as long as it works it rests: it takes a tenth of one processor. */
    private static final int RESTS = 9;

    /** Requests come with gaps. */
    private static final long RECENTLY = 20_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LiveRequests requests;
    private long begun;

    Pace(LiveRequests requests) {
        this.requests = requests;
    }

    /** Between two small pieces of work. */
    void rest() {
        long now = threads.getCurrentThreadCpuTime();
        long worked = now - begun;
        if (worked >= SLICE) {
            if (requests.within(RECENTLY)) {
                LockSupport.parkNanos(Math.min(worked, LONGEST) * RESTS);
            }
            begun = now;
        }
    }
}
