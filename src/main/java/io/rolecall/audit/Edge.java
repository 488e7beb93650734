package io.rolecall.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a tree: as much as it takes to add a leaf and to know the root. A leaf costs one hash of a node on
 * average.
 */
final class Edge {

    private long size;

    // The root of the whole subtree of 2^height leaves at the edge; there is one for each bit of the size.
    private final List<byte @Nullable []> roots;

    // Of each level, the hashes that do not fill a tile yet.
    private final List<List<byte[]>> open;

    Edge() {
        this(0, new ArrayList<>(), new ArrayList<>());
    }

    private Edge(long size, List<byte @Nullable []> roots, List<List<byte[]>> open) {
        this.size = size;
        this.roots = roots;
        this.open = open;
    }

    /**
     * @param open of each level, from below, the hashes that do not fill a tile
     */
    static Edge of(long size, List<List<byte[]>> open) {
        Edge edge = new Edge(size, new ArrayList<>(), new ArrayList<>());
        for (List<byte[]> level : open) {
            byte[] hashes = Tile.joined(level);
            int end = level.size();
            for (int bit = 0; bit < Tile.HEIGHT; bit++) {
                boolean there = (level.size() >> bit & 1) == 1;
                end -= there ? 1 << bit : 0;
                edge.roots.add(there ? Tile.root(hashes, end, bit) : null);
            }
            edge.open.add(new ArrayList<>(level));
        }
        return edge;
    }

    Edge copy() {
        List<List<byte[]>> levels = new ArrayList<>();
        open.forEach(level -> levels.add(new ArrayList<>(level)));
        return new Edge(size, new ArrayList<>(roots), levels);
    }

    long size() {
        return size;
    }

    /** @return the tiles that the leaf has filled, from below */
    List<Tile> add(byte[] leaf) {
        List<Tile> full = new ArrayList<>();
        byte[] hash = leaf;
        int height = 0;
        while (true) {
            if (height % Tile.HEIGHT == 0) {
                level(height / Tile.HEIGHT).add(hash);
            }
            if (roots.size() == height) {
                roots.add(null);
            }
            byte[] left = roots.get(height);
            if (left == null) {
                roots.set(height, hash);
                size++;
                return full;
            }
            hash = Hashes.node(left, hash);
            roots.set(height, null);
            height++;
            if (height % Tile.HEIGHT == 0) {
                List<byte[]> hashes = level(height / Tile.HEIGHT - 1);
                if (hashes.size() == Tile.WIDTH) {
                    full.add(new Tile(height / Tile.HEIGHT - 1, size >> height, Tile.joined(hashes), hash));
                    hashes.clear();
                }
            }
        }
    }

    byte[] root() {
        byte[] root = null;
        for (byte @Nullable [] each : roots) {
            if (each != null) {
                root = root == null ? each : Hashes.node(each, root);
            }
        }
        return root == null ? Hashes.empty() : root;
    }

    /** The hashes of a level that do not fill a tile yet. */
    List<byte[]> open(int level) {
        return level < open.size() ? open.get(level) : List.of();
    }

    private List<byte[]> level(int number) {
        while (open.size() <= number) {
            open.add(new ArrayList<>());
        }
        return open.get(number);
    }
}
