package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rolecall.audit.Erasure.Cause;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Erases the payloads of some recommendations, but for those that are held, and says so in the log.
 *
 * <p>Erased are the answer, which holds the facts, the caller's reference, which rules fired, notes and reasons, and the salts
 * without which nothing can be tried out against an entry or a fingerprint. A row may only shrink thereby, see the schema.
 */
record Erasing(List<String> recommendations, Cause cause, Engine engine) implements Write<Erasing.Outcome> {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    /** @param erased now or earlier */
    record Outcome(List<Erasure> erased, List<Hold> held) {}

    @Override
    public Outcome perform(Session session) throws SQLException {
        List<Erasure> erased = new ArrayList<>();
        List<Hold> held = new ArrayList<>();
        for (String recommendation : recommendations) {
            Optional<Long> position = session.first(
                    "SELECT position FROM recommendation WHERE id = ?", row -> row.getLong(1), recommendation);
            Optional<Erasure> earlier = Erasure.find(session, recommendation);
            Optional<Hold> hold = Hold.find(session, recommendation);
            if (earlier.isPresent()) {
                erased.add(earlier.get());
            } else if (hold.isPresent()) {
                held.add(hold.get());
            } else if (position.isPresent()) {
                erased.add(erase(session, recommendation, position.get()));
            }
        }
        return new Outcome(erased, held);
    }

    private Erasure erase(Session session, String recommendation, long position) throws SQLException {
        Erasure erasure = new Erasure(recommendation, Instant.now().truncatedTo(ChronoUnit.MILLIS), cause);
        String id = IDS.generate().toString();
        String actor = cause == Cause.REQUEST ? Leaf.ANYBODY : Leaf.RETENTION;
        Map<String, Object> members = Leaf.members(EntryType.PAYLOAD_ERASED, id, erasure.at(), actor, engine);
        members.put("recommendation", recommendation);
        members.put("cause", cause.text());
        session.append(Leaf.of(members), EntryType.PAYLOAD_ERASED.about(recommendation));
        session.update(
                "INSERT INTO erasure (position, id, at, cause) VALUES (?, ?, ?, ?)",
                position,
                id,
                erasure.at().toEpochMilli(),
                cause.name());
        session.update("""
                UPDATE recommendation SET answer = ?, salts = NULL, reference = NULL, reference_tag = NULL, fired_id = ?
                WHERE position = ?""", new byte[0], session.fired(List.of()), position);
        session.update("UPDATE follow_up SET note = NULL, salt = NULL WHERE recommendation = ?", recommendation);
        session.update("UPDATE hold SET reason = NULL, salt = NULL WHERE position = ?", position);
        return erasure;
    }

    /** All of them were erased, or none. */
    @Override
    public Optional<Outcome> recall(Session session) throws SQLException {
        List<Erasure> erased = new ArrayList<>();
        for (String recommendation : recommendations) {
            Erasure.find(session, recommendation).ifPresent(erased::add);
        }
        return erased.isEmpty() ? Optional.empty() : Optional.of(new Outcome(erased, List.of()));
    }

    @Override
    public boolean erases() {
        return true;
    }
}
