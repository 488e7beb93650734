package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs how far the log has come, once a second at most, and shows it only when it is durable: in the database, and in a file
 * beside it that tells an older copy of the database from this one. Two different roots of one size are never shown.
 */
final class Checkpoints implements Signing {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Notary notary;
    private final String origin;
    private final Path file;
    private final @Nullable KeyRotation rotation;

    // Of the thread that writes.
    private @Nullable Checkpoint signed;
    private long size;
    private long next = System.nanoTime();
    private volatile boolean rotating;

    private volatile @Nullable Checkpoint shown;
    private volatile @Nullable String failure;

    /**
     * @param rotation what has to be in the log before the key signs, null where it signed before
     * @param shown the newest that is known, null before the first
     * @param size how many entries there are
     */
    Checkpoints(
            Notary notary,
            String origin,
            Path file,
            @Nullable KeyRotation rotation,
            @Nullable Checkpoint shown,
            long size) {
        this.notary = notary;
        this.origin = origin;
        this.file = file;
        this.rotation = rotation;
        this.rotating = rotation != null;
        this.shown = shown;
        this.size = size;
    }

    @Override
    public boolean due() {
        return behind() && System.nanoTime() - next >= 0;
    }

    @Override
    public boolean behind() {
        Checkpoint newest = shown;
        return !rotating && (newest == null || newest.size() < size);
    }

    @Override
    public void sign(Session session, boolean inAnyCase) throws SQLException {
        Growth growth = session.log();
        Checkpoint newest = shown;
        if (rotating
                || newest != null && newest.size() == growth.size()
                || !inAnyCase && System.nanoTime() - next < 0) {
            return;
        }
        if (signed == null || signed.size() != growth.size()) {
            signed = Checkpoint.sign(notary.key(), origin, growth.size(), growth.root());
            growth.sign(signed);
        }
    }

    /** The log is as long as the database says, and nothing that was signed with the failed commit was ever shown. */
    @Override
    public void reopened(Session session) throws SQLException {
        size = session.log().size();
        signed = null;
    }

    @Override
    public void committed(Session session) throws SQLException {
        size = session.log().size();
        Checkpoint fresh = signed;
        Checkpoint newest = shown;
        if (fresh == null || newest != null && fresh.size() <= newest.size()) {
            return;
        }
        next = System.nanoTime() + PAUSE.toNanos();
        show(fresh);
    }

    /** Shows one that is durable in the database, once it is so in the file too. Whoever waits for it goes on. */
    synchronized void show(Checkpoint fresh) {
        if (shown != null && fresh.size() <= shown.size()) {
            return;
        }
        try {
            DurableFile.replace(file, fresh.note().getBytes(StandardCharsets.UTF_8));
            failure = null;
        } catch (IOException e) {
            if (failure == null) {
                log.error("The newest checkpoint cannot be kept in {}, so it is not shown", file, e);
            }
            failure = "the newest checkpoint cannot be kept in " + file + ", and so not be shown ("
                    + e.getClass().getSimpleName() + ": " + AuditUnavailableException.firstLine(e) + ")";
            return;
        }
        shown = fresh;
        notifyAll();
    }

    /** Why the newest checkpoint is not shown; null where it is. */
    @Nullable
    String failure() {
        return failure;
    }

    @Nullable
    KeyRotation rotation() {
        return rotation;
    }

    /** The rotation is in the log. */
    void rotated() {
        rotating = false;
    }

    /** The newest one. */
    @Nullable
    Checkpoint newest() {
        return shown;
    }

    /**
     * One that covers the log's first entries; the newest ones are covered within a second.
     *
     * @return null where there is none after a while
     */
    synchronized @Nullable Checkpoint covering(long entries) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Checkpoint newest = shown;
            if (newest != null && newest.size() >= entries) {
                return newest;
            }
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return null;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    Notary notary() {
        return notary;
    }

    String verifier() {
        return notary.key().verifier(origin);
    }
}
