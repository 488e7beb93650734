package io.rolecall.audit;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few read-only connections beside the one that writes; neither waits for the other. */
final class Readers implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final Database database;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

    Readers(Database database) {
        this.database = database;
    }

    <T> T read(Reading<T> reading) {
        free.acquireUninterruptibly();
        try {
            Session kept = idle.pollFirst();
            if (kept != null) {
                try {
                    return read(kept, reading);
                } catch (SQLException e) {
                    drop(); // the connections that were kept broke while nobody used them, or a new one will say what
                    // is wrong
                }
            }
            return read(database.reader(), reading);
        } catch (SQLException e) {
            throw new AuditUnavailableException(
                    database + " cannot be read (" + AuditUnavailableException.firstLine(e) + ")", e);
        } finally {
            free.release();
        }
    }

    private <T> T read(Session session, Reading<T> reading) throws SQLException {
        boolean sound = false;
        try {
            T found = reading.from(session);
            sound = true;
            return found;
        } finally {
            if (sound) {
                idle.addFirst(session);
            } else {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        free.acquireUninterruptibly(CONNECTIONS);
        try {
            drop();
        } catch (SQLException e) {
            throw new AuditUnavailableException(database + " was not closed properly", e);
        }
    }

    private void drop() throws SQLException {
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            session.close();
        }
    }
}
