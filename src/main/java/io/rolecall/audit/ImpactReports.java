package io.rolecall.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What impacts found, kept so that a review can name the one it has seen. A report is added and never changed. */
public class ImpactReports {

    private static final String COLUMNS = "SELECT id, policy, version, against, at, report FROM impact_report ";

    private final Store store;

    ImpactReports(Store store) {
        this.store = store;
    }

    /**
     * A report that is kept.
     *
     * @param version the candidate
     * @param against the version that it was compared with
     * @param report JSON. No facts may be in it, nor anything made of them: what is erased later would stay here
     */
    public record Kept(String id, String policy, int version, int against, Instant at, byte[] report) {

        /** {@code sha256:} and 64 hexadecimal digits over the bytes. */
        public String digest() {
            return "sha256:" + Sums.of(report);
        }

        private static Kept from(ResultSet row) throws SQLException {
            return new Kept(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getInt(4),
                    Instant.ofEpochMilli(row.getLong(5)),
                    row.getBytes(6));
        }
    }

    /**
     * Returns once it is committed.
     *
     * @throws NotRecordedException if it cannot be stored
     */
    public void save(Kept report) {
        store.write(new Saving(report));
    }

    /** The one with this id. */
    public Optional<Kept> find(String id) {
        return store.read(session -> session.first(COLUMNS + "WHERE id = ?", Kept::from, id));
    }

    /** The newest of a candidate. */
    public Optional<Kept> newest(String policy, int version) {
        return store.read(session -> session.first(
                COLUMNS + "WHERE policy = ? AND version = ? ORDER BY at DESC, id DESC LIMIT 1",
                Kept::from,
                policy,
                version));
    }

    /**
     * Those of a candidate, the one that was begun last first.
     *
     * @param below only ids that are less, which were begun before; null for all
     */
    public List<Kept> list(String policy, int version, @Nullable String below, int limit) {
        String begun = below == null ? "" : "AND id < ? ";
        String sql = COLUMNS + "WHERE policy = ? AND version = ? " + begun + "ORDER BY id DESC LIMIT ?";
        return store.read(session -> below == null
                ? session.all(sql, Kept::from, policy, version, limit)
                : session.all(sql, Kept::from, policy, version, below, limit));
    }

    private record Saving(Kept kept) implements Write<Boolean> {

        @Override
        public Boolean perform(Session session) throws SQLException {
            session.update(
                    "INSERT INTO impact_report (id, policy, version, against, at, report) VALUES (?, ?, ?, ?, ?, ?)",
                    kept.id,
                    kept.policy,
                    kept.version,
                    kept.against,
                    kept.at.toEpochMilli(),
                    kept.report);
            return true;
        }

        @Override
        public Optional<Boolean> recall(Session session) throws SQLException {
            return session.first("SELECT 1 FROM impact_report WHERE id = ?", row -> true, kept.id);
        }
    }
}
