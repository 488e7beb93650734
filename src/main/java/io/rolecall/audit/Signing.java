package io.rolecall.audit;

import java.sql.SQLException;

/** What is done beside each commit so that a checkpoint covers it. */
interface Signing {

    /** Where somebody else numbers the entries and signs. */
    Signing ELSEWHERE = new Signing() {};

    /** Whether there is something to sign, and the last time is long enough ago. */
    default boolean due() {
        return false;
    }

    /** Whether there is something that no checkpoint covers. */
    default boolean behind() {
        return false;
    }

    /** Signs what the transaction that is open leads to, if it is time. */
    default void sign(Session session, boolean inAnyCase) throws SQLException {}

    /** After a commit. */
    default void committed(Session session) throws SQLException {}

    /** After a commit with an unknown outcome, with a new session. */
    default void reopened(Session session) throws SQLException {}
}
