package io.rolecall.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes one change to an export that is sound, knows what a verification has to name for it, and takes it back. */
final class ExportMutation {

    private final Path export;
    private final Random random;
    private final Map<String, byte[]> sound = new TreeMap<>();
    private final List<String> files;
    private final Set<String> touched = new LinkedHashSet<>();

    /**
     * What was done.
     *
     * @param anyOf files of which one has to be named
     * @param index the entry that has to be named, -1 for none
     * @param tampered whether it has to be told from something that is only missing
     * @param alone whether it is one fault, and so nothing else has to be named
     */
    record Made(String what, List<String> anyOf, long index, boolean tampered, boolean alone) {

        Made(String what, List<String> anyOf, long index, boolean tampered) {
            this(what, anyOf, index, tampered, false);
        }

        /** Null where the verdict names what was done. */
        String missedBy(Verdict verdict) {
            boolean found = tampered
                    ? verdict.verdict() == Verdict.Finding.TAMPERED
                    : verdict.verdict() != Verdict.Finding.SOUND;
            found &= !alone || verdict.faults().size() == 1;
            boolean named = verdict.faults().stream()
                    .anyMatch(fault -> anyOf.stream()
                            .anyMatch(file -> file.equals(fault.file()) || file.startsWith(fault.file() + "/")));
            boolean record = index < 0
                    || verdict.faults().stream().anyMatch(fault -> fault.index() != null && fault.index() == index);
            return found && named && record ? null : this + " → " + verdict.verdict() + " " + verdict.faults();
        }
    }

    ExportMutation(Path export, Random random) throws IOException {
        this.export = export;
        this.random = random;
        for (Path file : SampleLog.files(export)) {
            sound.put(Layout.relative(export, file), Files.readAllBytes(file));
        }
        files = List.copyOf(sound.keySet());
    }

    Made make() throws IOException {
        return switch (random.nextInt(24)) {
            case 0 -> delete();
            case 1 -> truncate();
            case 2 -> append();
            case 3 -> swapLines();
            case 4 -> exchange();
            case 5 -> rename();
            case 6 -> add();
            case 7 -> rewrite();
            default -> flip();
        };
    }

    void takeBack() throws IOException {
        for (String file : touched) {
            byte[] content = sound.get(file);
            if (content == null) {
                Files.delete(export.resolve(file));
            } else {
                Files.write(export.resolve(file), content);
            }
        }
        touched.clear();
    }

    /** Half of them by file, so that small ones get their share; half by size. */
    private String anyFile() {
        if (random.nextBoolean()) {
            return files.get(random.nextInt(files.size()));
        }
        long at = (long) (random.nextDouble()
                * sound.values().stream().mapToLong(content -> content.length).sum());
        for (var file : sound.entrySet()) {
            at -= file.getValue().length;
            if (at < 0) {
                return file.getKey();
            }
        }
        return files.get(0);
    }

    private String anyFile(String prefix) {
        List<String> some =
                files.stream().filter(file -> file.startsWith(prefix)).toList();
        return some.get(random.nextInt(some.size()));
    }

    private void write(String file, byte[] content) throws IOException {
        touched.add(file);
        Files.write(export.resolve(file), content);
    }

    private Made flip() throws IOException {
        String file = anyFile();
        byte[] content = sound.get(file).clone();
        if (content.length == 0) {
            return flip();
        }
        int at = random.nextInt(content.length);
        int bit = random.nextInt(8);
        content[at] ^= (byte) (1 << bit);
        write(file, content);
        return new Made(
                "flip bit " + bit + " of byte " + at + " of " + file, List.of(file), entryAt(file, at), true, true);
    }

    /** The entry that a byte belongs to. */
    private long entryAt(String file, int at) {
        byte[] content = sound.get(file);
        long first = file.matches(".*/001(\\.p/\\d+|\\.jsonl)?") ? 256 : 0;
        if (file.startsWith("tile/0/")) {
            return first + at / 32;
        }
        if (file.startsWith("tile/entries/")) {
            ByteBuffer in = ByteBuffer.wrap(content);
            long index = first;
            while (true) {
                int length = in.getShort(in.position()) & 0xffff;
                in.position(in.position() + 2 + length);
                if (in.position() > at) {
                    return index;
                }
                index++;
            }
        }
        if (file.startsWith("payload/")) {
            int start = at;
            while (start > 0 && content[start - 1] != '\n') {
                start--;
            }
            int end = start;
            while (content[end] != '\n') {
                end++;
            }
            String line = new String(content, start, end - start, StandardCharsets.UTF_8);
            int index = line.lastIndexOf("\"index\":") + 8;
            return Long.parseLong(line.substring(index).replaceAll("\\D.*", ""));
        }
        return -1;
    }

    private Made delete() throws IOException {
        String file = anyFile();
        touched.add(file);
        Files.delete(export.resolve(file));
        return new Made("delete " + file, List.of(file), -1, false, true);
    }

    private Made truncate() throws IOException {
        String file = anyFile();
        byte[] content = sound.get(file);
        if (content.length == 0) {
            return truncate();
        }
        int length = random.nextInt(content.length);
        write(file, Arrays.copyOf(content, length));
        return new Made("truncate " + file + " to " + length, List.of(file), -1, false);
    }

    private Made append() throws IOException {
        String file = anyFile();
        byte[] content = sound.get(file);
        byte[] more = random.nextBoolean() || content.length == 0 ? new byte[] {'\n'} : content;
        byte[] longer = Arrays.copyOf(content, content.length + more.length);
        System.arraycopy(more, 0, longer, content.length, more.length);
        write(file, longer);
        return new Made("append " + more.length + " bytes to " + file, List.of(file), -1, true);
    }

    private Made swapLines() throws IOException {
        String file = random.nextInt(4) == 0 ? "SHA256SUMS" : anyFile("payload/");
        List<String> lines = new ArrayList<>(List.of(new String(sound.get(file), StandardCharsets.UTF_8).split("\n")));
        if (lines.size() < 2) {
            return swapLines();
        }
        int one = random.nextInt(lines.size() - 1);
        boolean duplicate = random.nextBoolean();
        if (duplicate) {
            lines.add(one, lines.get(one));
        } else {
            Collections.swap(lines, one, one + 1);
        }
        write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return new Made(
                (duplicate ? "double line " : "swap lines from ") + one + " of " + file, List.of(file), -1, true);
    }

    private Made exchange() throws IOException {
        String one = random.nextBoolean() ? anyFile("tile/") : anyFile();
        String other = random.nextBoolean() ? anyFile("tile/") : anyFile("payload/");
        if (Arrays.equals(sound.get(one), sound.get(other))) {
            return exchange();
        }
        write(one, sound.get(other));
        write(other, sound.get(one));
        return new Made("exchange " + one + " and " + other, List.of(one, other), -1, true);
    }

    private Made rename() throws IOException {
        String file = anyFile();
        String name = file + random.nextInt(10);
        touched.add(file);
        Files.delete(export.resolve(file));
        write(name, sound.get(file));
        return new Made("rename " + file + " to " + name, List.of(file, name), -1, false);
    }

    private Made add() throws IOException {
        String beside = anyFile();
        String name = beside.substring(0, beside.lastIndexOf('/') + 1)
                + List.of("x", ".hidden", "999").get(random.nextInt(3));
        write(name, new byte[random.nextInt(2)]);
        return new Made("add " + name, List.of(name), -1, true, true);
    }

    /** Another entry, with all hashes made anew as far as that goes without the key. */
    private Made rewrite() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        List<String> bundles =
                files.stream().filter(file -> file.startsWith("tile/entries/")).toList();
        for (String bundle : bundles) {
            ByteBuffer in = ByteBuffer.wrap(sound.get(bundle));
            while (in.hasRemaining()) {
                byte[] entry = new byte[in.getShort() & 0xffff];
                in.get(entry);
                entries.add(entry);
            }
        }
        int index = random.nextInt(entries.size());
        String text = new String(entries.get(index), StandardCharsets.UTF_8);
        entries.set(index, text.replace("\"t\":\"20", "\"t\":\"21").getBytes(StandardCharsets.UTF_8));
        NaiveTree tree = new NaiveTree();
        entries.forEach(tree::add);
        Layout layout = new Layout(entries.size());
        for (int number = 0; number < layout.bundles(); number++) {
            List<byte[]> some = entries.subList(number * 256, Math.min(entries.size(), number * 256 + 256));
            ByteBuffer bundle = ByteBuffer.allocate(
                    some.stream().mapToInt(entry -> entry.length + 2).sum());
            some.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
            write(layout.entries(number), bundle.array());
            write(
                    layout.tile(0, number),
                    Tile.joined(some.stream()
                            .map(entry -> NaiveTree.hash(new byte[] {0}, entry))
                            .collect(Collectors.toList())));
        }
        if (entries.size() >= 256) {
            NaiveTree first = new NaiveTree();
            entries.subList(0, 256).forEach(first::add);
            write(layout.tile(1, 0), first.root(256));
        }
        boolean root = random.nextBoolean();
        if (root) {
            String[] note = new String(sound.get("checkpoint"), StandardCharsets.UTF_8).split("\n", -1);
            note[2] = Base64.getEncoder().encodeToString(tree.root(tree.size()));
            write("checkpoint", String.join("\n", note).getBytes(StandardCharsets.UTF_8));
        }
        return new Made(
                "rewrite entry " + index + (root ? " and all up to the root" : " and all tiles"),
                List.of("checkpoint"),
                -1,
                true);
    }
}
