package io.rolecall.audit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What lies in an export, and whether all of it belongs there. */
final class ExportFiles {

    private final Path folder;
    private final SortedSet<String> files = new TreeSet<>();
    private final SortedSet<String> folders = new TreeSet<>();
    private final SortedSet<String> strange = new TreeSet<>();
    private final Set<String> expected = new HashSet<>();

    ExportFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                folders.add(Layout.relative(folder, below));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                (attributes.isRegularFile() ? files : strange).add(Layout.relative(folder, file));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    int count() {
        return files.size();
    }

    /** How many entries the names of files speak of, where no checkpoint can be believed. */
    long entries() {
        long entries = 0;
        for (String below : new String[] {"tile/entries", "tile/0"}) {
            for (String file : below(below)) {
                entries = Math.max(entries, Layout.end(file.substring(below.length() + 1)));
            }
        }
        return entries;
    }

    /** The names of the files below a folder. */
    SortedSet<String> below(String path) {
        return files.subSet(path + "/", path + "0"); // 0 follows /
    }

    boolean has(String path) {
        return files.contains(path);
    }

    /** The content of a file that belongs there; null where it is missing or longer than it can be, which is a fault. */
    byte @Nullable [] read(String path, long most, Consumer<Fault> faults) throws IOException {
        if (!files.contains(path)) {
            faults.accept(Fault.incomplete(path, "it is missing"));
            return null;
        }
        long size = Files.size(folder.resolve(path));
        if (size > most) {
            faults.accept(Fault.tampered(path, size + " bytes (expected: at most " + most + ")"));
            return null;
        }
        return Files.readAllBytes(folder.resolve(path));
    }

    /** Says that a file belongs there. */
    void expect(String path) {
        expected.add(path);
    }

    /** The files below a folder, all of which belong there, by their path below it. */
    SortedMap<String, byte[]> below(String path, long most, Consumer<Fault> faults) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        for (String file : below(path)) {
            expect(file);
            byte[] content = read(file, most, faults);
            if (content != null) {
                found.put(file.substring(path.length() + 1), content);
            }
        }
        return found;
    }

    /** Whatever nobody expected. */
    void unexpected(Consumer<Fault> faults) {
        Set<String> known = new HashSet<>();
        for (String file : files) {
            if (!expected.contains(file)) {
                faults.accept(Fault.tampered(file, "a file that does not belong here"));
            }
            parents(file, known);
        }
        expected.forEach(file -> parents(file, known));
        for (String path : folders) {
            if (!path.isEmpty() && !known.contains(path)) {
                faults.accept(Fault.tampered(path, "a folder that does not belong here"));
            }
        }
        strange.forEach(path -> faults.accept(Fault.tampered(path, "neither a file nor a folder (expected: a file)")));
    }

    private static void parents(String file, Set<String> into) {
        for (int end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
            into.add(file.substring(0, end));
        }
    }
}
