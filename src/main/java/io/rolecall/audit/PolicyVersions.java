package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Optional;

/** Every version of a policy that was ever activated, with its files. A version is never changed or taken back. */
public class PolicyVersions {

    private final SqliteStore store;

    PolicyVersions(SqliteStore store) {
        this.store = store;
    }

    /**
     * The number of the policy with this digest: the one it has, else the next one, stored before this returns.
     *
     * @param files the text of the policy's files, read back by {@link #files}
     * @param sample what the answers of this version have in common; they are kept compressed against it
     * @throws NotRecordedException if it cannot be stored
     */
    public int number(String policy, String digest, byte[] files, byte[] sample) {
        Numbering numbering = new Numbering(policy, digest, files, sample);
        try {
            return store.read(numbering::recall).orElseGet(() -> store.write(numbering));
        } catch (AuditUnavailableException e) {
            throw new NotRecordedException(String.valueOf(e.getMessage()));
        }
    }

    /** The files that were stored with the version. */
    public Optional<byte[]> files(String policy, int number) {
        return store.read(session -> session.first(
                "SELECT files FROM policy_version WHERE policy = ? AND number = ?",
                row -> row.getBytes(1),
                policy,
                number));
    }

    private record Numbering(String policy, String digest, byte[] files, byte[] sample) implements Write<Integer> {

        @Override
        public Integer perform(Session session) throws SQLException {
            Optional<Integer> known = recall(session);
            if (known.isPresent()) {
                return known.get();
            }
            session.update("""
                    INSERT INTO policy_version (policy, number, digest, activated_at, files, sample)
                    SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5 FROM policy_version WHERE policy = ?1""", policy, digest, System.currentTimeMillis(), files, sample);
            return recall(session).orElseThrow();
        }

        @Override
        public Optional<Integer> recall(Session session) throws SQLException {
            return session.first(
                    "SELECT number FROM policy_version WHERE policy = ? AND digest = ?",
                    row -> row.getInt(1),
                    policy,
                    digest);
        }
    }
}
