package io.rolecall.audit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The log for those who want to check it: checkpoints, entries and proofs. What it gives out it has checked itself. */
public class ProvableLog {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Store store;

    ProvableLog(Store store) {
        this.store = store;
    }

    /** What checkpoints are verified with: name, id and key in one line. */
    public String key() {
        return store.checkpoints().verifier();
    }

    /**
     * The newest checkpoint. It covers all that was recorded up to a second ago.
     *
     * @throws AuditUnavailableException where there is none yet
     */
    public Checkpoint checkpoint() {
        return covering(0);
    }

    /**
     * Entries in their order.
     *
     * @param from the first index; where there is no such entry the list is empty
     * @throws DamagedRecordException where one is not the one that is in the tree
     */
    public List<LoggedEntry> entries(long from, int limit) {
        return store.read(session -> {
            List<LoggedEntry> entries = session.all(
                    "SELECT entry_index, bytes FROM entry WHERE entry_index >= ? ORDER BY entry_index LIMIT ?",
                    row -> new LoggedEntry(row.getLong(1), Hashes.leaf(row.getBytes(2)), row.getBytes(2)),
                    from,
                    limit);
            StoredTree tree = new StoredTree(session);
            for (LoggedEntry entry : entries) {
                byte[] tile = tree.tile(0, entry.index() / Tile.WIDTH);
                if (!Arrays.equals(Tile.hash(tile, (int) (entry.index() % Tile.WIDTH)), entry.leaf())) {
                    throw store.damaged("entry " + entry.index() + " is not the one that is in the tree");
                }
            }
            return entries;
        });
    }

    /**
     * What shows that the log of the larger size begins with all of the smaller one.
     *
     * @throws IllegalArgumentException where the sizes do not fit
     * @throws DamagedRecordException where what is stored does not show it
     */
    public List<byte[]> consistency(long from, long to) {
        return store.read(session -> {
            Proofs proofs = new Proofs(new StoredTree(session));
            List<byte[]> path = proofs.consistency(from, to);
            if (!Proofs.isConsistent(from, proofs.root(from), to, proofs.root(to), path)) {
                throw store.damaged("the first " + to + " entries do not begin with the first " + from);
            }
            return path;
        });
    }

    /**
     * The proof that a recommendation is in the log, empty where it is not: it is unknown, or older than the log.
     *
     * @throws DamagedRecordException where what is stored does not lead to the signed root
     */
    public Optional<Proof> proof(String id) {
        Optional<Provable> recorded = numbered(id);
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        Provable found = recorded.get();
        Checkpoint checkpoint = covering(found.index() + 1);
        byte[] leaf = Hashes.leaf(found.entry());
        List<byte[]> path =
                store.read(session -> new Proofs(new StoredTree(session)).inclusion(found.index(), checkpoint.size()));
        byte @Nullable [] root = Proofs.rootOf(leaf, found.index(), checkpoint.size(), path);
        if (!Arrays.equals(root, checkpoint.root())) {
            throw store.damaged("entry " + found.index() + " does not lead to the root that was signed");
        }
        Payload payload = Payload.of(found, store::damaged);
        return Optional.of(new Proof(
                found.index(),
                checkpoint.size(),
                leaf,
                path,
                checkpoint.note(),
                found.entry(),
                payload == null ? null : payload.request(),
                payload == null ? null : payload.answer()));
    }

    /** Waits for its place in the log, where another thread than the one that recorded it gives out the places. */
    private Optional<Provable> numbered(String id) {
        long end = System.nanoTime() + Checkpoints.PATIENCE.toNanos();
        while (true) {
            Optional<Provable> recorded =
                    store.read(session -> Provable.find(session, store.answers().packings(), id));
            if (recorded.isEmpty() || recorded.get().isNumbered()) {
                return recorded;
            }
            if (System.nanoTime() - end > 0) {
                throw new AuditUnavailableException("the entry of " + id + " has no place in the log yet");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Checkpoint covering(long entries) {
        Checkpoint newest = store.checkpoints().newest();
        boolean covered = newest != null && newest.size() >= entries;
        if (newest != null && covered) {
            return newest;
        }
        String doubt = store.doubt().reason();
        Checkpoint checkpoint = doubt == null ? store.checkpoints().covering(entries) : null;
        if (checkpoint == null) {
            throw new AuditUnavailableException(
                    "no checkpoint covers " + entries + " entries" + (doubt == null ? "" : ": " + doubt));
        }
        return checkpoint;
    }
}
