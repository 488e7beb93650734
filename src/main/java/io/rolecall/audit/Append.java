package io.rolecall.audit;

import io.rolecall.audit.Appended.KeyConflict;
import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
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
        @Nullable Long index = session.append(entry.seal().leaf(), null);
        session.update(
                """
                INSERT INTO recommendation
                    (id, policy, version, digest, status, outcome, reference, reference_tag, recorded_at, fired_id, answer,
                     entry_index, salts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entry.id(),
                entry.policy(),
                entry.version(),
                entry.digest(),
                entry.status(),
                entry.outcome(),
                entry.reference(),
                ReferenceTag.of(entry.reference()),
                entry.recordedAt().toEpochMilli(),
                session.fired(entry.rules()),
                packed,
                index,
                entry.seal().salts());
        if (idempotency != null) {
            take(session, idempotency);
        }
        return new Recorded(entry.answer());
    }

    private void take(Session session, Idempotency idempotency) throws SQLException {
        int taken = session.update(
                """
                INSERT INTO idempotency (key, fingerprint, position)
                SELECT ?, ?, position FROM recommendation WHERE id = ?
                ON CONFLICT DO NOTHING""", idempotency.key(), idempotency.salted(entry.seal().salts()), entry.id());
        if (taken == 0) {
            throw new SQLTransactionRollbackException("another replica used the key at the same moment", "40001");
        }
    }

    @Override
    public Optional<Appended> recall(Session session) throws SQLException {
        Optional<Appended> stored = find(session, packings, entry.id());
        if (stored.isPresent()) {
            return stored;
        }
        Idempotency idempotency = entry.idempotency();
        return idempotency == null ? Optional.empty() : replay(session, packings, idempotency);
    }

    /** What was recorded under the id, or that it was erased. */
    static Optional<Appended> find(Session session, Packings packings, String id) throws SQLException {
        Optional<Kept> kept = session.first(
                "SELECT id, policy, version, answer, salts, NULL FROM recommendation WHERE id = ?", Kept::from, id);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<Erasure> erasure = kept.orElseThrow().erasure(session);
        return Optional.of(
                erasure.isPresent()
                        ? new Appended.Erased(erasure.get())
                        : new Recorded(kept.orElseThrow().answer(session, packings)));
    }

    static Optional<Appended> replay(Session session, Packings packings, Idempotency idempotency) throws SQLException {
        Optional<Kept> kept = session.first("""
                SELECT id, policy, version, answer, salts, fingerprint
                FROM idempotency JOIN recommendation USING (position)
                WHERE key = ?""", Kept::from, idempotency.key());
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Kept earlier = kept.orElseThrow();
        Optional<Erasure> erasure = earlier.erasure(session);
        if (erasure.isPresent()) {
            return Optional.of(new Appended.Erased(erasure.get()));
        }
        return Optional.of(
                idempotency.salted(earlier.salts).equals(earlier.fingerprint)
                        ? new Replayed(earlier.answer(session, packings), earlier.id)
                        : new KeyConflict());
    }

    /**
     * @param packed empty once it is erased
     * @param salts empty once they are erased, or where there is no log
     * @param fingerprint null where it was not asked for
     */
    private record Kept(
            String id,
            String policy,
            int version,
            byte[] packed,
            byte[] salts,
            @Nullable String fingerprint) {

        static Kept from(ResultSet row) throws SQLException {
            byte[] salts = row.getBytes(5);
            return new Kept(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getBytes(4),
                    salts == null ? new byte[0] : salts,
                    row.getString(6));
        }

        /** Looked up only where there is nothing else to give. */
        Optional<Erasure> erasure(Session session) throws SQLException {
            return packed.length == 0 ? Erasure.find(session, id) : Optional.empty();
        }

        byte[] answer(Session session, Packings packings) throws SQLException {
            return packings.of(session, policy, version).unpack(packed);
        }
    }
}
