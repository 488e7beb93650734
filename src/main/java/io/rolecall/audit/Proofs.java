package io.rolecall.audit;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Roots and proofs of RFC 6962, section 2.1, for any size that the tree has or once had. */
final class Proofs {

    private final Subtrees subtrees;

    Proofs(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    byte[] root(long size) throws SQLException {
        return size == 0 ? Hashes.empty() : root(0, size);
    }

    /** The path from the leaf to the root of the tree of that size, from below. */
    List<byte[]> inclusion(long index, long size) throws SQLException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index: " + index + " (expected: 0 to " + (size - 1) + ")");
        }
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + split(to - from);
            if (index < middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /** What shows that the tree of the larger size begins with all of the smaller one. */
    List<byte[]> consistency(long smaller, long larger) throws SQLException {
        if (smaller < 0 || smaller > larger) {
            throw new IllegalArgumentException("from: " + smaller + " (expected: 0 to " + larger + ")");
        }
        List<byte[]> path = new ArrayList<>();
        if (smaller == 0 || smaller == larger) {
            return path;
        }
        long from = 0;
        long to = larger;
        boolean whole = true; // all that was seen so far is in the smaller tree
        while (smaller != to) {
            long middle = from + split(to - from);
            if (smaller <= middle) {
                path.add(0, root(middle, to));
                to = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
                whole = false;
            }
        }
        if (!whole) {
            path.add(0, root(from, to));
        }
        return path;
    }

    /** The root that a path leads to; null where no tree of that size has such a path. */
    static byte @Nullable [] rootOf(byte[] leaf, long index, long size, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return null;
        }
        byte[] hash = leaf;
        long node = index;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0) {
                return null;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hashes.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hashes.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : null;
    }

    /** Whether a path shows that the tree of the larger size begins with the smaller one: RFC 9162, section 2.1.4.2. */
    static boolean isConsistent(long smaller, byte[] smallerRoot, long larger, byte[] largerRoot, List<byte[]> path) {
        if (smaller == 0 || smaller == larger) {
            return path.isEmpty() && (smaller == 0 || Arrays.equals(smallerRoot, largerRoot));
        }
        Deque<byte[]> left = new ArrayDeque<>(path);
        long node = smaller - 1;
        long last = larger - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte @Nullable [] first = Long.bitCount(smaller) == 1 ? smallerRoot : left.poll();
        if (first == null) {
            return false;
        }
        byte[] inSmaller = first;
        byte[] inLarger = first;
        for (byte[] hash : left) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                inSmaller = Hashes.node(hash, inSmaller);
                inLarger = Hashes.node(hash, inLarger);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                inLarger = Hashes.node(inLarger, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(inSmaller, smallerRoot) && Arrays.equals(inLarger, largerRoot);
    }

    /** The root over a range that begins where a subtree begins. */
    private byte[] root(long from, long to) throws SQLException {
        long size = to - from;
        long split = split(size);
        if (size == 1 || 2 * split == size) {
            int height = Long.numberOfTrailingZeros(size);
            return subtrees.root(height, from >> height);
        }
        return Hashes.node(root(from, from + split), root(from + split, to));
    }

    /** The largest power of two below the size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
