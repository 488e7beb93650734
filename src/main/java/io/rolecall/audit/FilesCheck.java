package io.rolecall.audit;

import io.rolecall.audit.EntryText.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the tree does not cover: the policies' files by their digests, the rest by the list of hashes; and what is too much. */
final class FilesCheck {

    private static final long MOST = 1L << 24;
    private static final Pattern VERSION = Pattern.compile("(" + Layout.POLICIES + "/[^/]+/[^/]+)/.+");

    private final ExportFiles files;
    private final Layout layout;
    private final PolicyText policies;
    private final Consumer<Fault> faults;
    private final SortedMap<String, String> listed = new TreeMap<>();
    private final Set<String> looked = new HashSet<>(); // at these listed ones
    private final Some<String> ofList = new Some<>(); // what is wrong with the list itself
    private boolean hasList;

    FilesCheck(ExportFiles files, Layout layout, PolicyText policies, Consumer<Fault> faults) {
        this.files = files;
        this.layout = layout;
        this.policies = policies;
        this.faults = faults;
    }

    /**
     * @param versions that the log says were activated
     * @param gaps whether entries are lost, which may have activated more
     */
    void check(Collection<Version> versions, boolean gaps) throws IOException {
        boolean canonical = readList();
        Set<String> known = new HashSet<>();
        for (Version version : versions) {
            String path = Layout.policy(version.name(), version.number());
            if (path == null) {
                faults.accept(Fault.tampered(
                        Layout.POLICIES, "policy: " + version.name() + " (expected: a name that a folder can have)"));
            } else if (known.add(path)) {
                checkVersion(path, version);
            }
        }
        for (String path : gaps ? folders() : Set.<String>of()) {
            if (!known.contains(path)) {
                checkFiles(path, files.below(path, MOST, faults), false);
            }
        }
        for (String name : new String[] {Layout.GUIDE, Layout.VERIFIER}) {
            files.expect(name);
            looked.add(name);
            byte[] content = files.read(name, MOST, faults);
            if (content != null) {
                fits(name, content, Arrays.equals(content, ExportTarget.resource(name)) || !listed.containsKey(name));
            }
        }
        endList(canonical);
        if (layout.bundles() <= files.count()) {
            expectTree();
            files.unexpected(faults);
        }
    }

    private void checkVersion(String path, Version version) throws IOException {
        SortedMap<String, byte[]> found = files.below(path, MOST, faults);
        if (found.isEmpty()) {
            faults.accept(Fault.incomplete(path, "the files of this version are missing"));
            for (String file : below(path)) {
                looked.add(file);
                files.expect(file);
            }
            return;
        }
        String digest = policies.digest(found);
        boolean proven = digest.equals(version.digest());
        if (checkFiles(path, found, proven) && !proven) {
            faults.accept(Fault.tampered(
                    path, "digest: " + digest + " (expected: " + version.digest() + ", as its activation says)"));
        }
    }

    /** @return whether each is what the list says, and none is missing */
    private boolean checkFiles(String path, SortedMap<String, byte[]> found, boolean proven) {
        boolean fit = true;
        for (var file : found.entrySet()) {
            fit &= fits(path + "/" + file.getKey(), file.getValue(), proven);
        }
        for (String file : proven ? Set.<String>of() : below(path)) {
            if (looked.add(file)) {
                fit = false;
                files.expect(file);
                if (!files.has(file)) {
                    faults.accept(Fault.incomplete(
                            file,
                            "it is missing (expected: " + Layout.SUMS + " lists it; without it the rest of this"
                                    + " version cannot be held against the log)"));
                }
            }
        }
        return fit;
    }

    /** Whether nothing is wrong with a file by the list; where something else proves the file, the list is wrong. */
    private boolean fits(String path, byte[] content, boolean proven) {
        String actual = Sums.of(content);
        String expected = listed.get(path);
        looked.add(path);
        if (!hasList || actual.equals(expected)) {
            return true;
        }
        if (proven) {
            ofList.accept(path + ": " + (expected == null ? "none" : expected) + " (expected: " + actual
                    + ", the file's SHA-256)");
            return true;
        }
        faults.accept(Fault.tampered(
                path,
                expected == null
                        ? "a file that does not belong here"
                        : "SHA-256: " + actual + " (expected: " + expected + ", as " + Layout.SUMS + " says)"));
        return false;
    }

    /** @return whether it is written as an export writes it */
    private boolean readList() throws IOException {
        files.expect(Layout.SUMS);
        byte[] bytes = files.read(Layout.SUMS, MOST, faults);
        hasList = bytes != null;
        if (bytes == null) {
            return true;
        }
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            if (line.matches("[0-9a-f]{64}  .+")) {
                listed.put(line.substring(66), line.substring(0, 64));
            }
        }
        return Arrays.equals(Sums.text(listed).getBytes(StandardCharsets.UTF_8), bytes);
    }

    /** One fault, however much one change of the list has led to. */
    private void endList(boolean canonical) {
        listed.keySet().stream()
                .filter(path -> !looked.contains(path))
                .forEach(path ->
                        ofList.accept("it lists " + path + " (expected: the files that the log does not cover)"));
        List<String> wrong = ofList.first();
        if (!wrong.isEmpty()) {
            long more = wrong.size() - 1 + ofList.more();
            faults.accept(Fault.tampered(Layout.SUMS, wrong.get(0) + (more == 0 ? "" : "; and " + more + " more")));
        } else if (!canonical) {
            faults.accept(Fault.tampered(
                    Layout.SUMS,
                    "it is not written as an export writes it (expected: lines of hash and file, sorted)"));
        }
    }

    /** What the list has below a folder. */
    private Set<String> below(String path) {
        return listed.subMap(path + "/", path + "0").keySet(); // 0 follows /
    }

    /** Of versions, as the files lie there. */
    private Set<String> folders() {
        Set<String> folders = new TreeSet<>();
        for (Collection<String> names : List.of(files.below(Layout.POLICIES), below(Layout.POLICIES))) {
            for (String name : names) {
                Matcher version = VERSION.matcher(name);
                if (version.matches()) {
                    folders.add(version.group(1));
                }
            }
        }
        return folders;
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
