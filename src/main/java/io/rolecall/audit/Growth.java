package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the transaction that is open makes the log grow. */
final class Growth {

    private final Session session;
    private Edge edge;
    private @Nullable Edge before; // as it was committed, where the open transaction has added to it
    private @Nullable String checkpoint;

    private Growth(Session session, Edge edge) {
        this.session = session;
        this.edge = edge;
    }

    /** @throws SQLException where the log is not as it was left */
    static Growth of(Session session) throws SQLException {
        Edge edge = StoredTree.edge(session);
        Head head = Head.read(session);
        if (edge.size() != head.size() || !Arrays.equals(edge.root(), head.root())) {
            throw new SQLDataException("the entries do not have the root that was stored with them");
        }
        return new Growth(session, edge);
    }

    long size() {
        return edge.size();
    }

    byte[] root() {
        return edge.root();
    }

    /** @param leaf of the entry that was stored at the index that was the size */
    void add(byte[] leaf) throws SQLException {
        if (before == null) {
            before = edge.copy();
        }
        for (Tile tile : edge.add(leaf)) {
            session.update(
                    "INSERT INTO tile (level, number, root, hashes) VALUES (?, ?, ?, ?)",
                    tile.level(),
                    tile.number(),
                    tile.root(),
                    tile.hashes());
        }
    }

    /** Stores a checkpoint of all that there is with the transaction. */
    void sign(Checkpoint signed) {
        checkpoint = signed.note();
    }

    /** Once a transaction, however many entries it has. */
    void store() throws SQLException {
        if (before != null) {
            session.update("UPDATE head SET size = ?, root = ?", edge.size(), edge.root());
        }
        if (checkpoint != null) {
            session.update("UPDATE head SET checkpoint = ?", checkpoint);
        }
    }

    void committed() {
        before = null;
        checkpoint = null;
    }

    void undone() {
        edge = before == null ? edge : before;
        before = null;
        checkpoint = null;
    }
}
