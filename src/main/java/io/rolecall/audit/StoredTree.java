package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree as it is stored: full tiles as such, what does not fill one from the entries and from the roots of the tiles below.
 * What was read is remembered, so one object serves one question.
 */
final class StoredTree implements Subtrees {

    private final Session session;
    private final Map<String, byte[]> read = new HashMap<>();

    StoredTree(Session session) {
        this.session = session;
    }

    @Override
    public byte[] root(int height, long number) throws SQLException {
        int level = height / Tile.HEIGHT;
        int inTile = height % Tile.HEIGHT;
        long first = number << inTile;
        byte[] hashes = tile(level, first / Tile.WIDTH);
        int from = (int) (first % Tile.WIDTH);
        if (hashes.length < (from + (1 << inTile)) * Hashes.LENGTH) {
            throw new SQLDataException("the log lacks entries or tiles: level " + level + " ends before " + first);
        }
        return Tile.root(hashes, from, inTile);
    }

    /** The hashes of a tile, full or not, one after the other. */
    byte[] tile(int level, long number) throws SQLException {
        String key = level + "/" + number;
        byte[] known = read.get(key);
        if (known == null) {
            known = readTile(level, number);
            read.put(key, known);
        }
        return known;
    }

    private byte[] readTile(int level, long number) throws SQLException {
        Optional<byte[]> full = session.first(
                "SELECT hashes FROM tile WHERE level = ? AND number = ?", row -> row.getBytes(1), level, number);
        return full.isPresent() ? full.get() : Tile.joined(below(session, level, number));
    }

    /** A tile's hashes from what is below it. */
    static List<byte[]> below(Session session, int level, long number) throws SQLException {
        long from = number * Tile.WIDTH;
        if (level == 0) {
            return session.all(
                    "SELECT bytes FROM entry WHERE entry_index >= ? AND entry_index < ? ORDER BY entry_index",
                    row -> Hashes.leaf(row.getBytes(1)),
                    from,
                    from + Tile.WIDTH);
        }
        return session.all(
                "SELECT root FROM tile WHERE level = ? AND number >= ? AND number < ? ORDER BY number",
                row -> row.getBytes(1),
                level - 1,
                from,
                from + Tile.WIDTH);
    }

    /** The edge of all that is stored, from the entries and the roots of full tiles alone. */
    static Edge edge(Session session) throws SQLException {
        long size = size(session);
        List<List<byte[]>> open = new ArrayList<>();
        int level = 0;
        for (long width = size; width > 0; width /= Tile.WIDTH) {
            int expected = (int) (width % Tile.WIDTH);
            List<byte[]> hashes = expected == 0 ? List.of() : below(session, level, width / Tile.WIDTH);
            if (hashes.size() != expected) {
                throw new SQLDataException("the log lacks entries or tiles: " + hashes.size() + " at the end of level "
                        + level + " (expected: " + expected + ")");
            }
            open.add(hashes);
            level++;
        }
        return Edge.of(size, open);
    }

    /** How many entries there are. */
    static long size(Session session) throws SQLException {
        return session.first("SELECT coalesce(max(entry_index) + 1, 0) FROM entry", row -> row.getLong(1))
                .orElse(0L);
    }
}
