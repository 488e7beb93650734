package io.rolecall.audit;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How far the log has come.
 *
 * @param checkpoint the newest one, null before the first
 */
record Head(long size, byte[] root, @Nullable String checkpoint) {

    static Head read(Session session) throws SQLException {
        return session.first(
                        "SELECT size, root, checkpoint FROM head",
                        row -> new Head(row.getLong(1), row.getBytes(2), row.getString(3)))
                .orElseThrow(() -> new SQLException("the log has no head"));
    }
}
