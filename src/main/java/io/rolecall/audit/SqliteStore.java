package io.rolecall.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.util.unit.DataSize;

/** The log in one SQLite file, open in one process at a time. */
final class SqliteStore implements AutoCloseable {

    private final DatabaseFile file;
    private final GroupCommit commits;
    private final Readers readers;

    private SqliteStore(DatabaseFile file, GroupCommit commits) {
        this.file = file;
        this.commits = commits;
        this.readers = new Readers(file);
    }

    /**
     * @param minimumFree nothing is written when the disk has less left
     * @throws AuditUnavailableException if the file cannot be used
     */
    static SqliteStore open(Path path, DataSize minimumFree) {
        DatabaseFile file = DatabaseFile.open(path, minimumFree.toBytes());
        try {
            return new SqliteStore(file, new GroupCommit(file::writer, file::hasRoom));
        } catch (SQLException e) {
            file.close();
            throw file.unavailable(e);
        }
    }

    /** Returns once it is committed. */
    <T> T write(Write<T> write) {
        return commits.write(write);
    }

    <T> T read(Reading<T> reading) {
        return readers.read(reading);
    }

    boolean accepting() {
        return commits.accepting();
    }

    @Override
    public void close() {
        readers.close();
        commits.close();
        file.close();
    }
}
