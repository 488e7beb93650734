package io.rolecall.serving;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How many callers at once may have a version compiled or checked, another outcome searched for in many situations, or many records
 * counted, which takes a processor for up to some seconds. A few more wait for their turn for a short while, and all others are told
 * to come again: so there are threads left for those who ask what is live. Making a version live takes no turn.
 */
@Component
public class Turns {

    static final int AT_ONCE = 2;

    /** Far fewer than the web server has threads. */
    static final int WAITING = 14;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE + WAITING);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * Does the work when it is its turn. In it no other turn is taken: all who have one could wait for another.
     *
     * @throws TooBusy where it is not within a short while; nothing was done then
     */
    public <T> T take(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new TooBusy();
        }
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusy();
            }
            try {
                return work.get();
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooBusy();
        } finally {
            places.release();
        }
    }
}
