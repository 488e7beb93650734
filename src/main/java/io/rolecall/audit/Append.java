package io.rolecall.audit;

import io.rolecall.audit.Appended.KeyConflict;
import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.sql.SQLException;
import java.util.Optional;

/** Stores an entry, unless its idempotency key is taken. */
record Append(Entry entry) implements Write<Appended> {

    @Override
    public Appended perform(Session session) throws SQLException {
        Idempotency idempotency = entry.idempotency();
        if (idempotency != null) {
            Optional<Appended> earlier = replay(session, idempotency);
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        session.update(
                """
                INSERT INTO recommendation
                    (id, policy, version, digest, status, outcome, reference, recorded_at, fired_id, answer)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.policy(),
                entry.version(),
                entry.digest(),
                entry.status(),
                entry.outcome(),
                entry.reference(),
                entry.recordedAt().toEpochMilli(),
                session.fired(entry.rules()),
                entry.answer());
        if (idempotency != null) {
            session.update(
                    "INSERT INTO idempotency (key, fingerprint, position) VALUES (?, ?, last_insert_rowid())",
                    idempotency.key(),
                    idempotency.fingerprint());
        }
        return new Recorded(entry.answer());
    }

    @Override
    public Optional<Appended> recall(Session session) throws SQLException {
        Optional<byte[]> stored = answer(session, entry.id());
        if (stored.isPresent()) {
            return Optional.of(new Recorded(stored.get()));
        }
        Idempotency idempotency = entry.idempotency();
        return idempotency == null ? Optional.empty() : replay(session, idempotency);
    }

    static Optional<byte[]> answer(Session session, String id) throws SQLException {
        return session.first("SELECT answer FROM recommendation WHERE id = ?", row -> row.getBytes(1), id);
    }

    static Optional<Appended> replay(Session session, Idempotency idempotency) throws SQLException {
        return session.first(
                """
                SELECT fingerprint, answer, id
                FROM idempotency JOIN recommendation USING (position)
                WHERE key = ?""",
                row -> row.getString(1).equals(idempotency.fingerprint())
                        ? new Replayed(row.getBytes(2), row.getString(3))
                        : new KeyConflict(),
                idempotency.key());
    }
}
