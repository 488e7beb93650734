package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps recommendations from being erased, by hand or when their period is over. Holds are entries of the log. */
public class Holds {

    private final Store store;
    private final Engine engine;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    Holds(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /** @param fresh whether there was no hold before */
    public record Placed(Hold hold, boolean fresh) {}

    /**
     * Returns once it is committed. Where it is held already nothing changes: whoever came first keeps the time and the reason.
     *
     * @return empty where there is no such recommendation
     * @throws ErasedException where there is nothing left to hold
     * @throws NotRecordedException if it cannot be stored
     */
    public Optional<Placed> place(String recommendation, String reason) {
        Commitment toReason = Commitment.to(reason);
        Change change = change(EntryType.HOLD_SET, recommendation, reason, toReason);
        return store.write(change).map(before -> {
            if (before.erasure != null) {
                throw new ErasedException(before.erasure);
            }
            return before.hold == null
                    ? new Placed(new Hold(recommendation, reason, change.at), true)
                    : new Placed(before.hold, false);
        });
    }

    /**
     * Returns once it is committed. Where there is no hold nothing happens.
     *
     * @return false where there is no such recommendation
     * @throws NotRecordedException if it cannot be stored
     */
    public boolean release(String recommendation) {
        return store.write(change(EntryType.HOLD_RELEASED, recommendation, null, null))
                .isPresent();
    }

    /** The one in force. */
    public Optional<Hold> of(String recommendation) {
        return store.read(session -> Hold.find(session, recommendation));
    }

    private Change change(
            EntryType type, String recommendation, @Nullable String reason, @Nullable Commitment toReason) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = ids.generate().toString();
        Map<String, Object> members = Leaf.members(type, id, at, Leaf.ANYBODY, engine);
        members.put("recommendation", recommendation);
        if (toReason != null) {
            members.put("reason", toReason.text());
        }
        return new Change(type, id, recommendation, at, reason, toReason, Leaf.of(members));
    }

    /**
     * What was there before.
     *
     * @param erasure where there is one nothing is held any more, nor can be
     */
    private record Before(@Nullable Hold hold, @Nullable Erasure erasure) {}

    /** @param reason null where a hold is released */
    private record Change(
            EntryType type,
            String id,
            String recommendation,
            Instant at,
            @Nullable String reason,
            @Nullable Commitment toReason,
            Leaf leaf)
            implements Write<Optional<Before>> {

        @Override
        public Optional<Before> perform(Session session) throws SQLException {
            Optional<Long> position = session.first(
                    "SELECT position FROM recommendation WHERE id = ?", row -> row.getLong(1), recommendation);
            if (position.isEmpty()) {
                return Optional.empty();
            }
            Before before = new Before(
                    Hold.find(session, recommendation).orElse(null),
                    Erasure.find(session, recommendation).orElse(null));
            boolean held = before.hold != null;
            if (before.erasure == null && held == (reason == null)) {
                session.append(leaf, type.about(recommendation));
                session.update(
                        "INSERT INTO hold (id, position, held, at, reason, salt) VALUES (?, ?, ?, ?, ?, ?)",
                        id,
                        position.get(),
                        reason == null ? 0 : 1,
                        at.toEpochMilli(),
                        reason,
                        toReason == null ? null : toReason.salt());
            }
            return Optional.of(before);
        }

        @Override
        public Optional<Optional<Before>> recall(Session session) throws SQLException {
            return session.first("SELECT 1 FROM hold WHERE id = ?", row -> Optional.of(new Before(null, null)), id);
        }
    }
}
