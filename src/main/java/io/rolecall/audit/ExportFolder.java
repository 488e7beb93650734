package io.rolecall.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that an export is written to. */
final class ExportFolder extends ExportTarget {

    private final Path folder;
    private final Set<Path> made = new HashSet<>();

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

    @Override
    void write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        if (made.add(file.getParent())) {
            Files.createDirectories(file.getParent());
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(content);
        }
    }
}
