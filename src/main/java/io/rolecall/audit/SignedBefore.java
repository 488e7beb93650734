package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was signed before, and whether a database still holds it: an older copy of the database does not. */
final class SignedBefore {

    private SignedBefore() {}

    /** The note in the file that keeps the newest checkpoint that was shown; null where there is none. */
    static @Nullable String kept(Path file) {
        try {
            // What is no UTF-8 any more is no checkpoint either, and said to be malformed.
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : null;
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    file + " cannot be read (" + AuditUnavailableException.firstLine(e)
                            + "): it holds the last checkpoint of the log",
                    e);
        }
    }

    /**
     * What is not as a checkpoint says, in one line; null where all is.
     *
     * @param database its name in messages
     */
    static @Nullable String contradiction(Session session, String database, Checkpoint checkpoint) throws SQLException {
        long size = StoredTree.size(session);
        if (checkpoint.size() > size) {
            return database + " holds " + size + " entries, but " + checkpoint.size()
                    + " were signed: it is an older copy, or entries were removed; put back the newest copy";
        }
        byte[] root = new Proofs(new StoredTree(session)).root(checkpoint.size());
        return Arrays.equals(root, checkpoint.root())
                ? null
                : "the first " + checkpoint.size() + " entries in " + database + " are not those that were signed";
    }

    static String malformed(Object place) {
        return "the checkpoint in " + place + " is malformed";
    }

    static String unsigned(Object place) {
        return "the signature of the checkpoint in " + place + " does not fit it";
    }
}
