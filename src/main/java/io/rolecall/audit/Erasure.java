package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** That the payload of a recommendation was erased: all but what the log and the statistics need. */
public record Erasure(String recommendation, Instant at, Cause cause) {

    /** Why. The names stay: they are stored, and entries have them in small letters. */
    public enum Cause {
        /** Somebody asked for it. */
        REQUEST,
        /** The policy's period was over. */
        RETENTION;

        /** As an entry has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws SQLDataException where the log does not say so: what is gone was not erased, but lost */
    static Optional<Erasure> find(Session session, String recommendation) throws SQLException {
        Optional<Stored> stored = session.first(
                "SELECT erasure.id, at, cause FROM erasure JOIN recommendation USING (position) WHERE recommendation.id = ?",
                row -> new Stored(
                        row.getString(1),
                        new Erasure(
                                recommendation, Instant.ofEpochMilli(row.getLong(2)), Cause.valueOf(row.getString(3)))),
                recommendation);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Erasure erasure = stored.get().erasure;
        EntryText entry = EntryText.about(session, EntryType.PAYLOAD_ERASED, recommendation, stored.get().id);
        if (!entry.text("t").equals(erasure.at.toString())
                || !entry.text("cause").equals(erasure.cause.text())) {
            throw new SQLDataException("the erasure of " + recommendation + " is not the one that was recorded");
        }
        return Optional.of(erasure);
    }

    private record Stored(String id, Erasure erasure) {}
}
