package io.rolecall.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 256 neighbouring entries as a file has them, each behind its length, and their hashes as the tile has them.
 *
 * @param entries those that can be told apart; fewer than there should be where the rest cannot
 * @param leaves as many
 * @param hashes of the tile, null where it cannot be read
 */
record EntryBundle(
        long number, List<byte[]> entries, List<byte[]> leaves, byte @Nullable [] hashes, List<Fault> faults) {

    private static final long MOST = Tile.WIDTH * 65_537L;
    private static final int PREFIX = 2;

    static EntryBundle read(ExportFiles files, Layout layout, long number) throws IOException {
        List<Fault> faults = new ArrayList<>();
        int width = layout.width(0, number);
        String tile = layout.tile(0, number);
        byte[] hashes = files.read(tile, Tile.WIDTH * Hashes.LENGTH, faults::add);
        if (hashes != null && hashes.length != width * Hashes.LENGTH) {
            faults.add(Fault.tampered(
                    tile, hashes.length + " bytes (expected: " + width * Hashes.LENGTH + ", a hash for each entry)"));
            hashes = null;
        }
        EntryBundle bundle = new EntryBundle(number, new ArrayList<>(), new ArrayList<>(), hashes, faults);
        byte[] bytes = files.read(layout.entries(number), MOST, faults::add);
        if (bytes != null) {
            bundle.divide(bytes, width, layout);
        }
        return bundle;
    }

    /** A length that was changed shifts all that follows, so it is put right where the tile knows the hash. */
    private void divide(byte[] bytes, int width, Layout layout) {
        String file = layout.entries(number);
        long first = number * Tile.WIDTH;
        int at = 0;
        int unlike = -1; // from where on no entry is what the tile says
        boolean searched = false;
        while (entries.size() < width) {
            int place = entries.size();
            int length = at + PREFIX > bytes.length ? 0 : (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
            boolean whole = length > 0 && at + PREFIX + length <= bytes.length;
            byte[] leaf = whole ? leaf(bytes, at, length) : null;
            byte[] hash = hashes == null ? null : Tile.hash(hashes, place);
            if (hash != null && !Arrays.equals(leaf, hash)) {
                int known = searched ? 0 : length(bytes, at, hash);
                searched |= known == 0;
                if (known > 0) {
                    faults.add(Fault.tampered(
                                    file,
                                    "its length: " + length + " (expected: " + known + ", as its hash in "
                                            + layout.tile(0, number) + " says)")
                            .at(first + place, id(bytes, at, known)));
                    length = known;
                    leaf = hash;
                }
            }
            if (leaf == null) {
                break;
            }
            unlike = hash == null || Arrays.equals(leaf, hash) ? -1 : unlike < 0 ? place : unlike;
            entries.add(Arrays.copyOfRange(bytes, at + PREFIX, at + PREFIX + length));
            leaves.add(leaf);
            at += PREFIX + length;
        }
        String expected = " (expected: " + width + " entries)";
        if (entries.size() == width && at == bytes.length) {
            return;
        }
        if (unlike >= 0) {
            entries.subList(unlike, entries.size()).clear();
            leaves.subList(unlike, leaves.size()).clear();
            faults.add(Fault.tampered(file, "from here on the file cannot be divided into entries" + expected)
                    .at(first + unlike, null));
        } else if (entries.size() < width) {
            faults.add(Fault.tampered(file, "the file ends before this entry does" + expected)
                    .at(first + entries.size(), null));
        } else {
            faults.add(Fault.tampered(file, (bytes.length - at) + " bytes behind the last entry" + expected));
        }
    }

    /** The length with which the entry has this hash; 0 where there is none. */
    private static int length(byte[] bytes, int at, byte[] hash) {
        for (int length = 1; length <= Leaf.MOST && at + PREFIX + length <= bytes.length; length++) {
            if (bytes[at + PREFIX + length - 1] == '}' && Arrays.equals(leaf(bytes, at, length), hash)) {
                return length;
            }
        }
        return 0;
    }

    private static byte[] leaf(byte[] bytes, int at, int length) {
        return Hashes.leaf(Arrays.copyOfRange(bytes, at + PREFIX, at + PREFIX + length));
    }

    private static @Nullable String id(byte[] bytes, int at, int length) {
        EntryText text = EntryText.read(Arrays.copyOfRange(bytes, at + PREFIX, at + PREFIX + length));
        return text == null ? null : text.id();
    }
}
