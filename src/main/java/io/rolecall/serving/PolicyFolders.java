package io.rolecall.serving;

import io.rolecall.policy.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders below the rules folder, one per policy, and what can be seen of them without reading them. */
final class PolicyFolders {

    /** A mounted ConfigMap changes all its files at once by pointing this link elsewhere. */
    private static final String KUBERNETES_LINK = "..data";

    private final Path root;

    PolicyFolders(Path root) {
        this.root = root;
    }

    /**
     * Each policy's folder by its name, with links that may be swapped resolved: what is read from one path is of one
     * moment.
     *
     * @throws IOException where the rules folder itself cannot be read, which says nothing about its policies
     */
    Map<String, Path> list() throws IOException {
        Map<String, Path> folders = new TreeMap<>();
        try (Stream<Path> children = Files.list(resolved(root))) {
            for (Path child : (Iterable<Path>) children::iterator) {
                String name = child.getFileName().toString();
                if (!name.startsWith(".") && Files.isDirectory(child)) {
                    folders.put(name, resolved(child));
                }
            }
        }
        return folders;
    }

    private static Path resolved(Path folder) throws IOException {
        Path link = folder.resolve(KUBERNETES_LINK);
        return (Files.isDirectory(link) ? link : folder).toRealPath();
    }

    /** Changes whenever a file is written, replaced, added or removed. */
    record Look(Path folder, List<String> files) {

        static Look at(Path folder) throws IOException {
            List<String> files = new ArrayList<>();
            for (Path file : Bundle.files(folder)) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.add(file + " " + attributes.size() + " " + attributes.lastModifiedTime() + " "
                        + attributes.fileKey());
            }
            return new Look(folder, files);
        }
    }
}
