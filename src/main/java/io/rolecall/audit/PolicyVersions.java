package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every version of a policy that was ever activated, with its files. A version is never changed or taken back, and that it was
 * activated is in the log before any answer it gave.
 */
public class PolicyVersions {

    private static final int LONGEST = 300;

    private final Store store;
    private final Engine engine;

    // What the first activation and the first refusal of a policy in this process repeat was so before it started.
    private final Set<String> started = ConcurrentHashMap.newKeySet();

    PolicyVersions(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * The number of the policy with this digest: the one it has, else the next one, stored before this returns. That it is
     * active from now on is in the log by then too, unless it was so when the process ended before.
     *
     * @param files the text of the policy's files, read back by {@link #files}
     * @param sample what the answers of this version have in common; they are kept compressed against it
     * @throws NotRecordedException if it cannot be stored
     */
    public int activate(String policy, String digest, byte[] files, byte[] sample) {
        boolean again = started.contains(EntryType.POLICY_ACTIVATED.about(policy));
        PolicyEvent event = PolicyEvent.of(EntryType.POLICY_ACTIVATED, policy, digest, again, engine);
        Activating activating = new Activating(policy, digest, files, sample, event);
        try {
            int number = store.read(activating::recall).orElseGet(() -> store.write(activating));
            started.add(EntryType.POLICY_ACTIVATED.about(policy));
            return number;
        } catch (AuditUnavailableException e) {
            throw new NotRecordedException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Puts into the log that a change was refused.
     *
     * @param digest of the refused content, empty where it could not be read
     * @param findings how many errors there were
     * @param first the first of them
     * @throws NotRecordedException if it cannot be stored
     */
    public void refuse(String policy, String digest, long findings, String first) {
        boolean again = !started.add(EntryType.POLICY_REFUSED.about(policy));
        PolicyEvent event = PolicyEvent.of(EntryType.POLICY_REFUSED, policy, digest, again, engine);
        int end = first.offsetByCodePoints(0, Math.min(LONGEST, first.codePointCount(0, first.length())));
        store.write(new Refusing(event, Map.of("findings", findings, "first", first.substring(0, end))));
    }

    /** The files that were stored with the version. */
    public Optional<byte[]> files(String policy, int number) {
        return store.read(session -> session.first(
                "SELECT files FROM policy_version WHERE policy = ? AND number = ?",
                row -> row.getBytes(1),
                policy,
                number));
    }

    private record Activating(String policy, String digest, byte[] files, byte[] sample, PolicyEvent event)
            implements Write<Integer> {

        @Override
        public Integer perform(Session session) throws SQLException {
            while (number(session).isEmpty()) { // again where another replica took the number
                session.update("""
                        INSERT INTO policy_version (policy, number, digest, activated_at, files, sample)
                        SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM policy_version WHERE policy = ?
                        ON CONFLICT DO NOTHING""", policy, digest, System.currentTimeMillis(), files, sample, policy);
            }
            int number = number(session).orElseThrow();
            event.append(session, number, Map.of());
            return number;
        }

        @Override
        public Optional<Integer> recall(Session session) throws SQLException {
            return event.isLogged(session) ? number(session) : Optional.empty();
        }

        private Optional<Integer> number(Session session) throws SQLException {
            return session.first(
                    "SELECT number FROM policy_version WHERE policy = ? AND digest = ?",
                    row -> row.getInt(1),
                    policy,
                    digest);
        }
    }

    private record Refusing(PolicyEvent event, Map<String, ?> findings) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            event.append(session, null, findings);
            return true;
        }

        @Override
        public Optional<Boolean> recall(Session session) throws SQLException {
            return event.isLogged(session) ? Optional.of(true) : Optional.empty();
        }
    }
}
