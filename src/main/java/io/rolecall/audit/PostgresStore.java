package io.rolecall.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The log in a PostgreSQL database that other replicas of the service use at the same time. */
final class PostgresStore implements Store {

    /** How long a request waits for a database that went away while its record was being committed. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final GroupCommit commits;
    private final Readers readers;
    private final StoredAnswers answers = new StoredAnswers();
    private final Checkpoints checkpoints;
    private final Sequencer sequencer;
    private final Listening listening;
    private final Doubt doubt;

    private PostgresStore(PostgresDatabase database, Checkpoints checkpoints, Doubt doubt) throws SQLException {
        Following following = new Following(database.toString(), checkpoints, doubt);
        this.checkpoints = checkpoints;
        this.doubt = doubt;
        this.readers = new Readers(database, doubt);
        this.listening = new Listening(database);
        this.sequencer = new Sequencer(database::sequencer, following, checkpoints, doubt);
        this.commits = new GroupCommit(
                () -> writer(database, following, doubt), () -> true, Signing.ELSEWHERE, doubt, PATIENCE);
        sequencer.start();
    }

    /** After a fail-over too the log has to be the one that was signed, before anything is added to it. */
    private static Session writer(PostgresDatabase database, Following following, Doubt doubt) throws SQLException {
        Session session = database.writer();
        try {
            following.look(session);
            String reason = doubt.reason();
            if (reason != null) {
                throw new SQLDataException(reason);
            }
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Where the log is not what was signed it is opened to be read, and there is a {@link #doubt}.
     *
     * @param data where the newest checkpoint that was shown is kept
     * @throws AuditUnavailableException if the database cannot be used
     */
    static PostgresStore open(String url, String user, String password, Path data, LogSigning signing) {
        folder(data);
        PostgresDatabase database = PostgresDatabase.open(url, user, password);
        Doubt doubt = new Doubt();
        try (Session session = database.snapshot()) {
            Checkpoints checkpoints =
                    LogOpening.open(session, database.toString(), checkpointFile(data), signing, doubt);
            return new PostgresStore(database, checkpoints, doubt);
        } catch (SQLException e) {
            throw database.unavailable(e);
        }
    }

    /** Each replica has its own. */
    static Path checkpointFile(Path data) {
        return data.resolve("rolecall.checkpoint");
    }

    private static void folder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    data + " cannot be written (" + e.getClass().getSimpleName() + ": "
                            + AuditUnavailableException.firstLine(e) + "): set rolecall.data to a writable folder",
                    e);
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
        if (refusal == null && !sequencer.reached()) {
            return "the database cannot be reached";
        }
        return refusal == null ? checkpoints.failure() : refusal;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void awaitActivation(Duration atMost) throws InterruptedException {
        listening.await(atMost);
    }

    @Override
    public void close() {
        try (listening;
                sequencer;
                commits;
                readers) {
            // the last one first, whatever one says to it
        }
    }
}
