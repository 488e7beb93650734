package io.rolecall.audit;

import java.sql.SQLException;

/** Something to look up, on any connection. */
@FunctionalInterface
interface Reading<T> {

    T from(Session session) throws SQLException;
}
