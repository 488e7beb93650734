package io.rolecall.audit;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few read-only connections beside the one that writes; neither waits for the other. */
final class Readers implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final DatabaseFile file;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

    Readers(DatabaseFile file) {
        this.file = file;
    }

    <T> T read(Reading<T> reading) {
        free.acquireUninterruptibly();
        try {
            Session session = idle.pollFirst();
            if (session == null) {
                session = file.reader();
            }
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
        } catch (SQLException e) {
            throw new AuditUnavailableException(
                    file + " cannot be read (" + AuditUnavailableException.firstLine(e) + "): check the disk", e);
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        free.acquireUninterruptibly(CONNECTIONS);
        try {
            for (Session session : idle) {
                session.close();
            }
        } catch (SQLException e) {
            throw new AuditUnavailableException(file + " was not closed properly", e);
        }
    }
}
