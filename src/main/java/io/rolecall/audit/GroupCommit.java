package io.rolecall.audit;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many waiting requests, one commit. A single thread takes what is queued, stores it in one transaction and only then
 * lets the requests go on. While it waits for the disk the next batch gathers, so it never pauses to gather more.
 *
 * <p>An error from a commit says nothing about what is on the disk. So the thread connects again, waits until the transaction
 * is over on the other side, and looks each write of the batch up before it answers. Nothing is accepted until that has worked.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int BATCH = 256;
    private static final int QUEUE = 1_024;
    private static final long IDLE_MILLIS = 100;
    private static final long REOPEN_MILLIS = 1_000;
    private static final long CLEARING_MILLIS = 5;
    private static final long RETRY_MILLIS = 50;
    private static final String NO_ROOM =
            "the disk is nearly full (rolecall.audit.min-free-disk), or the database file is gone";

    private final Writing writing;
    private final BooleanSupplier room;
    private final Signing signing;
    private final Doubt doubt;
    private final Duration patience;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread = new Thread(this::run, "audit-writer");
    private final Clearing clearing = new Clearing(Duration.ofSeconds(10), Duration.ofSeconds(1));
    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * @param room whether the disk has enough left for a batch
     * @param doubt while there is one nothing is written
     * @param patience how long a batch waits for the database after a failure; what is then found not to be stored is stored
     *     again, once. None where only a failed disk can be the reason
     */
    GroupCommit(Writing.Opening opening, BooleanSupplier room, Signing signing, Doubt doubt, Duration patience)
            throws SQLException {
        this.writing = new Writing(opening, signing, this::doubtful);
        this.room = room;
        this.signing = signing;
        this.doubt = doubt;
        this.patience = patience;
        try {
            if (doubt.reason() == null) {
                writing.open();
            }
        } catch (SQLDataException e) {
            doubtful(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the write's result once it is committed. */
    <T> T write(Write<T> write) {
        if (doubt.reason() != null) {
            throw new NotRecordedException("not recorded: the log is in doubt: " + doubt.reason());
        }
        if (!writing.sound()) {
            throw new NotRecordedException("not recorded: the log is being checked after a failed commit");
        }
        Pending<T> pending = new Pending<>(write);
        if (closing || !queue.offer(pending) || closed && queue.remove(pending)) {
            throw new NotRecordedException(
                    closing ? "not recorded: the log is closing" : "not recorded: the log is overloaded");
        }
        return pending.await();
    }

    boolean accepting() {
        return refusal() == null;
    }

    /** Why the next write is expected not to be stored; null where it is expected to be. */
    @Nullable
    String refusal() {
        if (doubt.reason() != null) {
            return "the log is in doubt: " + doubt.reason();
        }
        if (!writing.sound()) {
            return "the log is being checked after a failed commit";
        }
        return closing ? "the log is closing" : room.getAsBoolean() ? null : NO_ROOM;
    }

    /** Stores what is queued, then moves the write-ahead log into the database. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        closed = true;
        fail(take(), "the log is closing");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            List<Pending<?>> batch = gather();
            Session current = writing.session();
            if (doubt.reason() != null) {
                fail(batch, "the log is in doubt: " + doubt.reason());
            } else if (current == null || !writing.sound()) {
                fail(batch, "the log is being checked after a failed commit");
                writing.recovered(null, new ArrayList<>(), this::done);
            } else if (!batch.isEmpty() || signing.due()) {
                commit(current, batch, patience, !patience.isZero());
            }
            clearing.go(writing.session());
        }
        signAll();
        clearing.go(writing.session());
        writing.shut();
        clearing.end();
    }

    /** It is stored. */
    private void done(Pending<?> pending) {
        if (pending.erases()) {
            clearing.add(pending);
        } else {
            pending.committed();
        }
    }

    /** Leaves nothing uncovered when the log is closed. */
    private void signAll() {
        Session current = writing.session();
        if (current != null && doubt.reason() == null && signing.behind() && room.getAsBoolean()) {
            commit(current, new ArrayList<>(), Duration.ZERO, false);
        }
    }

    private List<Pending<?>> gather() {
        try {
            Pending<?> first = queue.poll(pause(), TimeUnit.MILLISECONDS);
            List<Pending<?>> batch = new ArrayList<>();
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
            }
            return batch;
        } catch (InterruptedException e) {
            return take();
        }
    }

    private long pause() {
        boolean reopening = !writing.sound() && doubt.reason() == null;
        return reopening ? REOPEN_MILLIS : clearing.waits() ? CLEARING_MILLIS : IDLE_MILLIS;
    }

    private List<Pending<?>> take() {
        List<Pending<?>> taken = new ArrayList<>();
        queue.drainTo(taken);
        return taken;
    }

    /** @param again whether what turns out not to be stored is stored once more, all within the same time */
    private void commit(Session current, List<Pending<?>> batch, Duration left, boolean again) {
        if (!room.getAsBoolean()) {
            fail(batch, NO_ROOM);
            return;
        }
        try {
            writing.store(current, batch, closing);
            batch.forEach(this::done);
            signing.committed(current);
        } catch (SQLException | RuntimeException | Error e) {
            log.error("A commit of {} records failed: opening the log again to see what it holds", batch.size(), e);
            doubtful(e);
            writing.broke();
            recover(current, batch, left, again, AuditUnavailableException.firstLine(e));
        }
    }

    /** What is stored is not what was left there: no other connection will change that. */
    private void doubtful(Throwable e) {
        if (e instanceof SQLDataException) {
            doubt.raise(AuditUnavailableException.firstLine(e));
        }
    }

    /** Answers what is there, and tries once more to store the rest. */
    private void recover(Session broken, List<Pending<?>> batch, Duration left, boolean again, String reason) {
        long end = System.nanoTime() + left.toNanos();
        boolean recovered = writing.recovered(broken, batch, this::done);
        while (!recovered && doubt.reason() == null && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            recovered = writing.recovered(broken, batch, this::done);
        }
        Session current = writing.session();
        if (recovered && again && current != null && doubt.reason() == null && !batch.isEmpty()) {
            commit(current, batch, Duration.ofNanos(Math.max(0, end - System.nanoTime())), false);
        } else {
            fail(batch, reason, !recovered && broken.leavesOpen());
        }
    }

    private static void fail(List<Pending<?>> batch, String reason) {
        fail(batch, reason, false);
    }

    private static void fail(List<Pending<?>> batch, String reason, boolean unknown) {
        NotRecordedException failure =
                unknown ? new OutcomeUnknownException(reason) : new NotRecordedException("not recorded: " + reason);
        batch.forEach(pending -> pending.fail(failure));
    }
}
