package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the log against its last checkpoint before anything is added to it. */
final class LogOpening {

    private static final Logger log = LoggerFactory.getLogger(LogOpening.class);

    private final String database;
    private final Path beside;
    private final LogSigning signing;
    private final Doubt doubt;

    private LogOpening(String database, Path beside, LogSigning signing, Doubt doubt) {
        this.database = database;
        this.beside = beside;
        this.signing = signing;
        this.doubt = doubt;
    }

    static Path checkpointFile(Path database) {
        return database.resolveSibling(database.getFileName() + ".checkpoint");
    }

    /**
     * @param session sees the database as it is at one moment
     * @param database its name in messages
     * @param beside the file with the newest checkpoint that was shown
     * @throws AuditUnavailableException where the key is not the log's, or there is none
     */
    static Checkpoints open(Session session, String database, Path beside, LogSigning signing, Doubt doubt)
            throws SQLException {
        return new LogOpening(database, beside, signing, doubt).open(session);
    }

    private Checkpoints open(Session session) throws SQLException {
        Head head = Head.read(session);
        @Nullable String kept = SignedBefore.kept(beside);
        SigningKey key = key(head.checkpoint() != null || kept != null);
        Notary notary = new Notary(signing, key);
        List<Checkpoint> checkpoints = new ArrayList<>();
        boolean holds = true;
        // The kept one first: a copy of the database from before the key was replaced is an older copy above all
        for (@Nullable String note : Arrays.asList(kept, head.checkpoint())) {
            if (note != null && holds) {
                Optional<Checkpoint> checkpoint = notary.trusted(note, note.equals(kept) ? beside : database, doubt);
                checkpoint.ifPresent(checkpoints::add);
                holds = checkpoint.isEmpty() || holds(session, checkpoint.get());
            }
        }
        compareEnd(session, head);
        Checkpoint newest = checkpoints.stream()
                .max(Comparator.comparingLong(Checkpoint::size))
                .orElse(null);
        String origin = newest == null ? origin(key) : newest.origin();
        SigningKey before = notary.before();
        KeyRotation rotation = before == null ? null : new KeyRotation(before, key, origin);
        if (!Files.exists(signing.key())) {
            key.write(signing.key());
            log.info(
                    "A key to sign checkpoints with was made: {}. Keep a copy where the database is not.",
                    signing.key());
        }
        if (newest != null && !newest.note().equals(kept) && doubt.reason() == null) {
            keep(newest, kept);
        }
        return new Checkpoints(notary, origin, beside, rotation, newest, head.size());
    }

    /** Before it is shown: the process may have ended between its commit and this. */
    private void keep(Checkpoint newest, @Nullable String kept) {
        if (kept == null) {
            log.warn("{} was missing, and is written anew from the database", beside);
        }
        try {
            DurableFile.replace(beside, newest.note().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    beside + " cannot be written (" + AuditUnavailableException.firstLine(e)
                            + "): it holds the last checkpoint of the log",
                    e);
        }
    }

    /** One that is new is written only when it is known that it may sign this log. */
    private SigningKey key(boolean signedBefore) {
        Path file = signing.key();
        if (Files.exists(file)) {
            return SigningKey.read(file);
        }
        if (signedBefore && signing.previous() == null) {
            throw new AuditUnavailableException(file + " is missing: it holds the key that signed the checkpoints of "
                    + database + "; put it back, or say with rolecall.audit.key where it is");
        }
        return SigningKey.generate();
    }

    private String origin(SigningKey key) {
        return signing.origin() == null ? key.origin() : signing.origin();
    }

    private boolean holds(Session session, Checkpoint checkpoint) {
        String contradiction;
        try {
            contradiction = SignedBefore.contradiction(session, database, checkpoint);
        } catch (SQLException e) {
            contradiction = database + ": " + AuditUnavailableException.firstLine(e);
        }
        if (contradiction != null) {
            doubt.raise(contradiction);
        }
        return contradiction == null;
    }

    /** The entries that no checkpoint covers yet. */
    private void compareEnd(Session session, Head head) {
        try {
            Edge edge = StoredTree.edge(session);
            if (edge.size() != head.size() || !Arrays.equals(edge.root(), head.root())) {
                doubt.raise("the last entries in " + database + " are not those that were recorded");
            }
        } catch (SQLException e) {
            doubt.raise(database + ": " + AuditUnavailableException.firstLine(e));
        }
    }
}
