package io.rolecall.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What opens the commitments of one entry, as a line of canonical JSON:
 * {@code {"answer":…,"id":…,"index":…,"request":…,"salts":{"answer":…,"request":…}}}. The parts stand in it as the very bytes
 * that were committed to, so that they need only be cut out and hashed.
 *
 * @param parts by name, each with its salt
 */
record PayloadLine(long index, String id, Map<String, Proof.Opening> parts) {

    /** Without the new line at its end. */
    byte[] bytes() {
        SortedMap<String, byte[]> members = new TreeMap<>();
        SortedMap<String, byte[]> salts = new TreeMap<>();
        parts.forEach((name, part) -> {
            members.put(name, part.bytes());
            salts.put(name, CanonicalJson.of(Base64.getEncoder().encodeToString(part.salt())));
        });
        members.put("id", CanonicalJson.of(id));
        members.put("index", CanonicalJson.of(index));
        members.put("salts", object(salts));
        return object(members);
    }

    private static byte[] object(SortedMap<String, byte[]> members) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        object.write('{');
        members.forEach((name, value) -> {
            object.writeBytes(((object.size() == 1 ? "\"" : ",\"") + name + "\":").getBytes(StandardCharsets.US_ASCII));
            object.writeBytes(value);
        });
        object.write('}');
        return object.toByteArray();
    }

    /** Null where it is not a line to the byte as {@link #bytes} writes it. */
    static @Nullable PayloadLine parse(byte[] line) {
        Map<String, byte[]> members = RawMembers.of(line);
        Map<String, byte[]> salts = members == null ? null : RawMembers.of(members.get("salts"));
        if (members == null || salts == null) {
            return null;
        }
        try {
            Map<String, Proof.Opening> parts = new LinkedHashMap<>();
            salts.forEach((name, salt) ->
                    parts.put(name, new Proof.Opening(Base64.getDecoder().decode(text(salt)), value(members, name))));
            PayloadLine read = new PayloadLine(
                    Long.parseLong(new String(value(members, "index"), StandardCharsets.US_ASCII)),
                    text(value(members, "id")),
                    parts);
            return Arrays.equals(read.bytes(), line) ? read : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] value(Map<String, byte[]> members, String name) {
        byte[] value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static String text(byte[] quoted) {
        if (quoted.length < 2) {
            throw new IllegalArgumentException("no text");
        }
        return new String(quoted, 1, quoted.length - 2, StandardCharsets.UTF_8);
    }
}
