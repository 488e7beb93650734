import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Checks an export of the log with a JDK (17 or later) and nothing else: {@code java Verify.java DIR [KEY]}. It shares no code
 * with the service and is meant to be read. KEY is the line that verifies checkpoints, if you have it from elsewhere;
 * without it the file "key" of the export is used.
 *
 * <p>Formats: https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note, https://c2sp.org/tlog-tiles, RFC 6962 section 2.1.
 * Ends with 0 (sound), 1 (something is another than it was) or 2 (something is missing).
 */
public class Verify {

    static Path folder;
    static int wrong;
    static int missing;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: java Verify.java DIR [KEY]");
            System.exit(2);
        }
        folder = Path.of(arguments[0]);
        if (read("checkpoint") == null || read("key") == null) {
            System.exit(2);
        }
        String[] note = new String(read("checkpoint"), UTF_8).split("\n", -1);
        if (note.length != 6 || !note[1].matches("0|[1-9][0-9]{0,8}") || !note[3].isEmpty() || !note[5].isEmpty()) {
            wrong("checkpoint: not an origin, a size, a root, an empty line and one signature");
            System.exit(1);
        }
        String key = new String(read("key"), UTF_8).strip();
        checkSignature(note, key);
        int size = Integer.parseInt(note[1]);

        List<byte[]> leaves = new ArrayList<>();
        Log log = new Log();
        for (int bundle = 0; 256L * bundle < size && missing < 100; bundle++) {
            List<byte[]> entries = entries(bundle, Math.min(256, size - 256 * bundle));
            for (byte[] entry : entries) {
                leaves.add(sha256(new byte[] {0}, entry));
            }
            log.add(256 * bundle, entries, payloads(bundle, entries.size()));
        }
        log.end();
        // A key may have been replaced: the log names the new one, signed by the old one
        Set<String> trusted = new HashSet<>(Set.of(arguments.length == 2 ? arguments[1].strip() : key));
        for (Map<String, String> rotation : log.rotations) {
            String from = text(rotation, "from");
            if (trusted.contains(from) && verifies(from, text(rotation, "to"), decode(text(rotation, "signature")))) {
                trusted.add(text(rotation, "to"));
            }
        }
        if (!trusted.contains(key)) {
            wrong("key: not " + arguments[1] + ", and none that replaced it");
        }
        if (leaves.size() == size) {
            checkTiles(leaves);
            String root = Base64.getEncoder().encodeToString(root(leaves, 0, size));
            if (!root.equals(note[2])) {
                wrong("checkpoint: root " + note[2] + " (expected: " + root + ", to which the entries lead)");
            }
        }
        System.out.println((wrong > 0 ? "Wrong: " : missing > 0 ? "Incomplete: " : "Sound: ") + size + " entries of "
                + note[0] + ", " + log.payloads + " payloads, " + log.erased.size() + " erased");
        System.exit(wrong > 0 ? 1 : missing > 0 ? 2 : 0);
    }

    // The signature: a line "— origin base64(id, signature)" over all that stands before the empty line

    static void checkSignature(String[] note, String key) {
        String[] parts = key.split("\\+", 3);
        if (parts.length != 3 || !parts[0].equals(note[0])) {
            wrong("key: not " + note[0] + "+id+key");
            return;
        }
        String[] signature = note[4].split(" ");
        byte[] type = decode(parts[2]); // a byte for Ed25519, then the key
        byte[] signed = signature.length == 3 ? decode(signature[2]) : new byte[0]; // 4 bytes of the key's id, then the signature
        byte[] id = Arrays.copyOf(sha256((parts[0] + "\n").getBytes(UTF_8), type), 4);
        if (type.length != 33 || type[0] != 1 || !parts[1].equals(HexFormat.of().formatHex(id))) {
            wrong("key: not the Ed25519 key that its id says");
            return;
        }
        String text = note[0] + "\n" + note[1] + "\n" + note[2] + "\n";
        if (signed.length != 68
                || !signature[1].equals(note[0])
                || !Arrays.equals(id, Arrays.copyOf(signed, 4))
                || !verifies(key, text, Arrays.copyOfRange(signed, 4, 68))) {
            wrong("checkpoint: the signature is not one of " + key);
        }
    }

    static boolean verifies(String key, String text, byte[] signature) {
        try {
            byte[] raw = decode(key.split("\\+", 3)[2]);
            byte[] head = HexFormat.of().parseHex("302a300506032b6570032100"); // how X.509 says that an Ed25519 key follows
            byte[] encoded = ByteBuffer.allocate(44).put(head).put(raw, 1, 32).array();
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            ed25519.update(text.getBytes(UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) { // no key, or no signature
            return false;
        }
    }

    // The tree of RFC 6962

    /** The root over the leaves from and to. */
    static byte[] root(List<byte[]> leaves, int from, int to) {
        if (from == to) {
            return sha256();
        }
        if (to - from == 1) {
            return leaves.get(from);
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        return sha256(new byte[] {1}, root(leaves, from, split), root(leaves, split, to));
    }

    /** A tile has up to 256 hashes; each hash of a level is the root over a full tile of the level below. */
    static void checkTiles(List<byte[]> leaves) throws IOException {
        List<byte[]> hashes = leaves;
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += 256) {
                int to = Math.min(from + 256, hashes.size());
                String file = "tile/" + level + "/" + number(from / 256) + part(to - from);
                byte[] tile = read(file);
                for (int i = from; tile != null && i < to; i++) {
                    int at = 32 * (i - from);
                    if (tile.length != 32 * (to - from) || !Arrays.equals(tile, at, at + 32, hashes.get(i), 0, 32)) {
                        wrong(file + ": hash " + i + " of this level is not the one that follows from the entries");
                        break;
                    }
                }
                if (to - from == 256) {
                    above.add(root(hashes, from, to));
                }
            }
            hashes = above;
        }
    }

    /** Three digits a folder: 1234067 is x001/x234/067. */
    static String number(int number) {
        String path = String.format("%03d", number % 1000);
        for (int rest = number / 1000; rest > 0; rest /= 1000) {
            path = String.format("x%03d/", rest % 1000) + path;
        }
        return path;
    }

    static String part(int width) {
        return width == 256 ? "" : ".p/" + width;
    }

    /** Each preceded by its length in two bytes. */
    static List<byte[]> entries(int bundle, int width) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        String file = "tile/entries/" + number(bundle) + part(width);
        byte[] bytes = read(file);
        if (bytes == null) {
            return entries;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= 2) {
            byte[] entry = new byte[Math.min(in.getShort() & 0xffff, in.remaining())];
            in.get(entry);
            entries.add(entry);
        }
        if (entries.size() != width || in.hasRemaining()) {
            wrong(file + ": " + entries.size() + " entries (expected: " + width + ")");
        }
        return entries;
    }

    /** A line for each entry that has a payload, found by the entry's index. */
    static Map<String, Map<String, String>> payloads(int bundle, int width) throws IOException {
        Map<String, Map<String, String>> payloads = new TreeMap<>();
        byte[] bytes = read("payload/" + number(bundle) + ".jsonl");
        String text = bytes == null ? "" : new String(bytes, ISO_8859_1); // a character for each byte
        for (String line : text.split("\n")) {
            Map<String, String> members = line.isEmpty() ? Map.of() : members(line);
            if (!line.isEmpty() && payloads.put(members.getOrDefault("index", ""), members) != null) {
                wrong("payload/" + number(bundle) + ".jsonl: two lines for entry " + members.get("index"));
            }
        }
        return payloads;
    }

    // What the entries say

    static class Log {

        int payloads;
        final Set<String> versions = new HashSet<>();
        final Map<Integer, String> opened = new LinkedHashMap<>();
        final Map<String, Integer> unopened = new LinkedHashMap<>();
        final Set<String> erased = new HashSet<>();
        final List<Map<String, String>> rotations = new ArrayList<>();

        void add(int first, List<byte[]> entries, Map<String, Map<String, String>> lines) throws IOException {
            for (int i = 0; i < entries.size(); i++) {
                Map<String, String> entry = members(new String(entries.get(i), ISO_8859_1));
                String what = "entry " + (first + i) + " (" + text(entry, "id") + "): ";
                String type = text(entry, "type");
                Map<String, String> payload = lines.remove(Integer.toString(first + i));
                List<String> parts = parts(type).stream().filter(entry::containsKey).toList();
                if (payload != null) {
                    payloads++;
                    opened.put(first + i, text(entry, type.equals("recommendation") ? "id" : "recommendation"));
                    checkPayload(what, entry, payload, parts);
                } else if (!parts.isEmpty()) {
                    // what was said of a recommendation is erased with it
                    boolean itself = type.equals("recommendation");
                    unopened.put(text(entry, itself ? "id" : "recommendation"), first + i);
                }
                String version = entry.get("policy");
                if ((type.equals("policy.activated") || type.equals("policy.published")) && versions.add(version)) {
                    checkPolicy(what, members(version));
                } else if (type.equals("recommendation") && !versions.contains(version)) {
                    wrong(what + "its version of the policy was neither published nor activated before");
                } else if (type.equals("key.rotated")) {
                    rotations.add(entry);
                } else if (type.equals("payload.erased")) {
                    erased.add(text(entry, "recommendation"));
                }
            }
            lines.keySet().forEach(index -> wrong("payload: there is no entry " + index + " for a line"));
        }

        /** What an entry is committed to. */
        static List<String> parts(String type) {
            return switch (type) {
                case "recommendation" -> List.of("answer", "request");
                case "follow-up" -> List.of("note");
                case "hold.set", "hold.released" -> List.of("reason");
                default -> List.of();
            };
        }

        /** A commitment is SHA-256 of a salt and the bytes that stand in the line. */
        static void checkPayload(
                String what, Map<String, String> entry, Map<String, String> payload, List<String> parts) {
            Map<String, String> salts = members(payload.getOrDefault("salts", "{}"));
            for (String part : parts) {
                byte[] bytes = payload.getOrDefault(part, "").getBytes(ISO_8859_1);
                byte[] commitment = sha256(decode(text(salts, part)), bytes);
                if (!Base64.getUrlEncoder().withoutPadding().encodeToString(commitment).equals(text(entry, part))) {
                    wrong(what + "the " + part + " is not the one that was recorded");
                }
            }
            if (!text(payload, "id").equals(text(entry, "id"))) {
                wrong(what + "its payload has the id " + text(payload, "id"));
            }
        }

        /** A digest is over all files in the order of their names, each preceded by the lengths of name and content. */
        static void checkPolicy(String what, Map<String, String> policy) throws IOException {
            Path below = folder.resolve("policies").resolve(text(policy, "name")).resolve(policy.get("version"));
            Map<String, byte[]> files = new TreeMap<>();
            if (Files.isDirectory(below)) {
                try (Stream<Path> all = Files.walk(below)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        files.put(below.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                    }
                }
            }
            List<byte[]> hashed = new ArrayList<>();
            files.forEach((name, content) -> {
                hashed.add((name.length() + " " + name + " " + content.length + " ").getBytes(UTF_8));
                hashed.add(content);
            });
            String digest = "sha256:" + HexFormat.of().formatHex(sha256(hashed.toArray(byte[][]::new)));
            if (files.isEmpty()) {
                missing(folder.relativize(below) + ": missing");
            } else if (!digest.equals(text(policy, "digest"))) {
                wrong(what + "the files in " + folder.relativize(below) + " have the digest " + digest);
            }
        }

        void end() {
            unopened.forEach((id, index) -> {
                if (!erased.contains(id)) {
                    missing("entry " + index + " (" + id + "): no payload, and no entry says that it was erased");
                }
            });
            opened.forEach((index, id) -> {
                if (erased.contains(id)) {
                    wrong("entry " + index + " (" + id + "): a payload, although an entry says that it was erased");
                }
            });
        }
    }

    // JSON, as far as it is needed: the members of an object, each value as it stands there

    static Map<String, String> members(String object) {
        Map<String, String> members = new LinkedHashMap<>();
        int at = 1;
        while (at < object.length() && object.charAt(at) == '"') {
            int name = end(object, at);
            int value = Math.min(name + 1, object.length()); // behind the colon
            int end = end(object, value);
            members.put(object.substring(at + 1, Math.max(at + 1, name - 1)), object.substring(value, end));
            at = end + 1; // behind the comma
        }
        return members;
    }

    /** Where the value that begins here ends. */
    static int end(String json, int at) {
        int depth = 0;
        boolean text = false;
        for (int i = at; i < json.length(); i++) {
            char c = json.charAt(i);
            if (text) {
                i += c == '\\' ? 1 : 0;
                text = c != '"';
            } else if (c == '"') {
                text = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']' || c == ',' || c == ':') && depth == 0) {
                return i;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return json.length();
    }

    /** A text without its quotes; what needs escapes is not read here. */
    static String text(Map<String, String> members, String name) {
        String quoted = members.getOrDefault(name, "");
        return quoted.length() < 2 ? "" : new String(quoted.substring(1, quoted.length() - 1).getBytes(ISO_8859_1), UTF_8);
    }

    // The rest

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static byte[] read(String file) throws IOException {
        if (!Files.isRegularFile(folder.resolve(file))) {
            missing(file + ": missing");
            return null;
        }
        return Files.readAllBytes(folder.resolve(file));
    }

    static void wrong(String what) {
        wrong++;
        System.out.println(what);
    }

    static void missing(String what) {
        missing++;
        System.out.println(what);
    }
}
