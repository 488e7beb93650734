package io.rolecall.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where records are kept, and the log with them. */
interface Store extends AutoCloseable {

    /** Returns once it is committed. */
    <T> T write(Write<T> write);

    <T> T read(Reading<T> reading);

    Checkpoints checkpoints();

    StoredAnswers answers();

    Doubt doubt();

    /** Raises a doubt: what is stored is not what was recorded. */
    default DamagedRecordException damaged(String found) {
        doubt().raise(found);
        return new DamagedRecordException(found);
    }

    /** Why the next write is expected not to be stored, in one line; null where it is expected to be. */
    @Nullable
    String refusal();

    /** Whether other processes may use it at the same time. */
    default boolean isShared() {
        return false;
    }

    /** Returns when another process may have made a version active, or the time is over; for one thread. */
    default void awaitActivation(Duration atMost) throws InterruptedException {
        Thread.sleep(atMost.toMillis());
    }

    default boolean accepting() {
        return refusal() == null;
    }

    @Override
    void close();
}
