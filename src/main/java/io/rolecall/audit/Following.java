package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows what another replica signs: shows it here too, if the log has only grown since the checkpoint that was shown last. */
final class Following {

    private final String database;
    private final Checkpoints checkpoints;
    private final Doubt doubt;

    Following(String database, Checkpoints checkpoints, Doubt doubt) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.doubt = doubt;
    }

    /** Raises a doubt where the log is not the one that was signed, or is signed with another key. */
    void look(Session session) throws SQLException {
        @Nullable Checkpoint known = checkpoints.newest(); // before the database is asked, which may be further by then
        @Nullable String note = Head.read(session).checkpoint();
        if (doubt.reason() != null || known != null && known.note().equals(note)) {
            return;
        }
        try {
            Optional<Checkpoint> said = note == null ? Optional.empty() : Checkpoint.parse(note);
            // Before its key is asked for, which may have been replaced since that copy
            if (known != null && (note == null || said.isPresent() && said.get().size() < known.size())) {
                doubt.raise(database + " says that "
                        + said.map(Checkpoint::size).orElse(0L) + " entries were signed, but " + known.size()
                        + " were: it is an older copy; put back the newest copy");
                return;
            }
            Optional<Checkpoint> fresh =
                    note == null ? Optional.empty() : checkpoints.notary().trusted(note, database, doubt);
            if (fresh.isPresent() && extend(session, known, fresh.get())) {
                checkpoints.show(fresh.get());
            }
        } catch (AuditUnavailableException e) {
            doubt.raise(AuditUnavailableException.firstLine(e));
        }
    }

    private boolean extend(Session session, @Nullable Checkpoint known, Checkpoint fresh) throws SQLException {
        Proofs proofs = new Proofs(new StoredTree(session));
        for (Checkpoint each : known == null ? new Checkpoint[] {fresh} : new Checkpoint[] {known, fresh}) {
            if (!Arrays.equals(proofs.root(each.size()), each.root())) {
                doubt.raise("the first " + each.size() + " entries in " + database + " are not those that were signed");
                return false;
            }
        }
        return true;
    }
}
