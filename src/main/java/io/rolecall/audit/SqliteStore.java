package io.rolecall.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The log in one SQLite file, open in one process at a time. */
final class SqliteStore implements Store {

    private final DatabaseFile file;
    private final GroupCommit commits;
    private final Readers readers;
    private final StoredAnswers answers = new StoredAnswers();
    private final Checkpoints checkpoints;
    private final Doubt doubt;

    private SqliteStore(DatabaseFile file, GroupCommit commits, Checkpoints checkpoints, Doubt doubt) {
        this.file = file;
        this.commits = commits;
        this.readers = new Readers(file, doubt);
        this.checkpoints = checkpoints;
        this.doubt = doubt;
    }

    /**
     * Where the log is not what was signed it is opened to be read, and there is a {@link #doubt}.
     *
     * @param minimumFree nothing is written when the disk has less left
     * @throws AuditUnavailableException if the file cannot be used
     */
    static SqliteStore open(Path path, DataSize minimumFree, LogSigning signing) {
        DatabaseFile file = DatabaseFile.open(path, minimumFree.toBytes());
        Doubt doubt = new Doubt();
        try (Session session = file.reader()) {
            Checkpoints checkpoints =
                    LogOpening.open(session, path.toString(), LogOpening.checkpointFile(path), signing, doubt);
            GroupCommit commits = new GroupCommit(file::writer, file::hasRoom, checkpoints, doubt, Duration.ZERO);
            return new SqliteStore(file, commits, checkpoints, doubt);
        } catch (SQLException e) {
            file.close();
            throw file.unavailable(e);
        } catch (AuditUnavailableException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public <T> T write(Write<T> write) {
        return commits.write(write);
    }

    @Override
    public <T> T read(Reading<T> reading) {
        return readers.read(reading);
    }

    @Override
    public StoredAnswers answers() {
        return answers;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Doubt doubt() {
        return doubt;
    }

    @Override
    public @Nullable String refusal() {
        String refusal = commits.refusal();
        return refusal == null ? checkpoints.failure() : refusal;
    }

    @Override
    public void close() {
        try (file;
                commits;
                readers) {
            // the last one first, whatever one says to it
        }
    }
}
