package io.rolecall.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** The database file: its folder, the lock that keeps a second process out, its schema and connections to it. */
final class DatabaseFile implements Database, AutoCloseable {

    static final String PREFIX = "jdbc:sqlite:";
    static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KILOBYTES = 16_000;
    private static final int CHECKPOINT_PAGES = 4_000;

    private final Path path;
    private final long minimumFree;
    private final @Nullable FileLock lock;

    private DatabaseFile(Path path, long minimumFree, @Nullable FileLock lock) {
        this.path = path;
        this.minimumFree = minimumFree;
        this.lock = lock;
    }

    /** The file, locked, checked and with the newest schema. */
    static DatabaseFile open(Path path, long minimumFree) {
        DatabaseFile file = new DatabaseFile(path, minimumFree, lock(path));
        try {
            file.migrate();
            return file;
        } catch (AuditUnavailableException e) {
            file.close();
            throw e;
        }
    }

    /** The file as it is, to be read beside whatever process writes: not locked, checked or changed. */
    static Database existing(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new AuditUnavailableException(path + " is not there (expected: the record of the service; say with"
                    + " --data where its folder is, or with --url where else it is kept)");
        }
        return new DatabaseFile(path, 0, null);
    }

    static Path path(String url) {
        String name = url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : "";
        if (name.isBlank() || name.startsWith(":") || name.contains("?")) {
            throw new AuditUnavailableException(
                    "spring.datasource.url: " + url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//")
                            + " (expected: " + PREFIX + "FILE or " + PostgresDatabase.PREFIX + "//HOST:PORT/DATABASE)");
        }
        return Path.of(name);
    }

    private static FileLock lock(Path path) {
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    lockFile,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    DurableFile.owned(lockFile));
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new AuditUnavailableException(path + " is in use by process "
                        + Files.readString(lockFile).strip()
                        + ": stop that process, or set rolecall.data to another folder");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            if (!Files.exists(path)) {
                // Facts are nobody's but the owner's. SQLite gives the files beside it the same rights; those of a file
                // that is there already are its operator's choice.
                Files.createFile(path, DurableFile.owned(path));
            }
            return lock;
        } catch (IOException e) {
            throw unavailable(path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void migrate() {
        try (Session session = writer()) {
            session.first("SELECT count(*) FROM sqlite_schema", row -> row.getLong(1));
        } catch (SQLException e) {
            throw e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code
                    ? new AuditUnavailableException(
                            path + " is not a SQLite database: move it away, or set rolecall.data to another folder", e)
                    : unavailable(path, e);
        }
        try {
            Flyway.configure(getClass().getClassLoader())
                    .dataSource(source(path, writing()))
                    .locations("classpath:db/migration/sqlite")
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
                    path + " does not have a schema this version can use (" + AuditUnavailableException.firstLine(e)
                            + "): use the Rolecall that wrote it, or another folder as rolecall.data",
                    e);
        }
    }

    AuditUnavailableException unavailable(Exception cause) {
        return unavailable(path, cause);
    }

    private static AuditUnavailableException unavailable(Path path, Exception cause) {
        if (cause instanceof SQLException e && e.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return new AuditUnavailableException(
                    path + " is damaged (" + AuditUnavailableException.firstLine(cause)
                            + "): put back the newest copy of the data folder",
                    cause);
        }
        return new AuditUnavailableException(
                path + " cannot be written (" + cause.getClass().getSimpleName() + ": "
                        + AuditUnavailableException.firstLine(cause)
                        + "): set rolecall.data to a writable folder with free space",
                cause);
    }

    @Override
    public SqliteSession writer() throws SQLException {
        return new SqliteSession(source(path, writing()).getConnection());
    }

    @Override
    public SqliteSession reader() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return new SqliteSession(source(path, config).getConnection());
    }

    @Override
    public SqliteSession snapshot() throws SQLException {
        SqliteSession session = reader();
        try {
            session.update("BEGIN");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public AuditUnavailableException unreadable(SQLException cause) {
        return new AuditUnavailableException(
                path + " cannot be read (" + AuditUnavailableException.firstLine(cause)
                        + "): it has to hold the log of this version of the service, in a folder that can be written",
                cause);
    }

    /** Whether the disk has room for what comes; not if the file is gone. */
    boolean hasRoom() {
        return path.toFile().getUsableSpace() >= minimumFree;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.acquiredBy().close();
            }
        } catch (IOException e) {
            throw unavailable(path, e);
        }
    }

    private static SQLiteDataSource source(Path path, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(PREFIX + path);
        return source;
    }

    private static SQLiteConfig writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KILOBYTES);
        config.setWalAutocheckpoint(CHECKPOINT_PAGES);
        config.enforceForeignKeys(true);
        config.setPragma(Pragma.SECURE_DELETE, "ON");
        config.setTempStore(TempStore.MEMORY);
        return config;
    }
}
