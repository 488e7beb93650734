package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few read-only connections beside the one that writes; neither waits for the other. */
final class Readers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Readers.class);
    private static final int CONNECTIONS = 4;

    private final Database database;
    private final Doubt doubt;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    /** @param doubt raised where what is read is not what was recorded */
    Readers(Database database, Doubt doubt) {
        this.database = database;
        this.doubt = doubt;
    }

    /** @throws DamagedRecordException where the reading finds by a {@link SQLDataException} that it is not what was recorded */
    <T> T read(Reading<T> reading) {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw new AuditUnavailableException(database + " is closed");
            }
            Session kept = idle.pollFirst();
            if (kept != null) {
                try {
                    return read(kept, reading);
                } catch (SQLDataException e) {
                    throw e;
                } catch (SQLException e) {
                    drop(); // the connections that were kept broke while nobody used them, or a new one will say what
                    // is wrong
                }
            }
            return read(database.reader(), reading);
        } catch (SQLDataException e) {
            String found = AuditUnavailableException.firstLine(e);
            doubt.raise(found);
            throw new DamagedRecordException(found);
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

    /** Waits for those who read; whoever comes later is refused. */
    @Override
    public void close() {
        free.acquireUninterruptibly(CONNECTIONS);
        closed = true;
        drop();
        free.release(CONNECTIONS);
    }

    /** All of them, whatever one says to it. */
    private void drop() {
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            try {
                session.close();
            } catch (SQLException e) {
                log.warn("A connection to {} was not closed properly", database, e);
            }
        }
    }
}
