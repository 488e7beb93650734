package io.rolecall.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many waiting requests, one commit. A single thread takes what is queued, stores it in one transaction and only then
 * lets the requests go on. While it waits for the disk the next batch gathers, so it never pauses to gather more.
 *
 * <p>An error from a commit says nothing about what is on the disk. So the thread opens the file again and looks each
 * write of the batch up before it answers, and nothing is accepted until that has worked.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int BATCH = 256;
    private static final int QUEUE = 1_024;
    private static final long IDLE_MILLIS = 100;
    private static final long REOPEN_MILLIS = 1_000;
    private static final long CLEARING_MILLIS = 5;

    /** Opens the connection that writes. */
    @FunctionalInterface
    interface Opening {
        Session open() throws SQLException;
    }

    private final Opening opening;
    private final BooleanSupplier room;
    private final Checkpoints checkpoints;
    private final Doubt doubt;
    private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread = new Thread(this::run, "audit-writer");
    private final Clearing clearing = new Clearing();
    private @Nullable Session session;
    private volatile boolean accepting = true;
    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * @param room whether the disk has enough left for a batch
     * @param doubt while there is one nothing is written
     */
    GroupCommit(Opening opening, BooleanSupplier room, Checkpoints checkpoints, Doubt doubt) throws SQLException {
        this.opening = opening;
        this.room = room;
        this.checkpoints = checkpoints;
        this.doubt = doubt;
        this.session = doubt.reason() == null ? open() : null;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the write's result once it is committed. */
    <T> T write(Write<T> write) {
        if (doubt.reason() != null) {
            throw new NotRecordedException("not recorded: the log is in doubt: " + doubt.reason());
        }
        if (!accepting) {
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
        return accepting && !closing && doubt.reason() == null && room.getAsBoolean();
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
            Session current = session;
            if (doubt.reason() != null) {
                fail(batch, "the log is in doubt: " + doubt.reason());
            } else if (current == null) {
                fail(batch, "the log is being checked after a failed commit");
                reopen(new ArrayList<>());
            } else if (!batch.isEmpty() || checkpoints.due()) {
                commit(current, batch);
            }
            clearing.go(session);
        }
        signAll();
        clearing.go(session);
        shut();
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
        Session current = session;
        if (current != null && doubt.reason() == null && checkpoints.behind() && room.getAsBoolean()) {
            commit(current, new ArrayList<>());
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
        boolean reopening = session == null && doubt.reason() == null;
        return reopening ? REOPEN_MILLIS : clearing.waits() ? CLEARING_MILLIS : IDLE_MILLIS;
    }

    private List<Pending<?>> take() {
        List<Pending<?>> taken = new ArrayList<>();
        queue.drainTo(taken);
        return taken;
    }

    private void commit(Session current, List<Pending<?>> batch) {
        if (!room.getAsBoolean()) {
            fail(batch, "the disk is nearly full (rolecall.audit.min-free-disk), or the database file is gone");
            return;
        }
        try {
            store(current, batch);
            batch.forEach(this::done);
            checkpoints.committed(current);
        } catch (SQLException | RuntimeException | Error e) {
            log.error("A commit of {} records failed: opening the log again to see what it holds", batch.size(), e);
            accepting = false;
            shut();
            reopen(batch);
            fail(batch, AuditUnavailableException.firstLine(e));
        }
    }

    /** One transaction. A write that cannot be stored is left out, and what was stored with it is stored again. */
    private void store(Session current, List<Pending<?>> batch) throws SQLException {
        current.begin();
        for (int i = 0; i < batch.size(); i++) {
            if (!batch.get(i).perform(current)) {
                current.rollback();
                current.begin();
                batch.remove(i);
                i = -1;
            }
        }
        checkpoints.sign(current, closing);
        current.commit();
    }

    /** Lets those requests of the batch go on whose record is there. */
    private void reopen(List<Pending<?>> batch) {
        try {
            session = open();
            checkpoints.reopened(session);
            accepting = true; // before its requests go on, which may have more to write
            for (Iterator<Pending<?>> left = batch.iterator(); left.hasNext(); ) {
                Pending<?> pending = left.next();
                if (pending.recalled(session)) {
                    left.remove();
                    done(pending);
                }
            }
            log.info("The log is open again");
        } catch (SQLException | RuntimeException | Error e) {
            accepting = false;
            shut();
            log.error("The log cannot be opened again", e);
        }
    }

    /** A new session that has proved that it can commit. */
    private Session open() throws SQLException {
        Session opened = opening.open();
        try {
            opened.update("INSERT INTO opening (at) VALUES (?)", System.currentTimeMillis());
            return opened;
        } catch (SQLException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private void shut() {
        Session current = session;
        session = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (SQLException e) {
            log.warn("A connection to the log was not closed properly", e);
        }
    }

    private static void fail(List<Pending<?>> batch, String reason) {
        batch.forEach(pending -> pending.fail(new NotRecordedException("not recorded: " + reason)));
    }
}
