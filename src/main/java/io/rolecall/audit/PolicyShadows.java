package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which version of each policy is asked beside the live one, for all replicas and after every restart. It is no part of the log. */
public class PolicyShadows {

    private static final String NEWEST = """
            SELECT number, policy, version, share, at FROM policy_shadow AS newest
            WHERE number = (SELECT max(number) FROM policy_shadow WHERE policy = newest.policy) AND version IS NOT NULL""";

    private final Store store;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    PolicyShadows(Store store) {
        this.store = store;
    }

    /** One for each policy that has one. */
    public List<PolicyShadow> all() {
        return store.read(session -> session.all(NEWEST, PolicyShadows::shadow));
    }

    /**
     * Replaces the one that was there; where that says the same it stays.
     *
     * @throws NotRecordedException if it cannot be stored
     */
    public PolicyShadow set(String policy, int version, double share) {
        return store.write(new Change(ids.generate().toString(), policy, version, share))
                .orElseThrow();
    }

    /**
     * Ends the one that is there, if there is one.
     *
     * @throws NotRecordedException if it cannot be stored
     */
    public void end(String policy) {
        store.write(new Change(ids.generate().toString(), policy, null, null));
    }

    private static PolicyShadow shadow(ResultSet row) throws SQLException {
        return new PolicyShadow(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getDouble(4),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    private static Optional<PolicyShadow> of(Session session, String policy) throws SQLException {
        return session.first(NEWEST + " AND policy = ?", PolicyShadows::shadow, policy);
    }

    /** @param version null for none, and the share too */
    private record Change(
            String id,
            String policy,
            @Nullable Integer version,
            @Nullable Double share) implements Write<Optional<PolicyShadow>> {

        @Override
        public Optional<PolicyShadow> perform(Session session) throws SQLException {
            Optional<PolicyShadow> before = of(session, policy);
            if (repeats(before.orElse(null))) {
                return before;
            }
            session.update(
                    "INSERT INTO policy_shadow (id, policy, version, share, at) VALUES (?, ?, ?, ?, ?)",
                    id,
                    policy,
                    version,
                    share,
                    System.currentTimeMillis());
            return of(session, policy);
        }

        private boolean repeats(@Nullable PolicyShadow before) {
            return before == null
                    ? version == null
                    : Objects.equals(version, before.version()) && Objects.equals(share, before.share());
        }

        @Override
        public Optional<Optional<PolicyShadow>> recall(Session session) throws SQLException {
            return session.first("SELECT 1 FROM policy_shadow WHERE id = ?", row -> true, id)
                            .isPresent()
                    ? Optional.of(of(session, policy))
                    : Optional.empty();
        }
    }
}
