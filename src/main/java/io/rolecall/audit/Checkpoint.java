package io.rolecall.audit;

import java.util.Base64;
import java.util.Optional;

/**
 * What the log commits itself to: the root over its first entries, signed.
 *
 * @param origin the log's name
 * @param size how many entries
 * @param note as it is shown: a C2SP checkpoint
 */
public record Checkpoint(String origin, long size, byte[] root, String note) {

    static Checkpoint sign(SigningKey key, String origin, long size, byte[] root) {
        String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
        return new Checkpoint(origin, size, root, key.sign(origin, text).toString());
    }

    /** Reads what it says, and trusts none of it. */
    static Optional<Checkpoint> parse(String note) {
        Optional<SignedNote> signed = SignedNote.parse(note);
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = signed.get().text().split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9]\\d{0,17}")) {
            return Optional.empty();
        }
        try {
            byte[] root = Base64.getDecoder().decode(lines[2]);
            return root.length == Hashes.LENGTH
                    ? Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), root, note))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
