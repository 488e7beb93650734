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
class Session implements AutoCloseable {

    private static final int KNOWN_SETS = 10_000;

    /** How long others wait for one that reads while the write-ahead log is to be emptied. */
    private static final int READER_MILLIS = 50;

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

    void update(String sql, @Nullable Object... values) throws SQLException {
        statement(sql, values).executeUpdate();
    }

    void begin() throws SQLException {
        update("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        if (log != null) {
            log.store();
        }
        update("COMMIT");
        if (log != null) {
            log.committed();
        }
    }

    /**
     * Moves what was committed into the database and empties the write-ahead log. False where somebody reads it at the moment;
     * then it is to be tried again.
     */
    boolean emptyWriteAheadLog() throws SQLException {
        first("PRAGMA busy_timeout = " + READER_MILLIS, row -> row.getInt(1));
        boolean empty = first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0)
                .orElse(false);
        first("PRAGMA busy_timeout = " + DatabaseFile.BUSY_MILLIS, row -> row.getInt(1));
        return empty;
    }

    void rollback() throws SQLException {
        firedSets.clear();
        if (log != null) {
            log.undone();
        }
        update("ROLLBACK");
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
            // more.
            update("INSERT INTO fired (id, rules_key) VALUES (?, ?)", RANDOM.nextLong(1, SETS), key);
            stored = firedId(key);
            for (String rule : set) {
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
