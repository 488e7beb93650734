package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those who erased something go on when it is gone from the write-ahead log too. Somebody who reads keeps it there for a
 * moment, so it may take several attempts, between which others write. For the thread that writes.
 */
final class Clearing {

    private static final Logger log = LoggerFactory.getLogger(Clearing.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String UNFINISHED =
            "erased, but still in the write-ahead log, which somebody reads; erase it again to see it through";

    private final List<Pending<?>> waiting = new ArrayList<>();
    private long since;

    /** @param committed what it erased is gone from the database, as far as that is one */
    void add(Pending<?> committed) {
        if (waiting.isEmpty()) {
            since = System.nanoTime();
        }
        waiting.add(committed);
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    /** @param session null while there is none */
    void go(@Nullable Session session) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            if (session != null && session.emptyWriteAheadLog()) {
                waiting.forEach(Pending::committed);
                waiting.clear();
            }
        } catch (SQLException e) {
            log.warn("The write-ahead log was not emptied after an erasure", e);
        }
        if (System.nanoTime() - since > PATIENCE.toNanos()) {
            end();
        }
    }

    /** Tells those who still wait that it did not work. */
    void end() {
        waiting.forEach(pending -> pending.fail(new ErasureUnfinishedException(UNFINISHED)));
        waiting.clear();
    }
}
