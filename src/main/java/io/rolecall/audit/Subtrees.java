package io.rolecall.audit;

import java.sql.SQLException;

/** The hashes that a tree is made of. */
@FunctionalInterface
interface Subtrees {

    /**
     * The root over the leaves from {@code number * 2^height} up to, and without, {@code (number + 1) * 2^height}, all of which
     * have to be there.
     */
    byte[] root(int height, long number) throws SQLException;
}
