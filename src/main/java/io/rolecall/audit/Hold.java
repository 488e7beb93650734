package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * That a recommendation may not be erased.
 *
 * @param reason why, in the words of who set it
 */
public record Hold(String recommendation, String reason, Instant since) {

    /** The one in force; empty where there is none. */
    static Optional<Hold> find(Session session, String recommendation) throws SQLException {
        Optional<Row> newest = session.first(
                """
                SELECT held, reason, at FROM hold JOIN recommendation USING (position)
                WHERE recommendation.id = ? ORDER BY number DESC LIMIT 1""",
                row -> new Row(
                        row.getInt(1) == 1,
                        new Hold(
                                recommendation,
                                String.valueOf(row.getString(2)),
                                Instant.ofEpochMilli(row.getLong(3)))),
                recommendation);
        return newest.filter(Row::held).map(Row::hold);
    }

    private record Row(boolean held, Hold hold) {}
}
