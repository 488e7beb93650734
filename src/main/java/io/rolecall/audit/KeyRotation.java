package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new key signs from now on. The entry names both keys and is signed by the one that goes, so whoever trusts that one can see
 * from the log alone that the other is its successor.
 */
record KeyRotation(SigningKey from, SigningKey to, String origin) {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    /** Puts the rotation that the store was opened with into the log, if there is one. Returns once it is there. */
    static void record(SqliteStore store, Engine engine) {
        KeyRotation rotation = store.checkpoints().rotation();
        if (rotation != null && store.doubt().reason() == null) {
            store.write(new Recording(rotation, engine, store.checkpoints()));
            log.info(
                    "Checkpoints are signed by {} from now on; rolecall.audit.previous-key is needed no longer",
                    rotation.to.verifier(rotation.origin));
        }
    }

    private Map<String, Object> members() {
        String successor = to.verifier(origin);
        return Map.of("from", from.verifier(origin), "to", successor, "signature", from.signature(successor));
    }

    private String about() {
        return EntryType.KEY_ROTATED.about(to.verifier(origin));
    }

    private record Recording(KeyRotation rotation, Engine engine, Checkpoints checkpoints) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            if (recall(session).isEmpty()) {
                Map<String, Object> members = Leaf.members(
                        EntryType.KEY_ROTATED,
                        Generators.timeBasedEpochGenerator().generate().toString(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Leaf.OPERATOR,
                        engine);
                members.putAll(rotation.members());
                session.log().append(Leaf.of(members), rotation.about());
            }
            checkpoints.rotated();
            return true;
        }

        @Override
        public Optional<Boolean> recall(Session session) throws SQLException {
            return session.first("SELECT 1 FROM entry WHERE about = ?", row -> true, rotation.about());
        }
    }
}
