package io.rolecall.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of the log, and its hash in the tree.
 *
 * @param id the entry's own
 * @param entry canonical JSON: the bytes that were hashed, and that are stored
 */
record Leaf(String id, byte[] entry, byte[] hash) {

    /** Until there is authentication. */
    static final String ANYBODY = "anonymous";

    /** Who activates and refuses policies: the watch over the rules folder. */
    static final String FOLDER = "folder";

    /** Who rotates keys. */
    static final String OPERATOR = "operator";

    /** Who erases what is older than its policy's period. */
    static final String RETENTION = "retention";

    /** In bytes. An export counts an entry's bytes in 16 bits, and a log that anyone may keep should stay small. */
    static final int MOST = 4_096;

    /** What stands in every entry. */
    static Map<String, Object> members(EntryType type, String id, Instant at, String actor, Engine engine) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type.toString());
        members.put("id", id);
        members.put("t", at.toString());
        members.put("actor", actor);
        members.put("eng", Map.of("app", engine.app(), "drools", engine.drools()));
        return members;
    }

    /**
     * @param members what {@link #members} gave, and more
     * @throws IllegalArgumentException where the entry is too long
     */
    static Leaf of(Map<String, Object> members) {
        byte[] entry = CanonicalJson.of(members);
        if (entry.length > MOST) {
            throw new IllegalArgumentException(
                    "an entry of " + entry.length + " bytes (expected: at most " + MOST + ")");
        }
        return new Leaf((String) members.getOrDefault("id", ""), entry, Hashes.leaf(entry));
    }
}
