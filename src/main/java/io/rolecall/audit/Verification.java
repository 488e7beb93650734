package io.rolecall.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Checks an export: whether it is what was signed, to the bit, and whether nothing is missing. It goes on after what it
 * finds, so that all that is wrong is named.
 */
public final class Verification {

    private final Path folder;
    private final Terms terms;
    private final Progress progress;
    private final FaultList faults = new FaultList();

    private Verification(Path folder, Terms terms, Progress progress) {
        this.folder = folder;
        this.terms = terms;
        this.progress = progress;
    }

    /**
     * What an export is held against.
     *
     * @param key the verifier key, kept apart from the export; null for the export's own, with which it only agrees with itself
     * @param since an older checkpoint that the log has to have grown from, null for none
     * @param payloads looks into each payload; null where nobody does
     */
    public record Terms(
            @Nullable VerifierKey key,
            @Nullable Path since,
            PolicyText policies,
            @Nullable PayloadReader payloads) {}

    /** @throws AuditUnavailableException where the folder, or the older checkpoint, is not what it should be or cannot be read */
    public static Verdict of(Path folder, Terms terms, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new AuditUnavailableException(folder + " is no folder (expected: a folder that audit export wrote)");
        }
        try {
            return new Verification(folder.toRealPath(), terms, progress).verdict();
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    folder + " cannot be read (" + e.getClass().getSimpleName() + ": "
                            + AuditUnavailableException.firstLine(e)
                            + "): it has to be a folder that audit export wrote",
                    e);
        }
    }

    private Verdict verdict() throws IOException {
        Checkpoint older = terms.since() == null ? null : SignatureCheck.read(terms.since());
        ExportFiles files = new ExportFiles(folder);
        if (!files.has(Layout.CHECKPOINT)) {
            faults.accept(Fault.incomplete(
                    Layout.CHECKPOINT,
                    "it is missing (expected: it is written last, so the export was interrupted, or this is none)"));
            return Verdict.without(terms.key() != null, faults);
        }
        SignatureCheck signature = new SignatureCheck(files, terms.key(), faults);
        Checkpoint checkpoint = signature.checkpoint();
        if (checkpoint == null) {
            return Verdict.without(terms.key() != null, faults);
        }
        Layout layout = new Layout(checkpoint.size());
        TreeCheck tree = new TreeCheck(files, layout, older == null ? -1 : older.size(), faults);
        History history = new History(layout, faults);
        if (layout.bundles() > files.count()) {
            faults.accept(
                    Fault.incomplete("tile/entries", "there are fewer files than " + layout.size() + " entries need"));
        } else {
            checkBundles(files, layout, tree, history);
            tree.end(checkpoint);
            if (older != null && signature.fits(older, String.valueOf(terms.since()), history.succession())) {
                tree.grownFrom(older, String.valueOf(terms.since()));
            }
            history.end();
        }
        signature.checkGiven(history.succession());
        new FilesCheck(files, layout, terms.policies(), faults).check(history.versions());
        return Verdict.of(checkpoint, terms.key() != null, history, faults);
    }

    private void checkBundles(ExportFiles files, Layout layout, TreeCheck tree, History history) throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(processors);
        Deque<Future<BundleCheck.Checked>> ahead = new ArrayDeque<>();
        try {
            long next = 0;
            for (long number = 0; number < layout.bundles(); number++) {
                while (next < layout.bundles() && ahead.size() < 4 * processors) {
                    ahead.add(pool.submit(new BundleCheck(files, layout, next++, terms.payloads())));
                }
                BundleCheck.Checked checked = ahead.remove().get();
                checked.faults().forEach(faults);
                tree.add(checked);
                history.add(checked);
                progress.at(number * Tile.WIDTH + layout.width(0, number), layout.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditUnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
