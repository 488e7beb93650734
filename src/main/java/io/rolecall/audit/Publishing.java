package io.rolecall.audit;

import io.rolecall.audit.PolicyVersions.Published;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores a draft as the next version of its policy, unless there is one with the same content, or a newer one than it knows of. */
record Publishing(PolicyDraft draft, PolicyEntry entry) implements Write<Published> {

    @Override
    public Published perform(Session session) throws SQLException {
        int newest = PolicyVersions.newest(session, draft.policy());
        if (draft.base() != null && draft.base() != newest) {
            return new Published(null, false, newest);
        }
        Optional<PolicyVersion> known = version(session, draft);
        if (known.isPresent()) {
            return new Published(known.get(), false, newest);
        }
        PolicyVersion version = insert(session, draft);
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        more.put("note", draft.note());
        more.put("source", draft.source().name());
        entry.append(session, draft.policy(), version.number(), draft.digest(), more);
        return new Published(version, true, newest);
    }

    @Override
    public Optional<Published> recall(Session session) throws SQLException {
        return version(session, draft).map(version -> new Published(version, true, version.number() - 1));
    }

    static Optional<PolicyVersion> version(Session session, PolicyDraft draft) throws SQLException {
        return session.first(
                "SELECT " + PolicyVersions.COLUMNS + " FROM policy_version WHERE policy = ? AND digest = ?",
                PolicyVersions::version,
                draft.policy(),
                draft.digest());
    }

    /**
     * The version with the draft's content: the one there is, or a new one: under the number after its base, or under the next that no
     * other replica takes.
     */
    static PolicyVersion insert(Session session, PolicyDraft draft) throws SQLException {
        while (version(session, draft).isEmpty()) {
            int added = session.update(
                    """
                    INSERT INTO policy_version
                        (policy, number, digest, created_at, author, source, note, base, origins, files, sample)
                    SELECT ?, coalesce(CAST(? AS integer), max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM policy_version WHERE policy = ?
                    ON CONFLICT DO NOTHING""",
                    draft.policy(),
                    draft.base(),
                    draft.digest(),
                    System.currentTimeMillis(),
                    draft.author(),
                    draft.source().name(),
                    draft.note(),
                    draft.base() == null || draft.base() == 0 ? null : draft.base(),
                    draft.origins(),
                    draft.files(),
                    draft.sample(),
                    draft.policy());
            if (added == 0 && draft.base() != null) {
                throw new SQLTransactionRollbackException("another replica took a draft at the same moment", "40001");
            }
        }
        return version(session, draft).orElseThrow();
    }
}
