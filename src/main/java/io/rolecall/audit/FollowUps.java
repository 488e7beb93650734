package io.rolecall.audit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rolecall.audit.FollowUp.Count;
import io.rolecall.audit.FollowUp.Followed;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was done with the advice. A follow-up is added and never changed; a newer one says what has become of it since. */
public class FollowUps {

    /** Of one recommendation. */
    public static final int MOST = 100;

    private static final String COLUMNS =
            "SELECT recommendation, id, followed, note, salt, recorded_at, bytes FROM logged_follow_up ";

    private final Store store;
    private final Engine engine;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    FollowUps(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * Returns once it is committed, as an entry of the log too.
     *
     * @return empty where there is no such recommendation
     * @throws IllegalArgumentException where it was stopped and advised nothing, or has {@value #MOST} follow-ups already
     * @throws ErasedException where it was erased: a note would be a new payload
     * @throws NotRecordedException if it cannot be stored
     */
    public Optional<FollowUp> add(String recommendation, Followed followed, @Nullable String note) {
        Optional<Advised> advised = store.read(session -> Advised.find(session, recommendation));
        if (advised.isEmpty()) {
            return Optional.empty();
        }
        refuseErased(recommendation);
        if (advised.get().status.equals(Entry.FAILED)) {
            throw new IllegalArgumentException("The evaluation was stopped, so there is no advice to follow.");
        }
        if (of(recommendation).size() >= MOST) {
            throw new IllegalArgumentException("It has " + MOST + " follow-ups (expected: at most that many).");
        }
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Commitment toNote = note == null ? null : Commitment.to(note);
        String id = ids.generate().toString();
        Map<String, Object> members = Leaf.members(EntryType.FOLLOW_UP, id, at, Leaf.ANYBODY, engine);
        members.put("recommendation", recommendation);
        members.put("policy", advised.get().policy());
        members.put("followed", followed.name());
        if (toNote != null) {
            members.put("note", toNote.text());
        }
        Optional<FollowUp> added = store.write(
                new Adding(id, recommendation, advised.get(), followed, note, toNote, at, Leaf.of(members)));
        if (added.isEmpty()) {
            refuseErased(recommendation);
        }
        return added;
    }

    private void refuseErased(String recommendation) {
        store.read(session -> Erasure.find(session, recommendation)).ifPresent(erasure -> {
            throw new ErasedException(erasure);
        });
    }

    /** Those of a recommendation, in the order of their times. */
    public List<FollowUp> of(String recommendation) {
        return store.read(session -> {
            List<FollowUp> all = new ArrayList<>();
            for (Row row : session.all(
                    COLUMNS + "WHERE recommendation = ? ORDER BY recorded_at, id", Row::from, recommendation)) {
                all.add(row.checked(session));
            }
            return all;
        });
    }

    /** By version and outcome. */
    public List<Count> counts(String policy) {
        return store.read(session -> session.all(
                """
                SELECT version, outcome, count(*) FILTER (WHERE followed = 'YES'),
                    count(*) FILTER (WHERE followed = 'NO'), count(*) FILTER (WHERE followed = 'PARTLY')
                FROM follow_up AS counted
                WHERE policy = ? AND NOT EXISTS
                    (SELECT 1 FROM follow_up AS later WHERE later.recommendation = counted.recommendation
                        AND (later.recorded_at, later.id) > (counted.recorded_at, counted.id))
                GROUP BY version, outcome ORDER BY version, outcome NULLS FIRST""",
                row -> new Count(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                policy));
    }

    /** One as it is stored. */
    private record Row(String recommendation, FollowUp followUp, byte @Nullable [] salt, byte[] entry) {

        static Row from(ResultSet row) throws SQLException {
            FollowUp followUp = new FollowUp(
                    row.getString(2),
                    Followed.valueOf(row.getString(3)),
                    row.getString(4),
                    Instant.ofEpochMilli(row.getLong(6)),
                    FollowUp.Audit.of(Hashes.leaf(row.getBytes(7)), row.getBytes(5)));
            return new Row(row.getString(1), followUp, row.getBytes(5), row.getBytes(7));
        }

        /** @throws SQLDataException where it is not what its entry says */
        FollowUp checked(Session session) throws SQLException {
            EntryText said = EntryText.read(entry);
            if (said == null
                    || !said.is(EntryType.FOLLOW_UP)
                    || !said.id().equals(followUp.id())
                    || !said.recommendation().equals(recommendation)
                    || !said.text("followed").equals(followUp.followed().name())
                    || !said.text("t").equals(followUp.recordedAt().toString())
                    || !isSaid(session, said.text("note"))) {
                throw new SQLDataException("the follow-up " + followUp.id() + " is not the one that was recorded");
            }
            return followUp;
        }

        /** A note that is gone was erased, or never there. */
        private boolean isSaid(Session session, String commitment) throws SQLException {
            String note = followUp.note();
            return note == null
                    ? commitment.isEmpty()
                            || Erasure.find(session, recommendation).isPresent()
                    : Commitment.opens(commitment, salt, note);
        }
    }

    /** What was recommended, as far as a follow-up says it again. */
    private record Advised(
            String name,
            int version,
            String digest,
            String status,
            @Nullable String outcome) {

        static Optional<Advised> find(Session session, String id) throws SQLException {
            return session.first(
                    "SELECT policy, version, digest, status, outcome FROM recommendation WHERE id = ?",
                    row -> new Advised(
                            row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                    id);
        }

        Map<String, Object> policy() {
            return Map.of("name", name, "version", version, "digest", digest);
        }
    }

    private record Adding(
            String id,
            String recommendation,
            Advised advised,
            Followed followed,
            @Nullable String note,
            @Nullable Commitment toNote,
            Instant at,
            Leaf leaf)
            implements Write<Optional<FollowUp>> {

        /** Nothing where it was erased meanwhile. */
        @Override
        public Optional<FollowUp> perform(Session session) throws SQLException {
            if (Erasure.find(session, recommendation).isPresent()) {
                return Optional.empty();
            }
            @Nullable Long index = session.append(leaf, EntryType.FOLLOW_UP.about(recommendation));
            session.update(
                    """
                    INSERT INTO follow_up
                        (entry_index, id, recommendation, policy, version, outcome, followed, recorded_at, note, salt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    index,
                    id,
                    recommendation,
                    advised.name(),
                    advised.version(),
                    advised.outcome(),
                    followed.name(),
                    at.toEpochMilli(),
                    note,
                    toNote == null ? null : toNote.salt());
            byte @Nullable [] salt = toNote == null ? null : toNote.salt();
            return Optional.of(new FollowUp(id, followed, note, at, FollowUp.Audit.of(leaf.hash(), salt)));
        }

        @Override
        public Optional<Optional<FollowUp>> recall(Session session) throws SQLException {
            Optional<Row> stored = session.first(COLUMNS + "WHERE id = ?", Row::from, id);
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Optional.of(stored.get().checked(session)));
        }
    }
}
