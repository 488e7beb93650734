package io.rolecall.audit;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** A connection to the file. What it writes is in the tree with the same commit. */
class SqliteSession extends Session {

    /** How long others wait for one that reads while the write-ahead log is to be emptied. */
    private static final int READER_MILLIS = 50;

    private boolean committing;

    SqliteSession(Connection connection) {
        super(connection);
    }

    @Override
    void begin() throws SQLException {
        update("BEGIN IMMEDIATE");
    }

    @Override
    void end(boolean committed) throws SQLException {
        committing = committed;
        update(committed ? "COMMIT" : "ROLLBACK");
        committing = false;
    }

    /** What a COMMIT wrote before it failed may be found in the file when that can be opened again. */
    @Override
    boolean leavesOpen() {
        return committing;
    }

    @Override
    Long append(Leaf leaf, @Nullable String about) throws SQLException {
        long index = log().size();
        try {
            update("INSERT INTO entry (entry_index, about, bytes) VALUES (?, ?, ?)", index, about, leaf.entry());
        } catch (SQLException e) {
            throw refuses(e) ? new SQLDataException("the log holds entries that were not recorded by it", e) : e;
        }
        log().add(leaf.hash());
        return index;
    }

    /**
     * Moves what was committed into the database and empties the write-ahead log. False where somebody reads it at the moment;
     * then it is to be tried again.
     */
    @Override
    boolean emptyWriteAheadLog() throws SQLException {
        first("PRAGMA busy_timeout = " + READER_MILLIS, row -> row.getInt(1));
        try {
            return first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0)
                    .orElse(false);
        } finally {
            first("PRAGMA busy_timeout = " + DatabaseFile.BUSY_MILLIS, row -> row.getInt(1));
        }
    }

    @Override
    boolean refuses(SQLException error) {
        return error.getErrorCode() == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }
}
