package io.rolecall.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A connection to PostgreSQL. What it writes waits in the outbox for the replica that numbers entries. */
class PostgresSession extends Session {

    private static final String UNKNOWN_TRANSACTION = "22023";
    private static final String LOCKED = "55P03";
    private static final String NOT_IN_REPERTOIRE = "22021";

    private final Connection connection;
    private @Nullable String transaction;
    private boolean committing;

    PostgresSession(Connection connection) {
        super(connection);
        this.connection = connection;
    }

    /** Statements without values, once. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    void begin() throws SQLException {
        connection.setAutoCommit(false);
        transaction = first("SELECT CAST(pg_current_xact_id() AS text)", row -> row.getString(1))
                .orElseThrow();
    }

    @Override
    void end(boolean committed) throws SQLException {
        if (committed) {
            committing = true;
            connection.commit();
        } else {
            connection.rollback();
        }
        committing = false;
        transaction = null;
        connection.setAutoCommit(true);
    }

    /** No index yet: between replicas nothing is locked for it. */
    @Override
    @Nullable
    Long append(Leaf leaf, @Nullable String about) throws SQLException {
        update("INSERT INTO outbox (id, about, bytes) VALUES (?, ?, ?)", leaf.id(), about, leaf.entry());
        return null;
    }

    /** Returns when something was said on a channel that is listened to, or the time is over. */
    void awaitNotification(Duration atMost) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
    }

    /** A text that PostgreSQL cannot hold is in no record, so it is not found. */
    @Override
    <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
        try {
            return super.all(sql, row, values);
        } catch (SQLException e) {
            if (NOT_IN_REPERTOIRE.equals(e.getSQLState()) && transaction == null) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Data that does not fit (22) or that a constraint forbids (23); and a lock that another replica keeps (55P03): one write
     * alone waits for it, not all of its batch.
     */
    @Override
    boolean refuses(SQLException error) {
        return state(error).startsWith("22")
                || state(error).startsWith("23")
                || state(error).equals(LOCKED);
    }

    /** Deadlocks and the like: all of class 40 but 40003, which says that nobody knows. */
    @Override
    boolean collides(SQLException error) {
        return state(error).startsWith("40") && !state(error).equals("40003");
    }

    /** Only the server knows what became of a COMMIT that was sent. */
    @Override
    boolean leavesOpen() {
        return committing;
    }

    /** The server that lost the connection may not have noticed, and may still get to read a COMMIT that was on its way. */
    @Override
    boolean isOver(Session broken) throws SQLException {
        String last = ((PostgresSession) broken).transaction;
        if (last == null || !broken.leavesOpen()) {
            return true;
        }
        try {
            return first("SELECT coalesce(pg_xact_status(CAST(? AS xid8)), '')", row -> row.getString(1), last)
                    .map(status -> !status.equals("in progress"))
                    .orElse(true);
        } catch (SQLException e) {
            if (UNKNOWN_TRANSACTION.equals(e.getSQLState())) {
                return true; // a server that has never heard of it will not commit it
            }
            throw e;
        }
    }

    private static String state(SQLException error) {
        return Objects.requireNonNullElse(error.getSQLState(), "");
    }
}
