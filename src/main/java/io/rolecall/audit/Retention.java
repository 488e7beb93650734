package io.rolecall.audit;

import io.rolecall.audit.Erasure.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases payloads that are older than their policy's period, at the start and then every hour, but for those that are held. A
 * few at a time, so that answers do not wait for it.
 */
public final class Retention implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final int BATCH = 64;
    private static final String DUE = """
            SELECT recorded_at, position, id FROM recommendation AS each
            WHERE policy = ? AND recorded_at < ? AND %s
                AND NOT EXISTS (SELECT 1 FROM erasure WHERE position = each.position)
                AND coalesce((SELECT held FROM hold WHERE position = each.position ORDER BY number DESC LIMIT 1), 0) = 0
            ORDER BY recorded_at, position LIMIT ?""";
    private static final String GROWN_OLD = DUE.formatted("(recorded_at, position) > (?, ?)");
    private static final String RELEASED = DUE.formatted(
            "(recorded_at, position) <= (?, ?) AND position IN (SELECT position FROM hold WHERE held = 0)");

    private final Store store;
    private final Engine engine;
    private final RetentionPeriods periods;
    private final Map<String, Place> swept = new HashMap<>(); // by policy; an hour less, for what was recorded late
    private final Thread thread = new Thread(this::run, "audit-retention");

    Retention(Store store, Engine engine, RetentionPeriods periods) {
        this.store = store;
        this.engine = engine;
        this.periods = periods;
        thread.setDaemon(true);
    }

    Retention start() {
        if (!periods.isEmpty()) {
            thread.start();
        }
        return this;
    }

    /** Policies that have a period of their own: there may be none of that name. */
    public Set<String> policies() {
        return periods.named();
    }

    private void run() {
        try {
            while (true) {
                try {
                    sweep(Instant.now());
                } catch (NotRecordedException | AuditUnavailableException e) {
                    log.warn("Payloads whose period is over are not erased at the moment: {}", e.getMessage());
                } catch (RuntimeException e) {
                    log.error("Payloads whose period is over were not erased: a defect of Rolecall.", e);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many it has erased. */
    int sweep(Instant now) throws InterruptedException {
        Set<String> policies = new TreeSet<>(periods.named());
        if (periods.hasDefault()) {
            policies.addAll(store.read(
                    session -> session.all("SELECT DISTINCT policy FROM policy_version", row -> row.getString(1))));
        }
        int all = 0;
        for (String policy : policies) {
            Instant end = periods.end(policy, now);
            int erased = end == null ? 0 : sweep(policy, end);
            if (erased > 0) {
                log.info("Erased {} payloads of {} that were recorded before {}", erased, policy, end);
            }
            all += erased;
        }
        return all;
    }

    /** What was swept before is not walked through again, but for what was held then and is no longer. */
    private int sweep(String policy, Instant end) throws InterruptedException {
        Place swept = this.swept.getOrDefault(policy, Place.FIRST);
        int erased = 0;
        for (String sql : List.of(RELEASED, GROWN_OLD)) {
            Place after = swept;
            for (List<Place> due = due(sql, policy, end, after); !due.isEmpty(); due = due(sql, policy, end, after)) {
                erased += erase(due);
                after = sql.equals(RELEASED) ? swept : due.get(due.size() - 1);
                Thread.sleep(BREATH.toMillis());
            }
        }
        this.swept.put(policy, new Place(end.minus(PAUSE).toEpochMilli(), Long.MIN_VALUE, ""));
        return erased;
    }

    private int erase(List<Place> due) {
        List<String> ids = due.stream().map(Place::id).toList();
        try {
            return store.write(new Erasing(ids, Cause.RETENTION, engine))
                    .erased()
                    .size();
        } catch (ErasureUnfinishedException e) {
            return ids.size(); // they are erased, and seen through by the thread that writes
        }
    }

    private List<Place> due(String sql, String policy, Instant end, Place after) {
        return store.read(session -> new ArrayList<>(session.all(
                sql,
                row -> new Place(row.getLong(1), row.getLong(2), row.getString(3)),
                policy,
                end.toEpochMilli(),
                after.at(),
                after.position(),
                BATCH)));
    }

    /** In the order of time. */
    private record Place(long at, long position, String id) {

        static final Place FIRST = new Place(Long.MIN_VALUE, Long.MIN_VALUE, "");
    }

    /** Lets a batch under way come to its end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(15).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
