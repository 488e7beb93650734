package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A write and the request that waits for it. */
final class Pending<T> {

    private final Write<T> write;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;

    Pending(Write<T> write) {
        this.write = write;
    }

    /** Stores it in the open transaction. False if it cannot be stored for a reason of its own: then its request fails. */
    boolean perform(Session session) throws SQLException {
        try {
            result = write.perform(session);
            return true;
        } catch (RuntimeException e) {
            fail(new NotRecordedException("not recorded", e));
            return false;
        } catch (SQLException e) {
            if (!session.refuses(e)) {
                throw e;
            }
            fail(new NotRecordedException("not recorded", e));
            return false;
        }
    }

    /** Looks it up after a commit with an unknown outcome. */
    boolean recalled(Session session) throws SQLException {
        Optional<T> stored = write.recall(session);
        stored.ifPresent(found -> result = found);
        return stored.isPresent();
    }

    /** Whether it has to wait for more than its commit. */
    boolean erases() {
        return write.erases();
    }

    void committed() {
        done.complete(result);
    }

    void fail(NotRecordedException reason) {
        done.completeExceptionally(reason);
    }

    T await() {
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof NotRecordedException reason ? reason : e;
        }
    }
}
