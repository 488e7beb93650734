package io.rolecall.audit;

import java.sql.SQLException;
import java.util.Optional;

/** Something to store, all of it or nothing. */
interface Write<T> {

    /** Stores it in the transaction that is open. The result counts only after the commit. */
    T perform(Session session) throws SQLException;

    /** After a commit with an unknown outcome: the result, if what it rests on is stored. */
    Optional<T> recall(Session session) throws SQLException;

    /** Whether its request goes on only when what it removes is gone from the write-ahead log too. */
    default boolean erases() {
        return false;
    }
}
