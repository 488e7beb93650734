package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The log as it was at one moment, up to its newest checkpoint; read beside whatever process goes on writing. */
final class LogSnapshot implements AutoCloseable {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Session session;
    private final Checkpoint checkpoint;
    private final long left;

    private LogSnapshot(Session session, Checkpoint checkpoint, long left) {
        this.session = session;
        this.checkpoint = checkpoint;
        this.left = left;
    }

    /** @throws AuditUnavailableException where there is no log that was ever signed, or it cannot be read */
    static LogSnapshot open(Database database) {
        try {
            for (int tries = 1; ; tries++) {
                Session session = database.snapshot();
                try {
                    Checkpoint checkpoint = checkpoint(database, Head.read(session));
                    List<byte[]> newer = session.all(
                            "SELECT bytes FROM said WHERE place >= ?", row -> row.getBytes(1), checkpoint.size());
                    if (!erasing(newer)) {
                        return new LogSnapshot(session, checkpoint, newer.size());
                    }
                } catch (SQLException | RuntimeException e) {
                    session.close();
                    throw e;
                }
                session.close();
                if (tries == TRIES) {
                    throw new AuditUnavailableException("the newest entries of " + database
                            + " erase payloads, and no checkpoint covers them yet: start the service once, so that it"
                            + " signs them");
                }
                pause();
            }
        } catch (SQLException e) {
            throw database.unreadable(e);
        }
    }

    private static Checkpoint checkpoint(Database database, Head head) {
        String note = head.checkpoint();
        if (note == null) {
            throw new AuditUnavailableException(database
                    + " holds nothing that was signed: start the service once, so that it signs what there is");
        }
        return Checkpoint.parse(note)
                .orElseThrow(() -> new AuditUnavailableException("the checkpoint in " + database + " is malformed"));
    }

    /** What was erased is gone, although the log up to the checkpoint does not say so yet. */
    private static boolean erasing(List<byte[]> newer) {
        return newer.stream()
                .map(EntryText::read)
                .anyMatch(entry -> entry != null && entry.is(EntryType.PAYLOAD_ERASED));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted", e);
        }
    }

    Session session() {
        return session;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** How many entries came after the checkpoint. */
    long left() {
        return left;
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
