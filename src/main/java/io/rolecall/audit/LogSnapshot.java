package io.rolecall.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log as it was at one moment, up to its newest checkpoint; read beside whatever process goes on writing. */
final class LogSnapshot implements AutoCloseable {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Database database;
    private final Path beside;
    private final @Nullable String kept;
    private final Session session;
    private final Checkpoint checkpoint;
    private final long left;

    private LogSnapshot(
            Database database, Path beside, @Nullable String kept, Session session, Checkpoint checkpoint, long left) {
        this.database = database;
        this.beside = beside;
        this.kept = kept;
        this.session = session;
        this.checkpoint = checkpoint;
        this.left = left;
    }

    /**
     * @param beside the file with the newest checkpoint that was shown
     * @throws AuditUnavailableException where there is no log that was ever signed, or it cannot be read
     */
    static LogSnapshot open(Database database, Path beside) {
        try {
            for (int tries = 1; ; tries++) {
                String kept = SignedBefore.kept(beside); // before the database is asked, which may be further by then
                Session session = database.snapshot();
                try {
                    Checkpoint checkpoint = checkpoint(database, session, kept);
                    List<byte[]> newer = session.all(
                            "SELECT bytes FROM said WHERE place >= ?", row -> row.getBytes(1), checkpoint.size());
                    if (!erasing(newer)) {
                        return new LogSnapshot(database, beside, kept, session, checkpoint, newer.size());
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

    private static Checkpoint checkpoint(Database database, Session session, @Nullable String kept)
            throws SQLException {
        String note = Head.read(session).checkpoint();
        if (note == null) {
            Checkpoint before = kept == null ? null : Checkpoint.parse(kept).orElse(null);
            String gone = before == null ? null : SignedBefore.contradiction(session, database.toString(), before);
            throw new AuditUnavailableException(
                    gone != null
                            ? gone
                            : database + " holds nothing that was signed: start the service once, so that it signs"
                                    + " what there is");
        }
        return Checkpoint.parse(note)
                .orElseThrow(() -> new AuditUnavailableException(SignedBefore.malformed(database)));
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

    /**
     * What the database does not hold of what was signed and shown; null where it holds all.
     *
     * @throws AuditUnavailableException where the newest checkpoint that was kept is another log's
     */
    @Nullable
    String contradiction(VerifierKey key) throws SQLException {
        if (kept == null || kept.equals(checkpoint.note())) {
            return null;
        }
        Checkpoint before = Checkpoint.parse(kept).orElse(null);
        if (before == null) {
            return SignedBefore.malformed(beside);
        }
        SignedNote signed = SignedNote.parse(kept).orElseThrow();
        if (key.named(signed) && !key.signed(signed)) {
            return SignedBefore.unsigned(beside);
        }
        if (!before.origin().equals(checkpoint.origin())) {
            throw new AuditUnavailableException(beside + " is the last checkpoint of the log " + before.origin()
                    + ", but " + database + " holds " + checkpoint.origin()
                    + " (expected: one log; say with --data where the folder of its service is)");
        }
        return SignedBefore.contradiction(session, database.toString(), before);
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
