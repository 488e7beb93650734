package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log up to its newest checkpoint as files that can be checked without this service: the tree after C2SP
 * tlog-tiles, the payloads, and the policies' files. Nothing is mended on the way: what is not as it was signed is written as
 * it is, and said.
 */
public final class LogExport {

    private final LogSnapshot log;
    private final ExportTarget target;
    private final PolicyText policies;
    private final Progress progress;
    private final Layout layout;
    private final Edge edge = new Edge();
    private final Set<Version> activated = new LinkedHashSet<>();
    private final Consumer<String> damages;
    private final StoredPayloads payloads;

    /** @param damages told of what is not as it was recorded or signed */
    LogExport(LogSnapshot log, ExportTarget target, PolicyText policies, Progress progress, Consumer<String> damages) {
        this.log = log;
        this.target = target;
        this.policies = policies;
        this.progress = progress;
        this.damages = damages;
        this.layout = new Layout(log.checkpoint().size());
        this.payloads = new StoredPayloads(log.session(), damages);
    }

    /**
     * What was written.
     *
     * @param payloads how many entries have one
     * @param left how many entries are newer than the checkpoint, and so not in it
     * @param damages what is not as it was recorded or signed, a line each
     * @param more how many of these were left out
     */
    public record Exported(
            String origin, long entries, long payloads, int versions, long left, List<String> damages, long more) {}

    /**
     * @param location of the record; services may go on writing to it
     * @param data the folder of the service, which keeps the newest checkpoint that it has shown
     * @param key the file of the key that signs checkpoints, or of the line that verifies them
     * @param target a folder that is empty or not there
     * @throws AuditUnavailableException where there is nothing to export, or it cannot be written
     */
    public static Exported write(
            Location location, Path data, Path key, Path target, PolicyText policies, Progress progress) {
        Database database = location.existing();
        try (LogSnapshot log = LogSnapshot.open(database, location.checkpointFile(data))) {
            VerifierKey verifier = verifier(key, log.checkpoint());
            String older = log.contradiction(verifier);
            String unsigned = unsigned(log.checkpoint(), verifier, key);
            if (older == null && unsigned != null) {
                throw new AuditUnavailableException(unsigned);
            }
            Some<String> damages = new Some<>();
            LogExport export = new LogExport(log, new ExportFolder(target), policies, progress, damages);
            Stream.of(older, unsigned).filter(Objects::nonNull).forEach(damages);
            export.write(verifier);
            return export.exported(damages);
        } catch (SQLException e) {
            throw new AuditUnavailableException(
                    database + " cannot be read (" + AuditUnavailableException.firstLine(e)
                            + "): check its disk, and the way to it",
                    e);
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    target + " cannot be written (" + e.getClass().getSimpleName() + ": "
                            + AuditUnavailableException.firstLine(e) + ")",
                    e);
        }
    }

    /** What verifies the checkpoint; a private key stays where it is. */
    private static VerifierKey verifier(Path file, Checkpoint checkpoint) {
        if (!Files.isRegularFile(file)) {
            throw new AuditUnavailableException(
                    file + " is not there (expected: the key that signs checkpoints, or the line that verifies them;"
                            + " say with --key where it is)");
        }
        return VerifierKey.in(file.toString())
                .orElseGet(() -> VerifierKey.parse(SigningKey.read(file).verifier(checkpoint.origin()))
                        .orElseThrow());
    }

    private static @Nullable String unsigned(Checkpoint checkpoint, VerifierKey key, Path file) {
        return key.signed(SignedNote.parse(checkpoint.note()).orElseThrow())
                ? null
                : file + " is not the key that signed the checkpoint of " + checkpoint.origin()
                        + " (expected: that key; say with --key where it is)";
    }

    void write(VerifierKey verifier) throws IOException, SQLException {
        for (long number = 0; number < layout.bundles(); number++) {
            writeBundle(number);
            progress.at(number * Tile.WIDTH + layout.width(0, number), layout.size());
        }
        for (int level = 0; layout.tiles(level) > 0; level++) {
            for (long number = 0; number < layout.tiles(level); number++) {
                writeTile(level, number);
            }
        }
        for (Version version : activated) {
            writePolicy(version);
        }
        target.explain();
        target.write(Layout.KEY, (verifier + "\n").getBytes(StandardCharsets.UTF_8));
        Checkpoint checkpoint = log.checkpoint();
        if (!Arrays.equals(edge.root(), checkpoint.root())) {
            damages.accept("the entries do not have the root that was signed; audit verify says where");
        }
        target.complete(checkpoint.note());
    }

    private Exported exported(Some<String> damages) {
        return new Exported(
                log.checkpoint().origin(),
                layout.size(),
                payloads.written(),
                activated.size(),
                log.left(),
                damages.first(),
                damages.more());
    }

    private void writeBundle(long number) throws IOException, SQLException {
        long from = number * Tile.WIDTH;
        int width = layout.width(0, number);
        List<byte[]> entries = log.session()
                .all(
                        "SELECT bytes FROM entry WHERE entry_index >= ? AND entry_index < ? ORDER BY entry_index",
                        row -> row.getBytes(1),
                        from,
                        from + width);
        if (entries.size() != width) {
            throw new SQLException(
                    "of the entries " + from + " to " + (from + width - 1) + " there are only " + entries.size());
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        List<@Nullable EntryText> texts = new ArrayList<>();
        for (byte[] entry : entries) {
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
            edge.add(Hashes.leaf(entry));
            EntryText text = EntryText.read(entry);
            texts.add(text);
            if (text != null && text.bringsVersion()) {
                activated.add(text.policy());
            }
        }
        target.write(layout.entries(number), bundle.toByteArray());
        target.write(layout.payload(number), payloads.lines(from, texts));
    }

    /** As it is stored, so that it shows which entry is another than it was. */
    private void writeTile(int level, long number) throws IOException, SQLException {
        byte[] hashes = new StoredTree(log.session()).tile(level, number);
        int length = layout.width(level, number) * Hashes.LENGTH;
        if (hashes.length < length) {
            throw new SQLException("the log lacks tiles: number " + number + " of level " + level);
        }
        target.write(layout.tile(level, number), Arrays.copyOf(hashes, length));
    }

    private void writePolicy(Version version) throws IOException, SQLException {
        byte[] stored = log.session()
                .first(
                        "SELECT files FROM policy_version WHERE policy = ? AND number = ?",
                        row -> row.getBytes(1),
                        version.name(),
                        version.number())
                .orElseThrow(() ->
                        new SQLException("version " + version.number() + " of " + version.name() + " is not there"));
        String path = Layout.policy(version.name(), version.number());
        SortedMap<String, byte[]> files;
        try {
            files = policies.files(stored);
        } catch (RuntimeException e) { // bytes that are not those that were kept
            throw new SQLException("the files of version " + version.number() + " of " + version.name(), e);
        }
        if (path == null || files.keySet().stream().anyMatch(file -> !isPlain(file))) {
            throw new SQLException("the name of the policy " + version.name() + " or of a file in it is no plain name");
        }
        for (var file : files.entrySet()) {
            target.writeSummed(path + "/" + file.getKey(), file.getValue());
        }
        if (!policies.digest(files).equals(version.digest())) {
            damages.accept("version " + version.number() + " of " + version.name() + " does not have the digest "
                    + version.digest() + " with which it was activated");
        }
    }

    private static boolean isPlain(String path) {
        return path.matches("[^\\x00-\\x1f\\\\]+")
                && !Path.of(path).isAbsolute()
                && Path.of(path).normalize().toString().replace('\\', '/').equals(path)
                && !path.startsWith("..");
    }
}
