package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears of activations by other replicas. Who waits here looks again after a while all the same, because what is said may get lost. */
final class Listening implements AutoCloseable {

    private final PostgresDatabase database;
    private @Nullable PostgresSession session;

    Listening(PostgresDatabase database) {
        this.database = database;
    }

    /** Returns when something is said, or the time is over; for one thread. */
    void await(Duration atMost) throws InterruptedException {
        try {
            PostgresSession current = session;
            if (current == null) {
                current = database.listener();
                session = current;
            }
            current.awaitNotification(atMost);
        } catch (SQLException e) {
            close(); // opened again next time; that the database is away, others say
            Thread.sleep(atMost.toMillis());
        }
    }

    @Override
    public void close() {
        PostgresSession current = session;
        session = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (SQLException e) {
            // it is gone
        }
    }
}
