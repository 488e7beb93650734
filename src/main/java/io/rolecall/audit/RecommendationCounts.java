package io.rolecall.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many recommendations were recorded when. What was erased is counted as what it was. */
public class RecommendationCounts {

    /** A second's work, about. */
    public static final int MOST = 2_000_000;

    /** Buckets are counted from here, a Monday at midnight, so that a week is one from Monday to Sunday. */
    public static final Instant ORIGIN = Instant.parse("1970-01-05T00:00:00Z");

    /** The index by time holds all but the status, so the few that failed come from an index of their own, and off the undecided. */
    private static final String SQL = """
            SELECT bucket, policy, status, outcome, sum(number) FROM (
                SELECT bucket, policy, CASE WHEN outcome IS NULL THEN 'UNDECIDED' ELSE 'RECOMMENDED' END AS status, outcome, number
                FROM (
                    SELECT (recorded_at - %1$d) / %2$d AS bucket, policy, outcome, count(*) AS number
                    FROM (SELECT recorded_at, policy, outcome FROM recommendation WHERE %3$s LIMIT %4$d) AS found
                    GROUP BY 1, 2, 3) AS counted
                UNION ALL
                SELECT (recorded_at - %1$d) / %2$d, policy, 'UNDECIDED', NULL, -1
                FROM recommendation WHERE status = 'FAILED' AND %3$s
                UNION ALL
                SELECT (recorded_at - %1$d) / %2$d, policy, 'FAILED', NULL, 1
                FROM recommendation WHERE status = 'FAILED' AND %3$s) AS told
            GROUP BY 1, 2, 3, 4 HAVING sum(number) > 0 ORDER BY 1, 2, 3, 4""";

    private final Store store;

    RecommendationCounts(Store store) {
        this.store = store;
    }

    /**
     * Those of one kind in a bucket.
     *
     * @param bucket the bucket's number, from 0 at {@link #ORIGIN}
     * @param outcome null where there is none
     */
    public record Count(
            long bucket,
            String policy,
            String status,
            @Nullable String outcome,
            long count) {}

    /**
     * By bucket, policy and outcome.
     *
     * @param step how long a bucket is
     * @return empty where there are more than {@value #MOST}
     */
    public Optional<List<Count>> of(Period period, Duration step) {
        String sql = SQL.formatted(ORIGIN.toEpochMilli(), step.toMillis(), period.condition("recorded_at"), MOST + 1);
        Object[] values = period.values();
        Object[] thrice = Stream.of(values, values, values).flatMap(Stream::of).toArray();
        List<Count> counts = store.read(session -> session.all(
                sql,
                row -> new Count(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)),
                thrice));
        return counts.stream().mapToLong(Count::count).sum() > MOST ? Optional.empty() : Optional.of(counts);
    }
}
