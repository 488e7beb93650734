package io.rolecall.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody needs who trusts neither this service nor its disk, to see that a recommendation is in the log: the leaf
 * is the entry's hash, the path leads from it to the checkpoint's root, and salt and bytes give the entry's commitments.
 *
 * @param index the leaf's place in the log, from 0
 * @param treeSize the checkpoint's
 * @param path from below
 * @param checkpoint a signed note
 * @param request null once it is erased
 * @param answer null once it is erased
 */
public record Proof(
        long index,
        long treeSize,
        byte[] leaf,
        List<byte[]> path,
        String checkpoint,
        byte[] entry,
        @Nullable Opening request,
        @Nullable Opening answer) {

    /**
     * What an entry is committed to.
     *
     * @param bytes canonical JSON
     */
    public record Opening(byte[] salt, byte[] bytes) {}
}
