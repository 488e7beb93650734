package io.rolecall.audit;

import java.sql.SQLException;

/**
 * Where entries wait for their places in the log. What has left it stays in its index while somebody reads an older snapshot, as an
 * export does; so that nobody walks past ever more of that fifty times a second, a search begins behind what has left for good.
 */
final class Outbox {

    private final Session session;
    private long left; // nothing up to this number is there, or will be
    private long given;
    private String horizon = "0"; // whoever can come with a number up to the given one is a transaction before this

    Outbox(Session session) {
        this.session = session;
    }

    long left() {
        return left;
    }

    boolean isEmpty() throws SQLException {
        return isEmpty(Long.MAX_VALUE);
    }

    private boolean isEmpty(long last) throws SQLException {
        return session.first("SELECT 1 FROM outbox WHERE seq > ? AND seq <= ? LIMIT 1", row -> 1, left, last)
                .isEmpty();
    }

    /** The newest number that was given out; it may be of a transaction that is still open. */
    long newest() throws SQLException {
        return session.first(
                        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM outbox_seq_seq",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /** From time to time: commits come in another order than numbers, so only what ended before can be left behind. */
    void look() throws SQLException {
        boolean ended = session.first(
                        "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= CAST(? AS xid8)",
                        row -> row.getBoolean(1),
                        horizon)
                .orElse(false);
        if (ended && isEmpty(given)) {
            left = given;
            given = newest(); // before the horizon, which so is behind whoever has one of these
            horizon = session.first(
                            "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)", row -> row.getString(1))
                    .orElseThrow();
        }
    }
}
