package io.rolecall.audit;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An export as one ZIP file with one folder in it. Its directory is written after the checkpoint, so that what was broken off
 * is no ZIP file.
 */
final class ExportZip extends ExportTarget {

    private static final String FOLDER = "audit-export/";

    private final ZipOutputStream zip;
    private final Duration patience;
    private final long begin = System.nanoTime();

    /** @param patience how long it may take: whoever reads slowly keeps the database from forgetting what was erased */
    ExportZip(OutputStream out, Duration patience) {
        this.zip = new ZipOutputStream(new Timed(out));
        this.zip.setLevel(Deflater.BEST_SPEED); // hashes and salts get no smaller
        this.patience = patience;
    }

    @Override
    void write(String path, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(FOLDER + path));
        zip.write(content);
        zip.closeEntry();
    }

    /** One file may take long, too. */
    private final class Timed extends FilterOutputStream {

        private Timed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            check();
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            check();
            out.write(bytes, offset, length);
        }

        private void check() throws IOException {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new IOException("it took more than " + patience.toSeconds() + " s");
            }
        }
    }

    @Override
    void complete(String checkpoint) throws IOException {
        super.complete(checkpoint);
        zip.finish();
        zip.flush();
    }
}
