package io.rolecall.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
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
        ExportFiles files = new ExportFiles(folder);
        boolean keyGiven = terms.key() != null;
        if (!files.has(Layout.CHECKPOINT)) {
            faults.accept(Fault.incomplete(
                    Layout.CHECKPOINT,
                    "it is missing (expected: it is written last, so the export was interrupted, or this is none)"));
            return Verdict.without(keyGiven, faults);
        }
        SignatureCheck signature = new SignatureCheck(files, terms.key(), faults);
        Checkpoint checkpoint = signature.checkpoint();
        Checkpoint older = terms.since() == null ? null : signature.read(terms.since());
        // A size that nobody signed would only lead astray
        long size = checkpoint != null && signature.holds() ? checkpoint.size() : files.entries();
        Layout layout = new Layout(size);
        TreeCheck tree = new TreeCheck(files, layout, older == null ? -1 : older.size(), faults);
        boolean few = layout.bundles() > files.count();
        String root = null;
        if (few) {
            faults.accept(Fault.incomplete("tile/entries", "there are fewer files than " + size + " entries need"));
        } else {
            InOrder.each(layout.bundles(), number -> () -> EntryBundle.read(files, layout, number), tree::add);
            root = tree.end(checkpoint);
        }
        BitSet lost = tree.lost();
        boolean gaps = few || !lost.isEmpty();
        History history = new History(layout, faults);
        if (!few) {
            InOrder.each(
                    layout.bundles(),
                    number -> new BundleCheck(files, layout, number, lost, terms.payloads()),
                    checked -> {
                        checked.faults().forEach(faults);
                        history.add(checked);
                        progress.at((checked.number() + 1) * Tile.WIDTH, size);
                    });
            history.end();
        }
        signature.end(history.succession(), gaps, root);
        if (older != null) {
            String since = String.valueOf(terms.since());
            if (older.size() > size) {
                faults.accept(Fault.incomplete(
                        since,
                        "the export is older than this checkpoint: it has " + size + " entries (expected: at least "
                                + older.size() + ")"));
            } else if (signature.fits(older, since, history.succession(), gaps) && !few) {
                tree.grownFrom(older, since);
            }
        }
        new FilesCheck(files, layout, terms.policies(), faults).check(history.versions(), gaps);
        return Verdict.of(checkpoint, size, keyGiven, history, faults);
    }
}
