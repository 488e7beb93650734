package io.rolecall.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests, a process of its own that root can start too. One serves all tests, each with a new database in it;
 * a test that kills it has its own.
 */
public final class Postgres implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static Postgres shared;

    private final Path data;
    private final boolean durable;
    private EmbeddedPostgres server;
    private String migrated;

    private Postgres(Path data, boolean durable) throws IOException {
        this.data = data;
        this.durable = durable;
        this.server = start(0);
    }

    public static synchronized Postgres shared() {
        if (shared == null) {
            shared = own();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    static Postgres own() {
        return started(false);
    }

    /** One that flushes what it commits, to measure with. */
    public static Postgres durable() {
        return started(true);
    }

    private static Postgres started(boolean durable) {
        try {
            return new Postgres(Files.createTempDirectory("postgres"), durable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    int port() {
        return server.getPort();
    }

    /** The URL of a new, empty database. */
    public String empty() {
        return copy(url("template1"));
    }

    /** The URL of a new database with the schema, which takes a third of the time that making it takes. */
    public synchronized String database() {
        if (migrated == null) {
            migrated = empty();
            PostgresDatabase.open(migrated, "", "");
        }
        return copy(migrated);
    }

    /** The URL of a new database that is like this one, to which nobody is connected. */
    String copy(String url) {
        String name = "rolecall_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"))) {
            connection
                    .createStatement()
                    .execute("CREATE DATABASE " + name + " TEMPLATE " + url.replaceFirst(".*/(\\w+)\\?.*", "$1"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    String url(String database) {
        return url(database, port());
    }

    static String url(String database, int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres";
    }

    /** Makes a user who has to give a password, other than all that there are. */
    void createUser(String name, String password) throws IOException, SQLException {
        Path rules = data.resolve("data/pg_hba.conf");
        Files.writeString(rules, "host all " + name + " all scram-sha-256\n" + Files.readString(rules));
        try (Connection connection = DriverManager.getConnection(url("postgres"))) {
            connection.createStatement().execute("SET password_encryption = 'scram-sha-256'");
            connection.createStatement().execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
            connection.createStatement().execute("SELECT pg_reload_conf()");
        }
    }

    /** Ends it as a power cut would end it for its clients. */
    void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        var all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        while (postmaster.isAlive() || all.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(10);
        }
    }

    /** On the same port, with what was in it. */
    void restart() throws IOException {
        int port = port();
        server.close();
        server = start(port);
    }

    @Override
    public void close() {
        try {
            server.close();
            try (var files = Files.walk(data)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | UncheckedIOException e) {
            // it is gone
        }
    }
}
