package io.rolecall.audit;

import java.sql.SQLException;

/** What the record is kept in. Its text form names it in messages, without a password. */
interface Database {

    /** A connection that writes: a commit is durable before it returns. */
    Session writer() throws SQLException;

    /** A connection that only reads. */
    Session reader() throws SQLException;

    /** A reader that sees all as it is at its first question. */
    Session snapshot() throws SQLException;

    /** Says that what was there could not be read, and what mends that. */
    AuditUnavailableException unreadable(SQLException cause);
}
