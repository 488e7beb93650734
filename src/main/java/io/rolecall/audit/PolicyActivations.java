package io.rolecall.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which version of a policy was active when. The newest activation says which one is. */
public class PolicyActivations {

    private static final String COLUMNS = "SELECT policy, number, version, at, actor, reason FROM policy_activation ";

    private final Store store;
    private final Engine engine;

    PolicyActivations(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * Makes a version the active one. It is in the log before this returns.
     *
     * @param before the number of the activation that is the newest as far as the caller knows; 0 for none
     * @return empty where there is a newer one, so that the caller decided on something else than what is there
     * @throws NotRecordedException if it cannot be stored
     */
    public Optional<PolicyActivation> activate(
            PolicyVersion version, String actor, @Nullable String reason, long before) {
        return store.write(
                new Activating(version, reason, before, PolicyEntry.of(EntryType.POLICY_ACTIVATED, actor, engine)));
    }

    /**
     * Takes a policy out of service whose folder was removed; it is in the log before this returns.
     *
     * @return the newest activation, which is of no version
     */
    public Optional<PolicyActivation> withdraw(String policy) {
        return store.write(new Withdrawing(policy, PolicyEntry.of(EntryType.POLICY_WITHDRAWN, Leaf.FOLDER, engine)));
    }

    /** The newest of each policy. */
    public List<PolicyActivation> newest() {
        return store.read(session -> session.all(
                COLUMNS
                        + "AS newest WHERE number = (SELECT max(number) FROM policy_activation WHERE policy = newest.policy)",
                PolicyActivations::activation));
    }

    public Optional<PolicyActivation> newest(String policy) {
        return store.read(session -> newest(session, policy));
    }

    /**
     * Newest first.
     *
     * @param below only activations with a lower number
     */
    public List<PolicyActivation> list(String policy, long below, int limit) {
        return store.read(session -> session.all(
                COLUMNS + "WHERE policy = ? AND number < ? ORDER BY number DESC LIMIT ?",
                PolicyActivations::activation,
                policy,
                below,
                limit));
    }

    /**
     * Those of a policy, or of all, newest first.
     *
     * @param most how many at most
     */
    public List<PolicyActivation> list(Period period, int most) {
        return store.read(session -> session.all(
                COLUMNS + "WHERE " + period.condition("at") + " ORDER BY at DESC, policy, number DESC LIMIT " + most,
                PolicyActivations::activation,
                period.values()));
    }

    /** The version that was active at a time; empty where none was. */
    public Optional<Integer> activeAt(String policy, Instant at) {
        return store.read(session -> session.first(
                        COLUMNS + "WHERE policy = ? AND at <= ? ORDER BY number DESC LIMIT 1",
                        PolicyActivations::activation,
                        policy,
                        at.toEpochMilli()))
                .map(PolicyActivation::version);
    }

    /** Whether the version is or was active. */
    public boolean everActive(String policy, int version) {
        return store.read(session -> session.first(
                        "SELECT 1 FROM policy_activation WHERE policy = ? AND version = ? LIMIT 1",
                        row -> true,
                        policy,
                        version))
                .isPresent();
    }

    /** Whether other processes may make versions active, too. */
    public boolean isShared() {
        return store.isShared();
    }

    /** Returns when another process may have made a version active, or the time is over; for one thread. */
    public void await(Duration atMost) throws InterruptedException {
        store.awaitActivation(atMost);
    }

    static Optional<PolicyActivation> newest(Session session, String policy) throws SQLException {
        return session.first(
                COLUMNS + "WHERE policy = ? ORDER BY number DESC LIMIT 1", PolicyActivations::activation, policy);
    }

    /**
     * The activation after another one, and its entry.
     *
     * @param before the number of the one before; 0 for none
     * @throws SQLTransactionRollbackException where another replica was faster
     */
    static PolicyActivation insert(
            Session session, PolicyEntry entry, PolicyVersion version, @Nullable String reason, long before)
            throws SQLException {
        PolicyActivation added = insert(session, entry, version.policy(), version.number(), reason, before);
        entry.append(
                session,
                version.policy(),
                version.number(),
                version.digest(),
                reason == null ? Map.of() : Map.of("reason", reason));
        return added;
    }

    private static PolicyActivation insert(
            Session session,
            PolicyEntry entry,
            String policy,
            @Nullable Integer version,
            @Nullable String reason,
            long before)
            throws SQLException {
        int added = session.update(
                """
                INSERT INTO policy_activation (policy, number, version, at, actor, reason, id)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", policy, before + 1, version, entry.at().toEpochMilli(), entry.actor(), reason, entry.id());
        if (added == 0) {
            throw new SQLTransactionRollbackException(
                    "another replica made a version live at the same moment", "40001");
        }
        return newest(session, policy).orElseThrow();
    }

    private static PolicyActivation activation(ResultSet row) throws SQLException {
        @Nullable Number version = (Number) row.getObject(3);
        return new PolicyActivation(
                row.getString(1),
                row.getLong(2),
                version == null ? null : version.intValue(),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                row.getString(6));
    }

    private static Optional<PolicyActivation> find(Session session, String id) throws SQLException {
        return session.first(COLUMNS + "WHERE id = ?", PolicyActivations::activation, id);
    }

    private record Activating(
            PolicyVersion version, @Nullable String reason, long before, PolicyEntry entry)
            implements Write<Optional<PolicyActivation>> {

        @Override
        public Optional<PolicyActivation> perform(Session session) throws SQLException {
            long newest = newest(session, version.policy())
                    .map(PolicyActivation::number)
                    .orElse(0L);
            return newest == before ? Optional.of(insert(session, entry, version, reason, before)) : Optional.empty();
        }

        @Override
        public Optional<Optional<PolicyActivation>> recall(Session session) throws SQLException {
            return find(session, entry.id()).map(Optional::of);
        }
    }

    private record Withdrawing(String policy, PolicyEntry entry) implements Write<Optional<PolicyActivation>> {

        @Override
        public Optional<PolicyActivation> perform(Session session) throws SQLException {
            Optional<PolicyActivation> newest = newest(session, policy);
            if (newest.map(PolicyActivation::version).isPresent()) {
                insert(session, entry, policy, null, null, newest.get().number());
                entry.append(session, policy, null, null, Map.of());
            }
            session.update("DELETE FROM policy_folder WHERE policy = ?", policy);
            return newest(session, policy);
        }

        @Override
        public Optional<Optional<PolicyActivation>> recall(Session session) throws SQLException {
            return find(session, entry.id()).map(Optional::of);
        }
    }
}
