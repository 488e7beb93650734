package io.rolecall.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

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
    static LogSnapshot open(Path database) {
        if (!Files.isRegularFile(database)) {
            throw new AuditUnavailableException(database
                    + " is not there (expected: the record of the service; say with --data where its folder is)");
        }
        try {
            for (int tries = 1; ; tries++) {
                Session session = DatabaseFile.reader(database);
                try {
                    session.update("BEGIN");
                    Head head = Head.read(session);
                    Checkpoint checkpoint = checkpoint(database, head);
                    if (!erasedSince(session, checkpoint.size())) {
                        return new LogSnapshot(session, checkpoint, StoredTree.size(session) - checkpoint.size());
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
            throw new AuditUnavailableException(
                    database + " cannot be read (" + AuditUnavailableException.firstLine(e)
                            + "): it has to hold the log of this version of the service, in a folder that can be written",
                    e);
        }
    }

    private static Checkpoint checkpoint(Path database, Head head) {
        String note = head.checkpoint();
        if (note == null) {
            throw new AuditUnavailableException(database
                    + " holds nothing that was signed: start the service once, so that it signs what there is");
        }
        return Checkpoint.parse(note)
                .orElseThrow(() -> new AuditUnavailableException("the checkpoint in " + database + " is malformed"));
    }

    /** What was erased is gone, although the log up to the checkpoint does not say so yet. */
    private static boolean erasedSince(Session session, long size) throws SQLException {
        return session.all("SELECT bytes FROM entry WHERE entry_index >= ?", row -> row.getBytes(1), size).stream()
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
