package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether checkpoints are written as they have to be, and signed with the key that is trusted, or one that it was replaced by. */
final class SignatureCheck {

    private static final int MOST = 1 << 16;

    private final ExportFiles files;
    private final Consumer<Fault> faults;
    private final @Nullable VerifierKey given;
    private final @Nullable VerifierKey key;
    private final @Nullable Checkpoint checkpoint;

    /**
     * @param given null where the export's own key has to do
     * @throws AuditUnavailableException where the key that is given is another log's
     */
    SignatureCheck(ExportFiles files, @Nullable VerifierKey given, Consumer<Fault> faults) throws IOException {
        this.files = files;
        this.faults = faults;
        this.given = given;
        this.key = own();
        String note = text(Layout.CHECKPOINT);
        this.checkpoint = note == null ? null : Checkpoint.parse(note).orElse(null);
        if (note != null && checkpoint == null) {
            tampered(Layout.CHECKPOINT, "it is no checkpoint (expected: a signed note with origin, size and root)");
        }
        if (checkpoint != null && given != null && key != null && holds()) {
            sameLog("the key that was given", given.name(), checkpoint.origin());
        }
    }

    private @Nullable VerifierKey own() throws IOException {
        String text = text(Layout.KEY);
        if (text == null) {
            return null;
        }
        Optional<VerifierKey> own =
                text.endsWith("\n") ? VerifierKey.parse(text.substring(0, text.length() - 1)) : Optional.empty();
        if (own.isEmpty()) {
            tampered(Layout.KEY, "it is no verifier key of a signed note (expected: a line like name+0123abcd+base64)");
        }
        return own.orElse(null);
    }

    /** The export's own; null where it cannot be read, which is a fault. */
    @Nullable
    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Whether there is a checkpoint, and no key at hand speaks against what it says. */
    boolean holds() {
        VerifierKey known = key == null ? given : key;
        return checkpoint != null && (known == null || fits(checkpoint, known));
    }

    /**
     * A checkpoint that was kept from before.
     *
     * @throws AuditUnavailableException where the file holds none, or another log's
     */
    Checkpoint read(Path file) {
        Checkpoint older;
        try {
            older = Checkpoint.parse(Files.readString(file))
                    .orElseThrow(() -> new AuditUnavailableException(file
                            + " is no checkpoint (expected: a signed note, as GET /v1/audit/checkpoint gives it)"));
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    file + " cannot be read (expected: a checkpoint, as GET /v1/audit/checkpoint gives it)", e);
        }
        if (checkpoint != null && holds()) {
            sameLog(file.toString(), older.origin(), checkpoint.origin());
        }
        return older;
    }

    private static void sameLog(String what, String origin, String expected) {
        if (!origin.equals(expected)) {
            throw new AuditUnavailableException(
                    what + " is of the log " + origin + " (expected: " + expected + ", the log in this export)");
        }
    }

    /**
     * After the last entry.
     *
     * @param gaps whether entries are lost, which may have said that a key was replaced
     * @param root what is wrong with the root, null where nothing is
     */
    void end(Succession succession, boolean gaps, @Nullable String root) {
        if (checkpoint == null) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        String unsigned = unsigned(checkpoint, succession);
        if (unsigned != null) {
            wrong.add(unsigned);
        } else if (!isShortest(checkpoint)) {
            wrong.add("it is not written as an export writes it (expected: origin, size, root, an empty line and one"
                    + " signature, each in its shortest form)");
        }
        if (root != null) {
            wrong.add(root);
        }
        if (!wrong.isEmpty()) {
            tampered(Layout.CHECKPOINT, String.join("; ", wrong));
        }
        if (given != null && key != null && !isAmong(given, succession.endingIn(key))) {
            String expected = " (expected: " + given + ", the key that was given, or one that replaced it";
            faults.accept(
                    gaps
                            ? Fault.incomplete(Layout.KEY, key + expected + "; entries that could say so are lost)")
                            : Fault.untrusted(
                                    Layout.KEY,
                                    key + expected + "; if the key that was given came later, give the one of the"
                                            + " export's time: later entries key.rotated name it)"));
        }
    }

    private @Nullable String unsigned(Checkpoint checkpoint, Succession succession) {
        if (key != null) {
            return fits(checkpoint, key) ? null : "its signature does not fit (expected: one of " + key + ")";
        }
        if (given == null || succession.beginningWith(given).stream().anyMatch(one -> fits(checkpoint, one))) {
            return null;
        }
        return "its signature does not fit (expected: one of " + given + ", or of a key that replaced it)";
    }

    private static boolean isShortest(Checkpoint checkpoint) {
        SignedNote signed = SignedNote.parse(checkpoint.note()).orElseThrow();
        String text = checkpoint.origin() + "\n" + checkpoint.size() + "\n"
                + Base64.getEncoder().encodeToString(checkpoint.root()) + "\n";
        return signed.toString().equals(checkpoint.note())
                && signed.text().equals(text)
                && signed.signatures().size() == 1;
    }

    /** Whether an older checkpoint is signed by one of the keys that came down to the export's own; it is a fault where not. */
    boolean fits(Checkpoint older, String file, Succession succession, boolean gaps) {
        VerifierKey newest = key == null ? given : key;
        if (newest == null) {
            return false; // which is a fault of the key
        }
        if (succession.endingIn(newest).stream().noneMatch(one -> fits(older, one))) {
            String wrong = "its signature does not fit (expected: one of " + newest + ", or of a key that it replaced";
            faults.accept(
                    gaps
                            ? Fault.incomplete(file, wrong + "; entries that could say so are lost)")
                            : Fault.untrusted(file, wrong + ")"));
            return false;
        }
        return true;
    }

    private static boolean fits(Checkpoint checkpoint, VerifierKey key) {
        return key.signed(SignedNote.parse(checkpoint.note()).orElseThrow())
                && key.name().equals(checkpoint.origin());
    }

    private static boolean isAmong(VerifierKey one, List<VerifierKey> keys) {
        return keys.stream().anyMatch(each -> each.toString().equals(one.toString()));
    }

    private @Nullable String text(String file) throws IOException {
        files.expect(file);
        byte[] bytes = files.read(file, MOST, faults);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void tampered(String file, String message) {
        faults.accept(Fault.tampered(file, message));
    }
}
