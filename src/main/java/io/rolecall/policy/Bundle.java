package io.rolecall.policy;

import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of one policy as they were at one moment: rule files and YAML, nothing else that may lie beside them.
 *
 * @param name the folder's name
 * @param files content by path below the folder, with forward slashes
 * @param digest names the content: {@code sha256:} and 64 hexadecimal digits
 */
public record Bundle(String name, SortedMap<String, byte[]> files, String digest) {

    /** What an editor or an upload may pile up before anything is looked at. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int MOST_FILES = 1_000;
    private static final int DEEPEST = 8;

    /** @param files must not be changed afterwards */
    public static Bundle of(String name, SortedMap<String, byte[]> files) {
        return new Bundle(name, files, digest(files));
    }

    /**
     * @param name the policy's; where the folder is reached through links, its last part may be another
     * @throws IOException where a file cannot be read, or there is more than a policy may hold
     */
    public static Bundle read(String name, Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        long size = 0;
        Path inside = folder.toRealPath();
        for (Path path : files(folder)) {
            if (!path.toRealPath().startsWith(inside)) {
                throw leadsOut("file", folder.relativize(path));
            }
            byte[] content;
            try (InputStream in = Files.newInputStream(path)) {
                content = in.readNBytes(MOST_BYTES + 1);
            }
            size += content.length;
            files.put(folder.relativize(path).toString().replace('\\', '/'), content);
            if (size > MOST_BYTES || files.size() > MOST_FILES) {
                throw tooLarge("this folder holds more.");
            }
        }
        return of(name, files);
    }

    /**
     * The bundle with some files replaced, added or taken out.
     *
     * @param changes contents by path; null takes the file out
     * @throws Unfit where a path is no policy's, a file to take out is not there, or there is more than a policy may hold
     */
    public Bundle with(Map<String, byte @Nullable []> changes) throws Unfit {
        SortedMap<String, byte[]> changed = new TreeMap<>(files);
        for (Map.Entry<String, byte @Nullable []> change : changes.entrySet()) {
            String path = change.getKey();
            byte[] content = change.getValue();
            if (content == null) {
                if (changed.remove(path) == null) {
                    throw new Unfit(path, "there is no such file to take out " + Messages.expected(files.keySet()));
                }
            } else if (isInside(path)) {
                changed.put(path, content);
            } else {
                throw new Unfit(
                        path,
                        "this is no path of a policy's file (expected: one below its folder, such as signals/data.drl,"
                                + " that ends in .drl or .yaml, without hidden parts)");
            }
        }
        long size =
                changed.values().stream().mapToLong(content -> content.length).sum();
        if (size > MOST_BYTES || changed.size() > MOST_FILES) {
            throw tooLarge("these are " + changed.size() + " of " + size / 1024 + " KiB.");
        }
        return of(name, changed);
    }

    private static boolean isInside(String path) {
        return List.of(path.split("/", -1)).stream()
                        .allMatch(part -> !part.isBlank() && !part.startsWith(".") && part.indexOf('\\') < 0)
                && path.split("/").length <= DEEPEST
                && (path.endsWith(".drl") || path.endsWith(".yaml"));
    }

    private static TooLarge tooLarge(String found) {
        return new TooLarge(
                "A policy holds at most " + MOST_FILES + " files of " + MOST_BYTES / 1024 + " KiB together; " + found);
    }

    /** Something that is no part of a policy; only another content can mend it. */
    public static class Unfit extends IOException {

        private final String path;

        Unfit(String message) {
            super(message);
            this.path = "";
        }

        Unfit(String path, String message) {
            super(message);
            this.path = path;
        }

        /** Of the file that it is about; empty where it is about none alone. */
        public String path() {
            return path;
        }
    }

    /** More than a policy may hold. */
    public static final class TooLarge extends Unfit {
        TooLarge(String message) {
            super(message);
        }
    }

    /** The files of a policy's folder that count: no hidden ones, and nothing an editor leaves behind. */
    public static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Path inside = folder.toRealPath();
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) throws IOException {
                if (below.equals(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                if (isHidden(folder.relativize(below))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.isSymbolicLink(below) && !below.toRealPath().startsWith(inside)) {
                    throw leadsOut("folder", folder.relativize(below)); // there may be a whole disk behind it
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isPolicyFile(folder.relativize(file))) {
                    found.add(file);
                }
                // One more is too many, whichever they are
                return found.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (isHidden(folder.relativize(file))) {
                    return FileVisitResult.CONTINUE;
                }
                throw e instanceof FileSystemLoopException
                        ? new Unfit("The folder " + folder.relativize(file) + " is a link back to where it stands.")
                        : e;
            }
        });
        found.sort(null);
        return found;
    }

    private static Unfit leadsOut(String what, Path path) {
        return new Unfit("The " + what + " " + path
                + " is a link that leads out of the folder, and a policy's folder is complete.");
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPolicyFile(Path path) {
        String name = path.toString();
        return !isHidden(path) && (name.endsWith(".drl") || name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static String digest(SortedMap<String, byte[]> files) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
        // Each part is preceded by its length, so that no two folders read alike.
        files.forEach((path, content) -> {
            sha.update((path.length() + " " + path + " " + content.length + " ").getBytes(StandardCharsets.UTF_8));
            sha.update(content);
        });
        return "sha256:" + HexFormat.of().formatHex(sha.digest());
    }

    /** @throws IllegalArgumentException where there is no such file */
    public String text(String path) {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IllegalArgumentException("No file " + path);
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The text in which a finding was made; empty where the file is missing. */
    String text(Finding finding) {
        return files.containsKey(finding.file()) ? text(finding.file()) : "";
    }

    /** All files as one, for keeping: of each its path and content, preceded by their lengths. */
    public byte[] packed() {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.io.DataOutputStream out = new java.io.DataOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                byte[] path = file.getKey().getBytes(StandardCharsets.UTF_8);
                out.writeInt(path.length);
                out.write(path);
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot fail to be written.", e);
        }
        return bytes.toByteArray();
    }

    /** The bundle that {@link #packed} made one of. */
    public static Bundle unpacked(String name, byte[] packed) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(packed);
        while (in.hasRemaining()) {
            String path = new String(part(in), StandardCharsets.UTF_8);
            files.put(path, part(in));
        }
        return of(name, files);
    }

    private static byte[] part(ByteBuffer in) {
        byte[] part = new byte[in.getInt()];
        in.get(part);
        return part;
    }
}
