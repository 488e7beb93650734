package io.rolecall.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of RFC 6962 as its text defines it, word for word and without any thought of speed, but that a root is worked out
 * once; and how RFC 9162 checks its proofs. It shares no code with what it is held against.
 */
final class NaiveTree {

    private final List<byte[]> entries = new ArrayList<>();
    private final Map<Long, byte[]> roots = new HashMap<>();

    void add(byte[] entry) {
        entries.add(entry);
    }

    long size() {
        return entries.size();
    }

    byte[] entry(long index) {
        return entries.get((int) index);
    }

    byte[] root(long size) {
        return roots.computeIfAbsent(size, known -> root(entries.subList(0, (int) size)))
                .clone();
    }

    List<byte[]> inclusion(long index, long size) {
        return path((int) index, entries.subList(0, (int) size));
    }

    List<byte[]> consistency(long smaller, long larger) {
        return smaller == 0 ? List.of() : subproof((int) smaller, entries.subList(0, (int) larger), true);
    }

    /** MTH of section 2.1. */
    private static byte[] root(List<byte[]> d) {
        if (d.isEmpty()) {
            return hash();
        }
        if (d.size() == 1) {
            return hash(new byte[] {0}, d.get(0));
        }
        int k = split(d.size());
        return hash(new byte[] {1}, root(d.subList(0, k)), root(d.subList(k, d.size())));
    }

    /** PATH of section 2.1.1. */
    private static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return new ArrayList<>();
        }
        int k = split(d.size());
        List<byte[]> path = m < k ? path(m, d.subList(0, k)) : path(m - k, d.subList(k, d.size()));
        path.add(root(m < k ? d.subList(k, d.size()) : d.subList(0, k)));
        return path;
    }

    /** SUBPROOF of section 2.1.2. */
    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        if (m == d.size()) {
            return b ? new ArrayList<>() : new ArrayList<>(List.of(root(d)));
        }
        int k = split(d.size());
        List<byte[]> proof = m <= k ? subproof(m, d.subList(0, k), b) : subproof(m - k, d.subList(k, d.size()), false);
        proof.add(root(m <= k ? d.subList(k, d.size()) : d.subList(0, k)));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    /** Section 2.1.4.2 of RFC 9162. */
    static boolean consistent(long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> proof) {
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        if (first == 0) {
            return proof.isEmpty();
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = path.get(0);
        byte[] sr = path.get(0);
        for (byte[] c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hash(new byte[] {1}, c, fr);
                sr = hash(new byte[] {1}, c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hash(new byte[] {1}, sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, firstRoot) && Arrays.equals(sr, secondRoot);
    }

    static byte[] hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
