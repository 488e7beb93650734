package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the tree does not cover: the policies' files by their digests, the rest by the list of hashes; and what is too much. */
final class FilesCheck {

    private static final long MOST = 1L << 24;

    private final ExportFiles files;
    private final Layout layout;
    private final PolicyText policies;
    private final Consumer<Fault> faults;
    private final SortedMap<String, byte[]> summed = new TreeMap<>();
    private final Set<String> proven = new HashSet<>(); // to be right by something else than the list

    FilesCheck(ExportFiles files, Layout layout, PolicyText policies, Consumer<Fault> faults) {
        this.files = files;
        this.layout = layout;
        this.policies = policies;
        this.faults = faults;
    }

    /** @param versions that the log says were activated */
    void check(Collection<Version> versions) throws IOException {
        for (Version version : versions) {
            checkPolicy(version);
        }
        for (String name : new String[] {Layout.GUIDE, Layout.VERIFIER}) {
            files.expect(name);
            byte[] content = files.read(name, MOST, faults);
            if (content != null) {
                summed.put(name, content);
                if (Arrays.equals(content, ExportFolder.resource(name))) {
                    proven.add(name);
                }
            }
        }
        checkSums();
        if (layout.bundles() <= files.count()) {
            expectTree();
            files.unexpected(faults);
        }
    }

    private void checkPolicy(Version version) throws IOException {
        String path = Layout.policy(version.name(), version.number());
        if (path == null) {
            faults.accept(Fault.tampered(
                    Layout.POLICIES, "policy: " + version.name() + " (expected: a name that a folder can have)"));
            return;
        }
        SortedMap<String, byte[]> found = files.below(path, MOST, faults);
        if (found.isEmpty()) {
            faults.accept(Fault.incomplete(path, "the files of this version are missing"));
            return;
        }
        String digest = policies.digest(found);
        if (!digest.equals(version.digest())) {
            faults.accept(Fault.tampered(
                    path, "digest: " + digest + " (expected: " + version.digest() + ", as its activation says)"));
        }
        found.forEach((file, content) -> {
            summed.put(path + "/" + file, content);
            if (digest.equals(version.digest())) {
                proven.add(path + "/" + file);
            }
        });
    }

    private void checkSums() throws IOException {
        files.expect(Layout.SUMS);
        byte[] bytes = files.read(Layout.SUMS, MOST, faults);
        if (bytes == null) {
            return;
        }
        SortedMap<String, String> listed = new TreeMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            if (line.matches("[0-9a-f]{64}  .+")) {
                listed.put(line.substring(66), line.substring(0, 64));
            }
        }
        if (!Arrays.equals(Sums.text(listed).getBytes(StandardCharsets.UTF_8), bytes)) {
            faults.accept(Fault.tampered(
                    Layout.SUMS,
                    "it is not written as an export writes it (expected: lines of hash and file, sorted)"));
        }
        listed.forEach((path, sum) -> {
            if (!summed.containsKey(path)) {
                faults.accept(
                        files.has(path)
                                ? Fault.tampered(Layout.SUMS, "it lists " + path + ", which it should not")
                                : Fault.incomplete(path, "it is missing (expected: " + Layout.SUMS + " lists it)"));
            }
        });
        summed.forEach((path, content) -> checkSum(path, Sums.of(content), listed.getOrDefault(path, "none")));
    }

    private void checkSum(String path, String actual, String listed) {
        if (!actual.equals(listed)) {
            faults.accept(
                    proven.contains(path) || listed.equals("none")
                            ? Fault.tampered(
                                    Layout.SUMS,
                                    path + ": " + listed + " (expected: " + actual + ", the file's SHA-256)")
                            : Fault.tampered(
                                    path,
                                    "SHA-256: " + actual + " (expected: " + listed + ", as " + Layout.SUMS + " says)"));
        }
    }

    private void expectTree() {
        for (long number = 0; number < layout.bundles(); number++) {
            files.expect(layout.entries(number));
            files.expect(layout.payload(number));
        }
        for (int level = 0; layout.tiles(level) > 0; level++) {
            for (long number = 0; number < layout.tiles(level); number++) {
                files.expect(layout.tile(level, number));
            }
        }
    }
}
