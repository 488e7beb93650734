package io.rolecall.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text with the signatures of one or more keys, after C2SP signed-note.
 *
 * @param text ends with a new line
 */
record SignedNote(String text, List<Signature> signatures) {

    private static final String DASH = "\u2014 ";
    private static final int KEY_ID = 4;

    /**
     * @param id tells keys of one name apart
     */
    record Signature(String name, int id, byte[] bytes) {}

    /** Empty where it is no signed note. */
    static Optional<SignedNote> parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            return Optional.empty();
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2).split("\n")) {
            String[] parts = line.split(" ", -1);
            if (!line.startsWith(DASH) || parts.length != 3) {
                return Optional.empty();
            }
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(parts[2]);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
            if (bytes.length <= KEY_ID) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            int id = buffer.getInt();
            byte[] signature = new byte[buffer.remaining()];
            buffer.get(signature);
            signatures.add(new Signature(parts[1], id, signature));
        }
        return Optional.of(new SignedNote(note.substring(0, end + 1), List.copyOf(signatures)));
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            byte[] bytes = ByteBuffer.allocate(KEY_ID + signature.bytes.length)
                    .putInt(signature.id)
                    .put(signature.bytes)
                    .array();
            note.append(DASH)
                    .append(signature.name)
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return note.toString();
    }
}
