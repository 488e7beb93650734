package io.rolecall.audit;

import io.rolecall.audit.Appended.KeyConflict;
import io.rolecall.audit.Appended.Recorded;
import io.rolecall.audit.Appended.Replayed;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what was answered. It is held against its entry before it is given out, by whatever way. */
final class StoredAnswers {

    private final Packings packings = new Packings();

    Packings packings() {
        return packings;
    }

    /**
     * What was recorded under the id, or that it was erased.
     *
     * @throws SQLDataException where it is not the answer that was recorded
     */
    Optional<Appended> find(Session session, String id) throws SQLException {
        Optional<Provable> logged = Provable.find(session, packings, id);
        if (logged.isPresent()) {
            return Optional.of(checked(session, id, logged.get()));
        }
        Optional<Kept> kept =
                session.first("SELECT policy, version, answer, salts FROM recommendation WHERE id = ?", Kept::from, id);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Kept found = kept.get();
        if (found.salts != null) { // so it has an entry, which may have come since
            Provable late = Provable.find(session, packings, id)
                    .orElseThrow(() -> new SQLDataException("the entry of " + id + " is missing"));
            return Optional.of(checked(session, id, late));
        }
        return Optional.of(
                found.packed.length == 0
                        ? erased(session, id)
                        : new Recorded(packings.of(session, found.policy, found.version)
                                .unpack(found.packed)));
    }

    private static Appended checked(Session session, String id, Provable logged) throws SQLException {
        byte @Nullable [] answer = logged.answer();
        return answer == null || Payload.of(logged, SQLDataException::new) == null
                ? erased(session, id)
                : new Recorded(answer);
    }

    private static Appended erased(Session session, String id) throws SQLException {
        return new Appended.Erased(Erasure.find(session, id)
                .orElseThrow(() -> new SQLDataException("the answer of " + id + " is missing")));
    }

    /** What an earlier use of the key leads to; empty if there was none. */
    Optional<Appended> replay(Session session, Idempotency idempotency) throws SQLException {
        Optional<Use> earlier = session.first("""
                SELECT id, salts, fingerprint FROM idempotency JOIN recommendation USING (position)
                WHERE key = ?""", Use::from, idempotency.key());
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Use use = earlier.get();
        return find(session, use.id)
                .map(found -> !(found instanceof Recorded recorded)
                        ? found
                        : use.salts != null && idempotency.matches(use.fingerprint, use.salts)
                                ? new Replayed(recorded.answer(), use.id)
                                : new KeyConflict());
    }

    /** @param salts null where there is no entry, or they are erased */
    private record Kept(String policy, int version, byte[] packed, byte @Nullable [] salts) {

        static Kept from(ResultSet row) throws SQLException {
            return new Kept(row.getString(1), row.getInt(2), row.getBytes(3), row.getBytes(4));
        }
    }

    private record Use(String id, byte @Nullable [] salts, String fingerprint) {

        static Use from(ResultSet row) throws SQLException {
            return new Use(row.getString(1), row.getBytes(2), row.getString(3));
        }
    }
}
