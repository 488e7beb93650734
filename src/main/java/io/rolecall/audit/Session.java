package io.rolecall.audit;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, the statements it has prepared, the sets of fired rules and the end of the log it knows. For one thread at a time. */
abstract class Session implements AutoCloseable {

    private static final int KNOWN_SETS = 10_000;

    private static final long SETS = 1L << 47;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Map<List<String>, Long> firedSets = new HashMap<>();
    private @Nullable Growth log;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** One row as an object. */
    @FunctionalInterface
    interface Row<T> {
        T from(ResultSet row) throws SQLException;
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        return all(sql, row, values).stream().findFirst();
    }

    <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
        try (ResultSet rows = statement(sql, values).executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.from(rows));
            }
            return found;
        }
    }

    /** @return how many rows there are more, or are changed or gone */
    int update(String sql, @Nullable Object... values) throws SQLException {
        return statement(sql, values).executeUpdate();
    }

    abstract void begin() throws SQLException;

    void commit() throws SQLException {
        if (log != null) {
            log.store();
        }
        end(true);
        if (log != null) {
            log.committed();
        }
    }

    /**
     * Lets nothing that was erased stay where it was kept for a while beside the database.
     *
     * @return false where that is to be tried again
     */
    boolean emptyWriteAheadLog() throws SQLException {
        return true;
    }

    void rollback() throws SQLException {
        firedSets.clear();
        if (log != null) {
            log.undone();
        }
        end(false);
    }

    abstract void end(boolean committed) throws SQLException;

    /**
     * Puts an entry into the log, or on its way into it.
     *
     * @param about what the entry can be found by, see {@link EntryType#about}; null where nobody looks for it
     * @return the leaf's index; null where it is numbered later
     */
    abstract @Nullable Long append(Leaf leaf, @Nullable String about) throws SQLException;

    /** Whether an error is about what was to be stored and would come again with it. */
    abstract boolean refuses(SQLException error);

    /** Whether another writer was in the way, so that the same transaction may work now. */
    boolean collides(SQLException error) {
        return false;
    }

    /** Whether it may be that a transaction was committed although its commit failed here. */
    boolean leavesOpen() {
        return false;
    }

    /** Whether the last transaction of a connection that broke has ended. Before that it may still be committed. */
    boolean isOver(Session broken) throws SQLException {
        return true;
    }

    /** The log, to add to it. */
    Growth log() throws SQLException {
        if (log == null) {
            log = Growth.of(this);
        }
        return log;
    }

    /** The number of this set of rules: many records share one, and a search by rule goes through it. */
    long fired(List<String> rules) throws SQLException {
        Long known = firedSets.get(rules);
        if (known != null) {
            return known;
        }
        List<String> set = rules.stream().sorted().distinct().toList();
        if (set.stream().anyMatch(rule -> rule.contains("\n"))) {
            throw new IllegalArgumentException("a rule's name is one line");
        }
        String key = String.join("\n", set);
        Optional<Long> stored = firedId(key);
        if (stored.isEmpty()) {
            // At random, because from a number that counts one could see which record had a set that nobody has any
            // more. Another replica may be about to store the same set.
            boolean added = update(
                            "INSERT INTO fired (id, rules_key) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            RANDOM.nextLong(1, SETS),
                            key)
                    > 0;
            stored = firedId(key);
            for (String rule : added ? set : List.<String>of()) {
                update("INSERT INTO fired_rule (rule, fired_id) VALUES (?, ?)", rule, stored.orElseThrow());
            }
        }
        if (firedSets.size() >= KNOWN_SETS) {
            firedSets.clear();
        }
        firedSets.put(rules, stored.orElseThrow());
        return stored.orElseThrow();
    }

    private Optional<Long> firedId(String key) throws SQLException {
        return first("SELECT id FROM fired WHERE rules_key = ?", row -> row.getLong(1), key);
    }

    private PreparedStatement statement(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Closes whatever is open; an unfinished transaction is undone. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
