package io.rolecall.audit;

import io.rolecall.audit.PolicyVersions.Taken;
import java.sql.SQLException;
import java.util.Optional;

/** Takes over what the rules folder holds. One entry says that a version is there and active; one that waits was published before. */
record FolderTaking(PolicyDraft draft, boolean waits, PolicyEntry activated) implements Write<Taken> {

    @Override
    public Taken perform(Session session) throws SQLException {
        PolicyVersion version = Publishing.insert(session, draft);
        Optional<PolicyActivation> active = PolicyActivations.newest(session, draft.policy());
        if (!waits && !isActive(version, active)) {
            active = Optional.of(PolicyActivations.insert(session, activated, version, null));
        }
        session.update(
                "INSERT INTO policy_folder (policy, digest) VALUES (?, ?) ON CONFLICT (policy) DO UPDATE SET digest = excluded.digest",
                draft.policy(),
                draft.digest());
        return new Taken(version, active.orElse(null));
    }

    @Override
    public Optional<Taken> recall(Session session) throws SQLException {
        boolean taken = session.first(
                        "SELECT 1 FROM policy_folder WHERE policy = ? AND digest = ?",
                        row -> true,
                        draft.policy(),
                        draft.digest())
                .isPresent();
        Optional<PolicyVersion> version = Publishing.version(session, draft);
        Optional<PolicyActivation> active = PolicyActivations.newest(session, draft.policy());
        return taken && version.isPresent() && (waits || isActive(version.get(), active))
                ? Optional.of(new Taken(version.get(), active.orElse(null)))
                : Optional.empty();
    }

    private static boolean isActive(PolicyVersion version, Optional<PolicyActivation> active) {
        return active.map(PolicyActivation::version)
                .filter(number -> number == version.number())
                .isPresent();
    }
}
