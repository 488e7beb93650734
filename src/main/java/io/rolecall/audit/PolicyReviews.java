package io.rolecall.audit;

import io.rolecall.audit.PolicyReview.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was thought of versions before they were made live. A reviewer's newest word counts. */
public class PolicyReviews {

    private static final String COLUMNS =
            "SELECT policy, version, verdict, comment, reviewer, at, seen, impact FROM policy_review ";

    private final Store store;
    private final Engine engine;

    PolicyReviews(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * Returns once it is committed, as an entry of the log too.
     *
     * @param seen the digest of the check report that it rests on
     * @param impact the id and digest of the impact report that it rests on; null where there was none
     * @throws NotRecordedException if it cannot be stored
     */
    public PolicyReview add(
            PolicyVersion version,
            Verdict verdict,
            @Nullable String comment,
            String reviewer,
            String seen,
            @Nullable String impact) {
        return store.write(new Reviewing(
                version, verdict, comment, seen, impact, PolicyEntry.of(EntryType.POLICY_REVIEWED, reviewer, engine)));
    }

    /** Of a version, the oldest first. */
    public List<PolicyReview> of(String policy, int version) {
        return store.read(session -> session.all(
                COLUMNS + "WHERE policy = ? AND version = ? ORDER BY number", PolicyReviews::review, policy, version));
    }

    private static PolicyReview review(ResultSet row) throws SQLException {
        return new PolicyReview(
                row.getString(1),
                row.getInt(2),
                Verdict.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7),
                row.getString(8));
    }

    private record Reviewing(
            PolicyVersion version,
            Verdict verdict,
            @Nullable String comment,
            String seen,
            @Nullable String impact,
            PolicyEntry entry)
            implements Write<PolicyReview> {

        @Override
        public PolicyReview perform(Session session) throws SQLException {
            int added = session.update(
                    """
                    INSERT INTO policy_review (policy, version, number, verdict, comment, reviewer, at, seen, impact, id)
                    SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?
                    FROM policy_review WHERE policy = ? AND version = ?
                    ON CONFLICT DO NOTHING""",
                    version.policy(),
                    version.number(),
                    verdict.name(),
                    comment,
                    entry.actor(),
                    entry.at().toEpochMilli(),
                    seen,
                    impact,
                    entry.id(),
                    version.policy(),
                    version.number());
            if (added == 0) {
                throw new SQLTransactionRollbackException("another replica took a review at the same moment", "40001");
            }
            Map<String, @Nullable Object> more = new LinkedHashMap<>();
            more.put("verdict", verdict.name());
            more.put("comment", comment);
            more.put("seen", seen);
            more.put("impact", impact);
            entry.append(session, version.policy(), version.number(), version.digest(), more);
            return recall(session).orElseThrow();
        }

        @Override
        public Optional<PolicyReview> recall(Session session) throws SQLException {
            return session.first(COLUMNS + "WHERE id = ?", PolicyReviews::review, entry.id());
        }
    }
}
