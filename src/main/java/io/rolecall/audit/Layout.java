package io.rolecall.audit;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies in an export of so many entries: tiles and bundles of entries as C2SP tlog-tiles has them, and beside
 * them what a tree does not hold. Paths have forward slashes.
 */
record Layout(long size) {

    static final String CHECKPOINT = "checkpoint";
    static final String KEY = "key";
    static final String GUIDE = "VERIFY.md";
    static final String VERIFIER = "Verify.java";
    static final String SUMS = "SHA256SUMS";
    static final String POLICIES = "policies";

    private static final Pattern NUMBER = Pattern.compile("((?:x\\d{3}/){0,3})(\\d{3})(?:\\.p/(\\d{1,3}))?");

    /** How many bundles of entries there are; as many files of payloads, and tiles of level 0. */
    long bundles() {
        return tiles(0);
    }

    /** How many tiles a level has, with the one that is not full. */
    long tiles(int level) {
        return (hashes(level) + Tile.WIDTH - 1) / Tile.WIDTH;
    }

    /** How many hashes a tile has, or a bundle entries. */
    int width(int level, long number) {
        return (int) Math.min(Tile.WIDTH, hashes(level) - number * Tile.WIDTH);
    }

    String tile(int level, long number) {
        return "tile/" + level + "/" + path(number) + part(level, number);
    }

    String entries(long number) {
        return "tile/entries/" + path(number) + part(0, number);
    }

    String payload(long number) {
        return "payload/" + path(number) + ".jsonl";
    }

    /** Null where the name is not that of a folder, and so may lead anywhere. */
    static @Nullable String policy(String name, int version) {
        boolean plain = !name.isEmpty() && !name.startsWith(".") && !name.matches("(?s).*[/\\\\\\x00-\\x1f].*");
        return plain ? POLICIES + "/" + name + "/" + version : null;
    }

    /** How many entries there are at least, if there is a tile or bundle of this number: {@code x001/234.p/5}; else 0. */
    static long end(String path) {
        Matcher parts = NUMBER.matcher(path);
        if (!parts.matches()) {
            return 0;
        }
        long number = Long.parseLong((parts.group(1) + parts.group(2)).replaceAll("\\D", ""));
        return number * Tile.WIDTH + (parts.group(3) == null ? Tile.WIDTH : Long.parseLong(parts.group(3)));
    }

    static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private long hashes(int level) {
        return level > 7 ? 0 : size >> level * Tile.HEIGHT;
    }

    private String part(int level, long number) {
        int width = width(level, number);
        return width == Tile.WIDTH ? "" : ".p/" + width;
    }

    /** Three digits a folder: 1234067 is {@code x001/x234/067}. */
    private static String path(long number) {
        String last = "%03d".formatted(number % 1_000);
        StringBuilder path = new StringBuilder(last);
        for (long rest = number / 1_000; rest > 0; rest /= 1_000) {
            path.insert(0, "x%03d/".formatted(rest % 1_000));
        }
        return path.toString();
    }
}
