package io.rolecall.audit;

/**
 * An entry in its place.
 *
 * @param index from 0
 * @param leaf the entry's hash in the tree
 * @param entry canonical JSON, as it was hashed
 */
public record LoggedEntry(long index, byte[] leaf, byte[] entry) {}
