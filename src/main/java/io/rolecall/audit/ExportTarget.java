package io.rolecall.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the files of an export go. The checkpoint comes last: without it an export is not complete. */
abstract class ExportTarget {

    private final SortedMap<String, String> sums = new TreeMap<>();

    /** For what the tree covers. */
    abstract void write(String path, byte[] content) throws IOException;

    /** For what no hash of the tree covers: its own is written to a list. */
    void writeSummed(String path, byte[] content) throws IOException {
        write(path, content);
        sums.put(path, Sums.of(content));
    }

    /** The files that explain the export, and the list of hashes. */
    void explain() throws IOException {
        writeSummed(Layout.GUIDE, resource(Layout.GUIDE));
        writeSummed(Layout.VERIFIER, resource(Layout.VERIFIER));
        write(Layout.SUMS, Sums.text(sums).getBytes(StandardCharsets.UTF_8));
    }

    void complete(String checkpoint) throws IOException {
        write(Layout.CHECKPOINT, checkpoint.getBytes(StandardCharsets.UTF_8));
    }

    /** What every export of this version has. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = ExportTarget.class.getResourceAsStream("/export/" + name)) {
            if (in == null) {
                throw new IllegalStateException("export/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
