package io.rolecall.audit;

import java.util.Arrays;
import java.util.List;

/**
 * A full tile after C2SP tlog-tiles: {@value #WIDTH} neighbouring hashes of one level, and the root over them, which is a hash of
 * the level above.
 */
record Tile(int level, long number, byte[] hashes, byte[] root) {

    static final int WIDTH = 256;

    /** How many levels of the tree lie in a tile. */
    static final int HEIGHT = 8;

    static byte[] joined(List<byte[]> hashes) {
        byte[] joined = new byte[hashes.size() * Hashes.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i), 0, joined, i * Hashes.LENGTH, Hashes.LENGTH);
        }
        return joined;
    }

    static byte[] hash(byte[] hashes, int position) {
        return Arrays.copyOfRange(hashes, position * Hashes.LENGTH, (position + 1) * Hashes.LENGTH);
    }

    /** The root over as many hashes as a power of two says. */
    static byte[] root(byte[] hashes, int from, int height) {
        byte[][] row = new byte[1 << height][];
        for (int i = 0; i < row.length; i++) {
            row[i] = hash(hashes, from + i);
        }
        for (int length = row.length; length > 1; length /= 2) {
            for (int i = 0; i < length / 2; i++) {
                row[i] = Hashes.node(row[2 * i], row[2 * i + 1]);
            }
        }
        return row[0];
    }
}
