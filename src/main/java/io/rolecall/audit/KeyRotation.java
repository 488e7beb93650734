package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new key signs from now on. The entry names both keys, as verifiers, and holds the signature of the one that goes over the text of
 * the one that comes: whoever trusts the former can see from the log alone that the latter is its successor.
 */
record KeyRotation(SigningKey from, SigningKey to, String origin) {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
    private static final String ABOUT = EntryType.KEY_ROTATED.about("checkpoints");

    /**
     * Puts the rotation that the store was opened with into the log, if there is one. Returns once it is there.
     *
     * @throws AuditUnavailableException where it cannot be put there; the store is closed then
     */
    static void record(Store store, Engine engine) {
        Checkpoints checkpoints = store.checkpoints();
        KeyRotation rotation = checkpoints.rotation();
        if (rotation == null || store.doubt().reason() != null) {
            return;
        }
        Recording recording = new Recording(rotation, engine);
        try {
            store.write(recording);
            awaitNumber(store, recording);
        } catch (NotRecordedException | AuditUnavailableException e) {
            store.close();
            throw new AuditUnavailableException("The key cannot be replaced (" + e.getMessage()
                    + "): mend that, and start again with rolecall.audit.previous-key");
        }
        checkpoints.rotated();
        log.info(
                "Checkpoints are signed by {} from now on; rolecall.audit.previous-key is needed no longer",
                rotation.to.verifier(rotation.origin));
    }

    /** What the new key signs has to begin with the entry that says so. */
    private static void awaitNumber(Store store, Recording recording) {
        long end = System.nanoTime() + Checkpoints.PATIENCE.toNanos();
        while (!store.read(recording::isNumbered)) {
            if (System.nanoTime() - end > 0) {
                throw new NotRecordedException("no replica numbers the entry");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** What the log says of keys that were replaced. */
    static List<EntryText> newestFirst(Session session) throws SQLException {
        return newestFirst(session, "SELECT bytes FROM said WHERE about = ? ORDER BY place DESC");
    }

    private static List<EntryText> newestFirst(Session session, String sql) throws SQLException {
        return session.all(sql, row -> Optional.ofNullable(EntryText.read(row.getBytes(1))), ABOUT).stream()
                .flatMap(Optional::stream)
                .filter(entry -> entry.is(EntryType.KEY_ROTATED))
                .toList();
    }

    private record Recording(KeyRotation rotation, Engine engine) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            // Replicas that start together with the new key do this one after the other
            session.update("UPDATE head SET size = size");
            if (recall(session).isEmpty()) {
                String successor = rotation.to.verifier(rotation.origin);
                Map<String, Object> members = Leaf.members(
                        EntryType.KEY_ROTATED,
                        Generators.timeBasedEpochGenerator().generate().toString(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Leaf.OPERATOR,
                        engine);
                members.put("from", rotation.from.verifier(rotation.origin));
                members.put("to", successor);
                members.put("signature", rotation.from.signature(successor));
                members.put(Fingerprints.MEMBER, Fingerprints.handedOver(rotation.from, rotation.to));
                session.append(Leaf.of(members), ABOUT);
            }
            return true;
        }

        /** The newest rotation is this one where the process ended before the new key had signed. */
        @Override
        public Optional<Boolean> recall(Session session) throws SQLException {
            return isNewest(newestFirst(session)) ? Optional.of(true) : Optional.empty();
        }

        boolean isNumbered(Session session) throws SQLException {
            return isNewest(newestFirst(session, "SELECT bytes FROM entry WHERE about = ? ORDER BY entry_index DESC"));
        }

        private boolean isNewest(List<EntryText> rotations) {
            return !rotations.isEmpty() && rotations.get(0).text("to").equals(rotation.to.verifier(rotation.origin));
        }
    }
}
