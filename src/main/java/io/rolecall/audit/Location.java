package io.rolecall.audit;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/**
 * Where the record is kept: in a SQLite file or in PostgreSQL, by its URL alone.
 *
 * @param url as in {@code spring.datasource.url}
 * @param user of PostgreSQL; empty where the URL names one
 * @param password empty where there is none, or the URL has it
 */
public record Location(String url, String user, String password) {

    /** The file that a service keeps in its folder where nothing else is said. */
    public static Location in(Path data) {
        return new Location(DatabaseFile.PREFIX + data.resolve("rolecall.db"), "", "");
    }

    /** @param data where the newest checkpoint that was shown is kept, if not beside the file */
    Store open(Path data, DataSize minimumFree, LogSigning signing) {
        return isPostgres()
                ? PostgresStore.open(url, user, password, data, signing)
                : SqliteStore.open(DatabaseFile.path(url), minimumFree, signing);
    }

    /** To be read beside whatever process writes; nothing is changed, the schema neither. */
    Database existing() {
        return isPostgres()
                ? PostgresDatabase.existing(url, user, password)
                : DatabaseFile.existing(DatabaseFile.path(url));
    }

    /**
     * The file with the newest checkpoint that was shown.
     *
     * @param data where it is kept, if not beside the file
     */
    Path checkpointFile(Path data) {
        return isPostgres() ? PostgresStore.checkpointFile(data) : LogOpening.checkpointFile(DatabaseFile.path(url));
    }

    private boolean isPostgres() {
        return url.startsWith(PostgresDatabase.PREFIX);
    }

    /** Nothing that a URL or a password could give away. */
    @Override
    public String toString() {
        return isPostgres() ? "PostgreSQL" : "SQLite";
    }
}
