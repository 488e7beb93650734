package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a recommendation may not be erased.
 *
 * @param reason why, in the words of who set it
 */
public record Hold(String recommendation, String reason, Instant since) {

    /**
     * The one in force; empty where there is none.
     *
     * @throws SQLDataException where it is not as the log says
     */
    static Optional<Hold> find(Session session, String recommendation) throws SQLException {
        Optional<Row> newest = session.first(
                """
                SELECT hold.id, held, reason, salt, at FROM hold JOIN recommendation USING (position)
                WHERE recommendation.id = ? ORDER BY number DESC LIMIT 1""",
                row -> new Row(
                        row.getString(1),
                        row.getInt(2) == 1,
                        new Hold(
                                recommendation, String.valueOf(row.getString(3)), Instant.ofEpochMilli(row.getLong(5))),
                        row.getBytes(4)),
                recommendation);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Row row = newest.get();
        EntryType type = row.held ? EntryType.HOLD_SET : EntryType.HOLD_RELEASED;
        EntryText entry = EntryText.about(session, type, recommendation, row.id);
        if (!row.held) {
            return Optional.empty();
        }
        if (!entry.text("t").equals(row.hold.since.toString())
                || !Commitment.opens(entry.text("reason"), row.salt, row.hold.reason)) {
            throw new SQLDataException("the hold of " + recommendation + " is not the one that was recorded");
        }
        return Optional.of(row.hold);
    }

    private record Row(String id, boolean held, Hold hold, byte @Nullable [] salt) {}
}
