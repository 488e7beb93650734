package io.rolecall.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which replicas run, and what each serves, as they say themselves. Kept only where several may share a database. */
public class Replicas {

    /** One that has said nothing for so long is not there any more. */
    static final Duration GONE = Duration.ofSeconds(10);

    /** By the clock of the database, which all of them share. */
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    private final Store store;

    Replicas(Store store) {
        this.store = store;
    }

    /**
     * Says what this process serves.
     *
     * @throws NotRecordedException if it cannot be stored
     */
    public void say(String name, Instant started, List<ReplicaState.Serving> serving) {
        store.write(new Saying(name, started, serving));
    }

    /** This process is about to end. */
    public void leave(String name) {
        store.write(new Leaving(name));
    }

    /** Those that run, by name, with what they serve of a policy. */
    public List<ReplicaState> of(String policy) {
        return store.read(session -> session.all("""
                SELECT name, replica.since, seen, version, coalesce(activation, 0), replica_policy.since, refused
                FROM replica LEFT JOIN replica_policy ON replica = name AND policy = ?
                WHERE seen > %s - ? ORDER BY name""".formatted(NOW), Replicas::replica, policy, GONE.toMillis()));
    }

    private static ReplicaState replica(ResultSet row) throws SQLException {
        @Nullable Integer version = (Integer) row.getObject(4);
        return new ReplicaState(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                version,
                row.getLong(5),
                version == null ? null : Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7));
    }

    private record Saying(String name, Instant started, List<ReplicaState.Serving> serving) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            session.update("""
                    INSERT INTO replica (name, since, seen) VALUES (?, ?, %s)
                    ON CONFLICT (name) DO UPDATE SET since = excluded.since, seen = excluded.seen""".formatted(NOW), name, started.toEpochMilli());
            session.update("DELETE FROM replica_policy WHERE replica = ?", name);
            for (ReplicaState.Serving one : serving) {
                session.update(
                        """
                        INSERT INTO replica_policy (replica, policy, version, activation, since, refused)
                        VALUES (?, ?, ?, ?, ?, ?)""",
                        name,
                        one.policy(),
                        one.version(),
                        one.activation(),
                        one.since() == null ? null : one.since().toEpochMilli(),
                        one.refused());
            }
            session.update("DELETE FROM replica WHERE seen < " + NOW + " - 86400000");
            return true;
        }

        /** Said again a second later, whatever became of it. */
        @Override
        public Optional<Boolean> recall(Session session) {
            return Optional.of(true);
        }
    }

    private record Leaving(String name) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            return session.update("DELETE FROM replica WHERE name = ?", name) > 0;
        }

        @Override
        public Optional<Boolean> recall(Session session) {
            return Optional.of(true);
        }
    }
}
