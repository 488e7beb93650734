package io.rolecall.audit;

import io.rolecall.audit.Appended.Recorded;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores an entry, unless its idempotency key is taken. */
record Append(Entry entry, byte[] packed, StoredAnswers answers) implements Write<Appended> {

    @Override
    public Appended perform(Session session) throws SQLException {
        Idempotency idempotency = entry.idempotency();
        if (idempotency != null) {
            Optional<Appended> earlier = answers.replay(session, idempotency);
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
        Optional<Appended> stored = answers.find(session, entry.id());
        if (stored.isPresent()) {
            return stored;
        }
        Idempotency idempotency = entry.idempotency();
        return idempotency == null ? Optional.empty() : answers.replay(session, idempotency);
    }
}
