package io.rolecall.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

    /** @param given null where the export's own key has to do */
    SignatureCheck(ExportFiles files, @Nullable VerifierKey given, Consumer<Fault> faults) throws IOException {
        this.files = files;
        this.faults = faults;
        this.given = given;
        this.key = own();
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
    Checkpoint checkpoint() throws IOException {
        String note = text(Layout.CHECKPOINT);
        if (note == null) {
            return null;
        }
        Checkpoint checkpoint = Checkpoint.parse(note).orElse(null);
        if (checkpoint == null) {
            tampered(Layout.CHECKPOINT, "it is no checkpoint (expected: a signed note with origin, size and root)");
            return null;
        }
        SignedNote signed = SignedNote.parse(note).orElseThrow();
        String text = checkpoint.origin() + "\n" + checkpoint.size() + "\n"
                + Base64.getEncoder().encodeToString(checkpoint.root()) + "\n";
        if (!signed.toString().equals(note)
                || !signed.text().equals(text)
                || signed.signatures().size() != 1) {
            tampered(
                    Layout.CHECKPOINT,
                    "it is not written as an export writes it (expected: origin, size, root, an empty line and one"
                            + " signature, each in its shortest form)");
        }
        if (key != null && !fits(signed, key)) {
            tampered(Layout.CHECKPOINT, "its signature does not fit (expected: one of " + key + ")");
        }
        return checkpoint;
    }

    /**
     * A checkpoint that was kept from before.
     *
     * @throws AuditUnavailableException where the file holds none
     */
    static Checkpoint read(Path file) {
        try {
            return Checkpoint.parse(Files.readString(file))
                    .orElseThrow(() -> new AuditUnavailableException(file
                            + " is no checkpoint (expected: a signed note, as GET /v1/audit/checkpoint gives it)"));
        } catch (IOException e) {
            throw new AuditUnavailableException(
                    file + " cannot be read (expected: a checkpoint, as GET /v1/audit/checkpoint gives it)", e);
        }
    }

    /** Whether the key that is trusted has come to be the export's own by what the log says; it is a fault where not. */
    void checkGiven(Succession succession) {
        if (given != null
                && key != null
                && succession.endingIn(key).stream()
                        .noneMatch(one -> one.toString().equals(given.toString()))) {
            tampered(Layout.KEY, key + " (expected: " + given + ", the key that was given, or one that replaced it)");
        }
    }

    /** Whether an older checkpoint is signed by one of the keys that came down to the export's own; it is a fault where not. */
    boolean fits(Checkpoint older, String file, Succession succession) {
        VerifierKey newest = key == null ? given : key;
        SignedNote signed = SignedNote.parse(older.note()).orElseThrow();
        if (newest == null) {
            return false; // which is a fault of the key
        }
        if (succession.endingIn(newest).stream().noneMatch(one -> fits(signed, one))) {
            tampered(file, "its signature does not fit (expected: one of " + newest + ")");
            return false;
        }
        return true;
    }

    private static boolean fits(SignedNote signed, VerifierKey key) {
        String origin = signed.text().substring(0, signed.text().indexOf('\n'));
        return key.signed(signed) && key.name().equals(origin);
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
