package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session that writes: opened, given up after a failure, opened again. Of the one thread that writes, but for {@link #sound}. */
final class Writing {

    private static final Logger log = LoggerFactory.getLogger(Writing.class);

    /** Opens the connection that writes. */
    @FunctionalInterface
    interface Opening {
        Session open() throws SQLException;
    }

    private static final int COLLISIONS = 10;

    private final Opening opening;
    private final Signing signing;
    private final Consumer<Throwable> failure;
    private @Nullable Session session;
    private boolean away;
    private volatile boolean sound = true;

    /** @param failure what keeps the log from being opened again */
    Writing(Opening opening, Signing signing, Consumer<Throwable> failure) {
        this.failure = failure;
        this.opening = opening;
        this.signing = signing;
    }

    /** Null where there is none. */
    @Nullable
    Session session() {
        return session;
    }

    /** Whether there is no failure that has not been looked into. */
    boolean sound() {
        return sound;
    }

    /** A new session that has proved that it can commit. */
    Session open() throws SQLException {
        Session opened = opening.open();
        try {
            opened.update("INSERT INTO opening (at) VALUES (?)", System.currentTimeMillis());
            session = opened;
            return opened;
        } catch (SQLException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** One transaction. A write that cannot be stored is left out, and what was stored with it is stored again. */
    void store(Session current, List<Pending<?>> batch, boolean closing) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                current.begin();
                for (int i = 0; i < batch.size(); i++) {
                    if (!batch.get(i).perform(current)) {
                        current.rollback();
                        current.begin();
                        batch.remove(i);
                        i = -1;
                    }
                }
                signing.sign(current, closing);
                current.commit();
                return;
            } catch (SQLException e) {
                if (!current.collides(e) || attempt == COLLISIONS) {
                    throw e;
                }
                current.rollback();
            }
        }
    }

    /** After a failure: from now on nothing is certain. */
    void broke() {
        sound = false;
        shut();
    }

    /**
     * Hands over those of the batch whose record is there, and leaves the others in it.
     *
     * @param broken the session that failed with the batch; null where it is known what became of its last transaction
     * @param done what is found to be stored
     * @return whether it is certain now what is stored
     */
    boolean recovered(@Nullable Session broken, List<Pending<?>> batch, Consumer<Pending<?>> done) {
        try {
            Session current = session;
            if (current == null) {
                current = open();
                signing.reopened(current);
            }
            if (broken != null && !current.isOver(broken)) {
                return false;
            }
            sound = true; // before its requests go on, which may have more to write
            for (Iterator<Pending<?>> each = batch.iterator(); each.hasNext(); ) {
                Pending<?> pending = each.next();
                if (pending.recalled(current)) {
                    each.remove();
                    done.accept(pending);
                }
            }
            log.info("The log is open again");
            away = false;
            return true;
        } catch (SQLException | RuntimeException | Error e) {
            broke();
            failure.accept(e);
            if (!away) {
                log.error("The log cannot be opened again", e);
            }
            away = true;
            return false;
        }
    }

    void shut() {
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
}
