package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as the log and the record have it.
 *
 * @param index negative where the entry has no place in the log yet
 * @param salts of the request and of the answer
 * @param answer as it was sent; null once it is erased, as are the salts
 */
record Provable(long index, byte[] entry, byte @Nullable [] salts, byte @Nullable [] answer) {

    /** @throws SQLDataException where the record is not as it was left */
    static Optional<Provable> find(Session session, Packings packings, String id) throws SQLException {
        Optional<Row> row = session.first(
                "SELECT policy, version, answer, coalesce(entry_index, -1), salts, bytes FROM logged_recommendation WHERE id = ?",
                found -> new Row(
                        found.getString(1),
                        found.getInt(2),
                        found.getBytes(3),
                        found.getLong(4),
                        found.getBytes(5),
                        found.getBytes(6)),
                id);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Row found = row.get();
        if (found.packed.length == 0) {
            if (Erasure.find(session, id).isEmpty()) {
                throw new SQLDataException("the answer of " + id + " is missing");
            }
            return Optional.of(new Provable(found.index, found.entry, null, null));
        }
        if (found.salts == null) {
            throw new SQLDataException("what opens the entry of " + id + " is missing");
        }
        try {
            byte[] answer = packings.of(session, found.policy, found.version).unpack(found.packed);
            return Optional.of(new Provable(found.index, found.entry, found.salts, answer));
        } catch (RuntimeException e) { // what the decompression thinks of bytes that are not its own
            throw new SQLDataException("the answer of " + id + " cannot be unpacked");
        }
    }

    boolean isNumbered() {
        return index >= 0;
    }

    private record Row(String policy, int version, byte[] packed, long index, byte @Nullable [] salts, byte[] entry) {}
}
