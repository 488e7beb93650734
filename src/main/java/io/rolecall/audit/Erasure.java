package io.rolecall.audit;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** That the payload of a recommendation was erased: all but what the log and the statistics need. */
public record Erasure(String recommendation, Instant at, Cause cause) {

    /** Why. The names stay: they are stored, and entries have them in small letters. */
    public enum Cause {
        /** Somebody asked for it. */
        REQUEST,
        /** The policy's period was over. */
        RETENTION
    }

    static Optional<Erasure> find(Session session, String recommendation) throws SQLException {
        return session.first(
                "SELECT at, cause FROM erasure JOIN recommendation USING (position) WHERE recommendation.id = ?",
                row -> new Erasure(
                        recommendation, Instant.ofEpochMilli(row.getLong(1)), Cause.valueOf(row.getString(2))),
                recommendation);
    }
}
