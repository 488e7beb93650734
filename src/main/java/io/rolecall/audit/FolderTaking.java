package io.rolecall.audit;

import io.rolecall.audit.PolicyVersions.Taken;
import java.sql.SQLException;
import java.util.Optional;

/** Takes over what the rules folder holds. One entry says that a version is there and active; one that waits was published before. */
record FolderTaking(PolicyDraft draft, boolean waits, PolicyEntry activated) implements Write<Taken> {

    /** What another replica has taken already, and somebody has perhaps taken back since, is not made active again. */
    @Override
    public Taken perform(Session session) throws SQLException {
        PolicyVersion version = Publishing.insert(session, draft);
        Optional<PolicyActivation> active = PolicyActivations.newest(session, draft.policy());
        if (!waits && !isActive(version, active) && !isTaken(session, active)) {
            long before = active.map(PolicyActivation::number).orElse(0L);
            active = Optional.of(PolicyActivations.insert(session, activated, version, null, before));
        }
        session.update(
                "INSERT INTO policy_folder (policy, digest) VALUES (?, ?) ON CONFLICT (policy) DO UPDATE SET digest = excluded.digest",
                draft.policy(),
                draft.digest());
        return new Taken(version, active.orElse(null));
    }

    @Override
    public Optional<Taken> recall(Session session) throws SQLException {
        Optional<PolicyVersion> version = Publishing.version(session, draft);
        Optional<PolicyActivation> active = PolicyActivations.newest(session, draft.policy());
        return version.isPresent() && isTaken(session, active)
                ? Optional.of(new Taken(version.get(), active.orElse(null)))
                : Optional.empty();
    }

    private boolean isTaken(Session session, Optional<PolicyActivation> active) throws SQLException {
        boolean known = session.first(
                        "SELECT 1 FROM policy_folder WHERE policy = ? AND digest = ?",
                        row -> true,
                        draft.policy(),
                        draft.digest())
                .isPresent();
        return known && (waits || active.map(PolicyActivation::version).isPresent());
    }

    private static boolean isActive(PolicyVersion version, Optional<PolicyActivation> active) {
        return active.map(PolicyActivation::version)
                .filter(number -> number == version.number())
                .isPresent();
    }
}
