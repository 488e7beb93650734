package io.rolecall.audit;

import io.rolecall.audit.Appended.KeyConflict;
import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores an entry, unless its idempotency key is taken. */
record Append(Entry entry, byte[] packed, Packings packings) implements Write<Appended> {

    @Override
    public Appended perform(Session session) throws SQLException {
        Idempotency idempotency = entry.idempotency();
        if (idempotency != null) {
            Optional<Appended> earlier = replay(session, packings, idempotency);
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        long index = session.log().append(entry.seal().leaf(), null);
        session.update(
                """
                INSERT INTO recommendation
                    (id, policy, version, digest, status, outcome, reference, recorded_at, fired_id, answer,
                     entry_index, salts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.policy(),
                entry.version(),
                entry.digest(),
                entry.status(),
                entry.outcome(),
                entry.reference(),
                entry.recordedAt().toEpochMilli(),
                session.fired(entry.rules()),
                packed,
                index,
                entry.seal().salts());
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
        Optional<byte[]> stored = answer(session, packings, entry.id());
        if (stored.isPresent()) {
            return Optional.of(new Recorded(stored.get()));
        }
        Idempotency idempotency = entry.idempotency();
        return idempotency == null ? Optional.empty() : replay(session, packings, idempotency);
    }

    static Optional<byte[]> answer(Session session, Packings packings, String id) throws SQLException {
        Optional<Kept> kept = session.first(
                "SELECT id, policy, version, answer, NULL FROM recommendation WHERE id = ?", Kept::from, id);
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(kept.orElseThrow().answer(session, packings));
    }

    static Optional<Appended> replay(Session session, Packings packings, Idempotency idempotency) throws SQLException {
        Optional<Kept> kept = session.first("""
                SELECT id, policy, version, answer, fingerprint
                FROM idempotency JOIN recommendation USING (position)
                WHERE key = ?""", Kept::from, idempotency.key());
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Kept earlier = kept.orElseThrow();
        return Optional.of(
                idempotency.fingerprint().equals(earlier.fingerprint)
                        ? new Replayed(earlier.answer(session, packings), earlier.id)
                        : new KeyConflict());
    }

    /** @param fingerprint null where it was not asked for */
    private record Kept(
            String id,
            String policy,
            int version,
            byte[] packed,
            @Nullable String fingerprint) {

        static Kept from(ResultSet row) throws SQLException {
            return new Kept(row.getString(1), row.getString(2), row.getInt(3), row.getBytes(4), row.getString(5));
        }

        byte[] answer(Session session, Packings packings) throws SQLException {
            return packings.of(session, policy, version).unpack(packed);
        }
    }
}
