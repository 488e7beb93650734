package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the entries in the outbox their places in the tree, in one replica at a time; the others stand by and show its checkpoints.
 *
 * <p>An advisory lock says whose turn it is, and comes free when its connection ends. What is written is safe without it: each
 * turn has an epoch of its own in the head, and a transaction begins with locking the head in its epoch, so whoever was
 * overtaken finds no row and steps down.
 */
final class Sequencer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
    private static final int BATCH = 1_000;
    private static final long TURN_MILLIS = 20;
    private static final long STANDBY_MILLIS = 200;
    private static final long AWAY_MILLIS = 500;
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Opens the connection that it has for itself. */
    @FunctionalInterface
    interface Opening {
        Session open() throws SQLException;
    }

    private final Opening opening;
    private final Following following;
    private final Checkpoints checkpoints;
    private final Doubt doubt;
    private final Thread thread = new Thread(this::run, "audit-sequencer");
    private final CountDownLatch closing = new CountDownLatch(1);
    private long worked = System.nanoTime();
    private volatile boolean reached = true;

    Sequencer(Opening opening, Following following, Checkpoints checkpoints, Doubt doubt) {
        this.opening = opening;
        this.following = following;
        this.checkpoints = checkpoints;
        this.doubt = doubt;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether the database has answered of late. */
    boolean reached() {
        return reached;
    }

    /** Numbers and signs what there is, if it is this replica's turn. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean closed = false;
        while (doubt.reason() == null && !closed) {
            try (Session session = opening.open()) {
                closed = standBy(session);
            } catch (SQLDataException e) {
                doubt.raise(AuditUnavailableException.firstLine(e));
            } catch (SQLException | RuntimeException | Error e) {
                closed = failed(e);
            }
        }
    }

    /** A connection may break; if no other one does better for a while something is wrong. */
    private boolean failed(Throwable e) {
        if (System.nanoTime() - worked < GRACE.toNanos()) {
            log.info("The connection that numbers the log broke: {}", AuditUnavailableException.firstLine(e));
            return closed(TURN_MILLIS);
        }
        if (reached) {
            log.error("The database is away, or the log cannot be numbered", e);
        }
        reached = false;
        return closed(AWAY_MILLIS);
    }

    private void worked() {
        worked = System.nanoTime();
        reached = true;
    }

    private boolean standBy(Session session) throws SQLException {
        boolean closed = closed(0);
        while (!closed && doubt.reason() == null) {
            following.look(session);
            if (doubt.reason() == null && lock(session)) {
                return takeTurn(session); // and then a new connection, without the lock
            }
            worked();
            closed = closed(STANDBY_MILLIS);
        }
        return closed;
    }

    private static boolean lock(Session session) throws SQLException {
        return session.first(
                        "SELECT pg_try_advisory_lock(CAST(CAST('head' AS regclass) AS oid)::bigint)",
                        row -> row.getBoolean(1))
                .orElse(false);
    }

    private boolean takeTurn(Session session) throws SQLException {
        long epoch = session.first("UPDATE head SET epoch = epoch + 1 RETURNING epoch", row -> row.getLong(1))
                .orElseThrow();
        following.look(session); // what was signed until then
        checkpoints.reopened(session);
        log.info("This replica numbers the log from entry {} on", session.log().size());
        Outbox outbox = new Outbox(session);
        long look = System.nanoTime();
        boolean closed = false;
        while (!closed && doubt.reason() == null) {
            closed = closed(TURN_MILLIS);
            while (!closing() && doubt.reason() == null && (!outbox.isEmpty() || checkpoints.due())) {
                if (!number(session, outbox, epoch, false)) {
                    log.warn("Another replica numbers the log now");
                    return closed;
                }
                worked(); // under load there may always be more
            }
            if (System.nanoTime() - look > LOOK.toNanos()) {
                outbox.look();
                look = System.nanoTime();
            }
            worked();
        }
        if (closed && doubt.reason() == null) {
            finish(session, outbox, epoch);
        }
        return closed;
    }

    /** Nothing that this replica stored waits for another one; what others go on storing may. */
    private void finish(Session session, Outbox outbox, long epoch) throws SQLException {
        boolean turn = true;
        for (long rest = outbox.newest() - outbox.left(); turn && rest > 0 && !outbox.isEmpty(); rest -= BATCH) {
            turn = number(session, outbox, epoch, false);
        }
        if (turn && checkpoints.behind()) {
            number(session, outbox, epoch, true);
        }
    }

    private boolean closing() {
        return closing.getCount() == 0;
    }

    /** One transaction. False where somebody else's turn has begun. */
    private boolean number(Session session, Outbox outbox, long epoch, boolean last) throws SQLException {
        session.begin();
        if (session.first("SELECT 1 FROM head WHERE epoch = ? FOR UPDATE", row -> 1, epoch)
                .isEmpty()) {
            session.rollback();
            return false;
        }
        Growth growth = session.log();
        long first = growth.size();
        List<Numbered> fresh = session.all(
                """
                INSERT INTO entry (entry_index, id, about, bytes)
                SELECT ? - 1 + row_number() OVER (ORDER BY seq), id, about, bytes
                FROM (SELECT * FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?) AS oldest ORDER BY seq
                RETURNING entry_index, bytes""", row -> new Numbered(row.getLong(1), Hashes.leaf(row.getBytes(2))), first, outbox.left(), BATCH);
        for (Numbered entry :
                fresh.stream().sorted(Comparator.comparingLong(Numbered::index)).toList()) {
            growth.add(entry.leaf);
        }
        int taken = session.update(
                "DELETE FROM outbox USING entry WHERE entry.id = outbox.id AND entry.entry_index >= ?", first);
        if (taken != fresh.size() || growth.size() != first + taken) {
            throw new SQLException(fresh.size() + " entries were numbered, but " + taken + " left the outbox");
        }
        checkpoints.sign(session, last);
        session.commit();
        checkpoints.committed(session);
        return true;
    }

    /** Whether the store is being closed, at the latest after so long. */
    private boolean closed(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private record Numbered(long index, byte[] leaf) {}
}
