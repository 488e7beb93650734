package io.rolecall.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In how many recommendations of a policy each rule fired, of those recorded last, under whatever version.
 *
 * @param times by the rule's name; nothing of one that never did
 * @param of how many were looked at
 * @param erased how many of them tell nothing any more, because which rules fired is erased with the rest
 * @param since when the earliest of them was recorded; null where there is none
 * @param all whether there are no earlier ones
 */
public record FiredRules(
        Map<String, Long> times,
        long of,
        long erased,
        @Nullable Instant since,
        boolean all) {

    /** So that it takes tenths of a second, however long the record is and whatever it holds. */
    public static final int MOST = 50_000;

    /** The newest first, as the index has them. An erased one has the set without rules, and so has one in which none fired. */
    private static final String SETS = """
            SELECT counted.times, counted.since, counted.erased, fired.rules_key
            FROM (SELECT fired_id, count(*) AS times, min(recorded_at) AS since, count(erasure.position) AS erased
                FROM (SELECT position, fired_id, recorded_at FROM recommendation WHERE policy = ?
                    ORDER BY recorded_at DESC, position DESC LIMIT ?) AS newest
                LEFT JOIN erasure ON erasure.position = newest.position
                GROUP BY fired_id) AS counted
            JOIN fired ON fired.id = counted.fired_id""";

    /** @param most how many recommendations are looked at */
    static FiredRules of(Session session, String policy, int most) throws SQLException {
        Counting counting = new Counting();
        session.all(SETS, counting::add, policy, (long) most);
        return new FiredRules(
                Map.copyOf(counting.times),
                counting.of,
                counting.erased,
                counting.of == 0 ? null : Instant.ofEpochMilli(counting.since),
                counting.of < most);
    }

    private static final class Counting {

        private final Map<String, Long> times = new HashMap<>();
        private long of;
        private long erased;
        private long since = Long.MAX_VALUE;

        /** Row by row: the names of all sets together may be long. */
        boolean add(ResultSet row) throws SQLException {
            long count = row.getLong(1);
            of += count;
            since = Math.min(since, row.getLong(2));
            erased += row.getLong(3);
            row.getString(4).lines().forEach(rule -> times.merge(rule, count, Long::sum));
            return true;
        }
    }
}
