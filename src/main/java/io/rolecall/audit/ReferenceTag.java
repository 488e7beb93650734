package io.rolecall.audit;

import org.jspecify.annotations.Nullable;

/**
 * What references are found by in an index: so little of them that nothing can be told from a copy that a database leaves in the
 * free space of a page. Records with the same tag are told apart by their reference.
 */
final class ReferenceTag {

    private ReferenceTag() {}

    static @Nullable Integer of(@Nullable String reference) {
        return reference == null ? null : reference.codePoints().reduce(0, (tag, c) -> (tag * 31 + c) & 0xffff);
    }
}
