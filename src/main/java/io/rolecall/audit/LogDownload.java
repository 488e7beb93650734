package io.rolecall.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The export of the log of a service that runs, as one ZIP file. It has the files that {@link LogExport} writes into a folder. */
public class LogDownload {

    /** A million entries take a minute; see {@link ExportZip}. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Location location;
    private final Path data;
    private final Store store;

    LogDownload(Location location, Path data, Store store) {
        this.location = location;
        this.data = data;
        this.store = store;
    }

    /** Where it goes; asked for once it is certain that there is something to export. */
    @FunctionalInterface
    public interface Opening {
        OutputStream open() throws IOException;
    }

    /**
     * Writes it, of the log up to its newest checkpoint. Where that fails the last file is missing, and so is the directory of the
     * ZIP file.
     *
     * @throws DamagedRecordException where something is not as it was recorded or signed: in a folder it could be said beside the files
     * @throws AuditUnavailableException where there is nothing to export, or it cannot be read
     * @throws IOException where it cannot be written, or nobody fetches it in time
     */
    public void write(Opening opening, PolicyText policies) throws IOException {
        Database database = location.existing();
        try (LogSnapshot log = LogSnapshot.open(database, location.checkpointFile(data))) {
            VerifierKey key = VerifierKey.parse(store.checkpoints().verifier()).orElseThrow();
            refuse(log.contradiction(key));
            if (!key.signed(SignedNote.parse(log.checkpoint().note()).orElseThrow())) {
                throw new AuditUnavailableException("the newest checkpoint is not signed by the key of this service");
            }
            ExportZip zip = new ExportZip(opening.open(), PATIENCE);
            new LogExport(log, zip, policies, (done, all) -> {}, this::refuse).write(key);
        } catch (SQLException e) {
            throw database.unreadable(e);
        }
    }

    private void refuse(@Nullable String damage) {
        if (damage != null) {
            throw store.damaged(damage);
        }
    }
}
