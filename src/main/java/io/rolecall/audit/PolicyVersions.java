package io.rolecall.audit;

import io.rolecall.audit.PolicyVersion.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every version of a policy that was ever stored, with its files. A version is never changed or taken back, and it is in the log
 * before any answer it gave.
 */
public class PolicyVersions {

    /** The longest note, reason or comment, in code points: each stands in an entry of the log. */
    public static final int LONGEST_TEXT = PolicyEntry.TEXT;

    private static final int LONGEST_FINDING = 300;

    static final String COLUMNS = "policy, number, digest, created_at, author, source, note, base";

    private final Store store;
    private final Engine engine;

    // What the first refusal of a policy in this process repeats was so before it started.
    private final Set<String> started = ConcurrentHashMap.newKeySet();

    PolicyVersions(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * What came of a draft.
     *
     * @param version null where the draft's base is not the newest version any more
     * @param fresh whether it is a new one, and not one that had this content before
     * @param newest the number of the newest version before; 0 where there was none
     */
    public record Published(@Nullable PolicyVersion version, boolean fresh, int newest) {}

    /**
     * Stores a draft as the next version, unless there is one with its content. It is in the log before this returns.
     *
     * @throws NotRecordedException if it cannot be stored
     */
    public Published publish(PolicyDraft draft) {
        return store.write(new Publishing(draft, PolicyEntry.of(EntryType.POLICY_PUBLISHED, draft.author(), engine)));
    }

    /**
     * Takes over what the rules folder holds: as a version, and, unless it has to wait, as the active one. It is in the log before
     * this returns, if it was not so already.
     *
     * @param waits whether it is only to be kept, as the version that was published, and not to be active
     * @return the version, with what is active now
     * @throws NotRecordedException if it cannot be stored
     */
    public Taken take(PolicyDraft draft, boolean waits) {
        FolderTaking taking =
                new FolderTaking(draft, waits, PolicyEntry.of(EntryType.POLICY_ACTIVATED, draft.author(), engine));
        try {
            return store.read(taking::recall).orElseGet(() -> store.write(taking));
        } catch (AuditUnavailableException e) {
            throw new NotRecordedException(String.valueOf(e.getMessage()));
        }
    }

    /** @param active null where no version ever was, or the policy was taken out of service */
    public record Taken(PolicyVersion version, @Nullable PolicyActivation active) {}

    /** What was last taken from the rules folder, by policy: the digests. */
    public Map<String, String> taken() {
        return Map.ofEntries(store.read(session -> session.all(
                        "SELECT policy, digest FROM policy_folder",
                        row -> Map.entry(row.getString(1), row.getString(2))))
                .<Map.Entry<String, String>>toArray(Map.Entry[]::new));
    }

    /**
     * Puts into the log that a change of the rules folder was refused.
     *
     * @param digest of the refused content, empty where it could not be read
     * @param findings how many errors there were
     * @param first the first of them
     * @throws NotRecordedException if it cannot be stored
     */
    public void refuse(String policy, String digest, long findings, String first) {
        boolean again = !started.add(policy);
        int end = first.offsetByCodePoints(0, Math.min(LONGEST_FINDING, first.codePointCount(0, first.length())));
        store.write(new PolicyRefusal(
                PolicyEntry.of(EntryType.POLICY_REFUSED, Leaf.FOLDER, engine),
                policy,
                digest,
                again,
                Map.of("findings", findings, "first", first.substring(0, end))));
    }

    /**
     * Changes of the rules folder that were refused, newest first.
     *
     * @param most how many at most
     */
    public List<RefusedChange> refused(Period period, int most) {
        return store.read(session -> RefusedChange.find(session, period, most));
    }

    public Optional<PolicyVersion> find(String policy, int number) {
        return store.read(session -> session.first(
                "SELECT " + COLUMNS + " FROM policy_version WHERE policy = ? AND number = ?",
                PolicyVersions::version,
                policy,
                number));
    }

    /**
     * Newest first.
     *
     * @param below only versions with a lower number
     */
    public List<PolicyVersion> list(String policy, int below, int limit) {
        return store.read(session -> session.all(
                "SELECT " + COLUMNS
                        + " FROM policy_version WHERE policy = ? AND number < ? ORDER BY number DESC LIMIT ?",
                PolicyVersions::version,
                policy,
                below,
                limit));
    }

    /** The number of the newest version; 0 where there is none. */
    public int newest(String policy) {
        return store.read(session -> newest(session, policy));
    }

    /** The files that were stored with the version. */
    public Optional<byte[]> files(String policy, int number) {
        return store.read(session -> session.first(
                "SELECT files FROM policy_version WHERE policy = ? AND number = ?",
                row -> row.getBytes(1),
                policy,
                number));
    }

    /** Each rule of the version with the version that last changed it, as JSON; empty where it was not kept. */
    public Optional<String> origins(String policy, int number) {
        return store.read(session -> session.first(
                "SELECT origins FROM policy_version WHERE policy = ? AND number = ? AND origins IS NOT NULL",
                row -> row.getString(1),
                policy,
                number));
    }

    static PolicyVersion version(ResultSet row) throws SQLException {
        @Nullable Number base = (Number) row.getObject(8);
        return new PolicyVersion(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5),
                Source.valueOf(row.getString(6)),
                row.getString(7),
                base == null ? null : base.intValue());
    }

    static int newest(Session session, String policy) throws SQLException {
        return session.first(
                        "SELECT coalesce(max(number), 0) FROM policy_version WHERE policy = ?",
                        row -> row.getInt(1),
                        policy)
                .orElse(0);
    }
}
