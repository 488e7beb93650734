package io.rolecall.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A PostgreSQL database: connections to it, and its schema. Several processes use it at once. */
final class PostgresDatabase implements Database {

    static final String PREFIX = "jdbc:postgresql:";

    private static final int OLDEST = 14;
    private static final Duration HUNG = Duration.ofSeconds(5);

    private final String url;
    private final Properties properties;
    private final String name;

    private PostgresDatabase(String url, Properties properties, String name) {
        this.url = url;
        this.properties = properties;
        this.name = name;
    }

    /**
     * The database, checked and with the newest schema.
     *
     * @param user empty where the URL names one
     * @param password empty where there is none, or the URL has it
     */
    static PostgresDatabase open(String url, String user, String password) {
        PostgresDatabase database = existing(url, user, password);
        database.check();
        database.migrate();
        return database;
    }

    /** The database as it is: neither checked nor changed, nor connected to yet. */
    static PostgresDatabase existing(String url, String user, String password) {
        Properties properties = new Properties(); // what the URL says itself goes before these
        properties.setProperty("ApplicationName", "rolecall");
        properties.setProperty("logServerErrorDetail", "false"); // it shows rows, and so facts
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return new PostgresDatabase(url, properties, name(url));
    }

    private static String name(String url) {
        Properties parts = Driver.parseURL(url, null);
        String shown = url.replaceFirst("\\?.*", "");
        if (parts == null || shown.contains("@")) {
            throw new AuditUnavailableException("spring.datasource.url: " + shown.replaceFirst("//.*@", "//…@")
                    + " (expected: " + PREFIX + "//HOST:PORT/DATABASE, with spring.datasource.username and"
                    + " spring.datasource.password beside it)");
        }
        return shown;
    }

    private void check() {
        try (PostgresSession session = reader()) {
            check(
                    setting(session, "server_version"),
                    Integer.parseInt(setting(session, "server_version_num")),
                    setting(session, "server_encoding"));
            if (!session.first(
                            "SELECT to_regclass('flyway_schema_history') IS NOT NULL"
                                    + " OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)",
                            row -> row.getBoolean(1))
                    .orElse(false)) {
                // Flyway would try ten times, with pauses
                throw unavailable(new SQLException("permission denied to create tables in the schema", "42501"));
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** @param number as PostgreSQL counts: 140022 is 14.22 */
    void check(String version, int number, String encoding) {
        if (number < OLDEST * 10_000) {
            throw new AuditUnavailableException(
                    name + " is PostgreSQL " + version + " (expected: " + OLDEST + " or later)");
        }
        if (!encoding.equals("UTF8")) {
            throw new AuditUnavailableException(name + " has the encoding " + encoding + " (expected: UTF8)");
        }
    }

    private static String setting(Session session, String name) throws SQLException {
        return session.first("SELECT current_setting(?)", row -> row.getString(1), name)
                .orElseThrow();
    }

    /** Several replicas may start at once: Flyway lets one of them change the schema while the others wait. */
    private void migrate() {
        try {
            Flyway.configure(getClass().getClassLoader())
                    .dataSource(url, properties.getProperty("user"), properties.getProperty("password"))
                    .locations("classpath:db/migration/postgresql")
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException failure) {
                    throw unavailable(failure);
                }
            }
            throw new AuditUnavailableException(
                    name + " does not have a schema this version can use (" + AuditUnavailableException.firstLine(e)
                            + "): use the Rolecall that wrote it, or another database",
                    e);
        }
    }

    AuditUnavailableException unavailable(SQLException cause) {
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        String mend = switch (state) {
            case "28000", "28P01", "08004" -> "set spring.datasource.username and spring.datasource.password";
            case "3D000" -> "create the database, or name another one in spring.datasource.url";
            case "42501" -> "let the user create tables in the schema, or set another spring.datasource.username";
            case "25006" -> "name the primary in spring.datasource.url, not a standby";
            default -> "start it, or set spring.datasource.url to where it is";
        };
        return new AuditUnavailableException(
                name + " cannot be used (" + AuditUnavailableException.firstLine(cause) + "): " + mend, cause);
    }

    /**
     * A process that stops in the middle of a transaction loses it after a while, so that it is in nobody's way; and what is
     * committed is durable, whatever the default is.
     */
    @Override
    public PostgresSession writer() throws SQLException {
        return session("""
                SET default_transaction_isolation = 'read committed';
                SET lock_timeout = %1$d;
                SET idle_in_transaction_session_timeout = %1$d;
                SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
                """.formatted(HUNG.toMillis()));
    }

    /** One that loses whatever it holds when its process stops for a while. */
    PostgresSession sequencer() throws SQLException {
        PostgresSession session = writer();
        session.execute("SET idle_session_timeout = " + 2 * HUNG.toMillis());
        return session;
    }

    /** One that is told of activations. */
    PostgresSession listener() throws SQLException {
        return session("LISTEN rolecall_activation");
    }

    @Override
    public PostgresSession reader() throws SQLException {
        return session("SET default_transaction_read_only = on");
    }

    @Override
    public PostgresSession snapshot() throws SQLException {
        PostgresSession session = reader();
        try {
            session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** A database that answers says with class 42 that it lacks something, or that the user may not read it. */
    @Override
    public AuditUnavailableException unreadable(SQLException cause) {
        if (!Objects.requireNonNullElse(cause.getSQLState(), "").startsWith("42")) {
            return unavailable(cause);
        }
        return new AuditUnavailableException(
                name + " cannot be read (" + AuditUnavailableException.firstLine(cause)
                        + "): it has to hold the log of this version of the service, and the user has to be allowed to"
                        + " read it",
                cause);
    }

    private PostgresSession session(String settings) throws SQLException {
        @Nullable Connection connection = new Driver().connect(url, properties);
        PostgresSession session = new PostgresSession(Objects.requireNonNull(connection));
        try {
            session.execute(settings);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
