package io.rolecall.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder that an export is written to. The checkpoint comes last: without it an export is not complete. */
final class ExportFolder {

    private final Path folder;
    private final Set<Path> made = new HashSet<>();
    private final SortedMap<String, String> sums = new TreeMap<>();

    /** @throws AuditUnavailableException where there is something in it already */
    ExportFolder(Path folder) throws IOException {
        this.folder = folder;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new AuditUnavailableException(folder + " is a file (expected: a folder that is empty or not there)");
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new AuditUnavailableException(
                            folder + " is not empty (expected: a folder that is empty or not there)");
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** For what the tree covers. */
    void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        if (made.add(file.getParent())) {
            Files.createDirectories(file.getParent());
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(content);
        }
    }

    /** For what no hash of the tree covers: its own is written to a list. */
    void writeSummed(String path, byte[] content) throws IOException {
        write(path, content);
        sums.put(path, Sums.of(content));
    }

    /** The files that explain the export, and the list of hashes. */
    void explain() throws IOException {
        writeSummed(Layout.GUIDE, resource(Layout.GUIDE));
        writeSummed(Layout.VERIFIER, resource(Layout.VERIFIER));
        write(Layout.SUMS, Sums.text(sums).getBytes(StandardCharsets.UTF_8));
    }

    void complete(String checkpoint) throws IOException {
        write(Layout.CHECKPOINT, checkpoint.getBytes(StandardCharsets.UTF_8));
    }

    /** What every export of this version has. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = ExportFolder.class.getResourceAsStream("/export/" + name)) {
            if (in == null) {
                throw new IllegalStateException("export/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
