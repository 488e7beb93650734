package io.rolecall.audit;

import io.rolecall.audit.Proof.Opening;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The payloads of entries, as lines for an export. What was erased has none. */
final class StoredPayloads {

    private static final String THESE =
            " WHERE id IN (" + IntStream.range(0, Tile.WIDTH).mapToObj(i -> "?").collect(Collectors.joining(",")) + ")";
    private static final String RECOMMENDATIONS =
            "SELECT id, policy, version, answer, salts FROM recommendation" + THESE;
    private static final String NOTES = "SELECT id, note, salt FROM follow_up" + THESE;
    private static final String REASONS = "SELECT id, reason, salt FROM hold" + THESE;

    private final Session session;
    private final Packings packings = new Packings();
    private final Consumer<String> damage;
    private long written;

    /** @param damage told of each record that does not open its entry's commitments; it has no line */
    StoredPayloads(Session session, Consumer<String> damage) {
        this.session = session;
        this.damage = damage;
    }

    /** How many lines there were. */
    long written() {
        return written;
    }

    /** The lines of neighbouring entries, of which the first has this index; one that is null has none. */
    byte[] lines(long from, List<@Nullable EntryText> entries) throws SQLException {
        Object[] ids = new Object[Tile.WIDTH];
        for (int i = 0; i < ids.length; i++) {
            EntryText entry = i < entries.size() ? entries.get(i) : null;
            // PostgreSQL cannot look for a text with NUL, which only an entry that was changed has
            ids[i] = entry == null || entry.id().contains("\0") ? "" : entry.id();
        }
        Map<String, Row> recommendations = recommendations(ids);
        Map<String, Map<String, Opening>> said = new HashMap<>();
        said.putAll(said(NOTES, "note", ids));
        said.putAll(said(REASONS, "reason", ids));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < entries.size(); i++) {
            EntryText entry = entries.get(i);
            Row row = entry == null ? null : recommendations.get(entry.id());
            Map<String, Opening> parts = entry == null ? null : said.get(entry.id());
            if (entry != null && row != null && entry.is(EntryType.RECOMMENDATION)) {
                parts = parts(from + i, entry, row);
            }
            if (entry != null && parts != null) {
                text.writeBytes(new PayloadLine(from + i, entry.id(), parts).bytes());
                text.write('\n');
                written++;
            }
        }
        return text.toByteArray();
    }

    private @Nullable Map<String, Opening> parts(long index, EntryText entry, Row row) throws SQLException {
        try {
            byte[] answer = packings.of(session, row.policy, row.version).unpack(row.packed);
            Payload payload =
                    Payload.of(new Provable(index, entry.bytes(), row.salts, answer), DamagedRecordException::new);
            return payload == null ? null : Map.of("answer", payload.answer(), "request", payload.request());
        } catch (RuntimeException e) { // what the decompression thinks of bytes that are not its own, too
            damage.accept("entry " + index + " (" + entry.id() + "): the answer that is kept is not the one that was"
                    + " recorded, so it is left out");
            return null;
        }
    }

    private Map<String, Row> recommendations(Object[] ids) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        session.all(
                RECOMMENDATIONS,
                row -> {
                    byte[] packed = row.getBytes(4);
                    byte[] salts = row.getBytes(5);
                    if (packed != null && packed.length > 0 && salts != null) {
                        rows.put(row.getString(1), new Row(row.getString(2), row.getInt(3), packed, salts));
                    }
                    return true;
                },
                ids);
        return rows;
    }

    /** What was said in words, by the id of the entry that is committed to it. */
    private Map<String, Map<String, Opening>> said(String sql, String part, Object[] ids) throws SQLException {
        Map<String, Map<String, Opening>> said = new HashMap<>();
        session.all(
                sql,
                row -> {
                    String words = row.getString(2);
                    byte[] salt = row.getBytes(3);
                    if (words != null && salt != null) {
                        said.put(row.getString(1), Map.of(part, new Opening(salt, CanonicalJson.of(words))));
                    }
                    return true;
                },
                ids);
        return said;
    }

    private record Row(String policy, int version, byte[] packed, byte[] salts) {}
}
