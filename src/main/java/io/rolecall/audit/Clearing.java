package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those who erased something go on when it is gone from the write-ahead log too. Somebody who reads keeps it there for a
 * moment, so it may take several attempts, between which others write. It is tried until it worked, although those who wait are
 * told after a while that it has not yet. For the thread that writes.
 */
final class Clearing {

    private static final Logger log = LoggerFactory.getLogger(Clearing.class);
    private static final String UNFINISHED =
            "erased, but still in the write-ahead log, which somebody reads; it is removed as soon as nobody does";

    private final Duration patience;
    private final Duration pause;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean unclean;
    private boolean late;
    private long next = System.nanoTime();

    private record Waiting(Pending<?> pending, long since) {}

    /**
     * @param patience how long somebody waits
     * @param pause between attempts that nobody waits for any more
     */
    Clearing(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /** @param committed what it erased is gone from the database, as far as that is one */
    void add(Pending<?> committed) {
        waiting.add(new Waiting(committed, System.nanoTime()));
        unclean = true;
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    /** @param session null while there is none */
    void go(@Nullable Session session) {
        if (!unclean || waiting.isEmpty() && System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + pause.toNanos();
        try {
            if (session != null && session.emptyWriteAheadLog()) {
                unclean = false;
                waiting.forEach(each -> each.pending.committed());
                waiting.clear();
                if (late) {
                    log.info("What was erased is gone from the write-ahead log now");
                }
                late = false;
                return;
            }
        } catch (SQLException e) {
            late("The write-ahead log cannot be emptied after an erasure; it is tried again until it can", e);
        }
        long now = System.nanoTime();
        if (fail(each -> now - each.since >= patience.toNanos())) {
            late(
                    "What was erased is still in the write-ahead log, which somebody reads; it is tried again until it is gone",
                    null);
        }
    }

    private void late(String message, @Nullable Throwable why) {
        if (!late) {
            log.warn(message, why);
        }
        late = true;
    }

    /** Tells those who still wait that it did not work. */
    void end() {
        fail(each -> true);
    }

    private boolean fail(Predicate<Waiting> which) {
        List<Waiting> failed = waiting.stream().filter(which).toList();
        waiting.removeAll(failed);
        failed.forEach(each -> each.pending.fail(new ErasureUnfinishedException(UNFINISHED)));
        return !failed.isEmpty();
    }
}
