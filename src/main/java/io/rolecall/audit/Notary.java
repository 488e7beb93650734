package io.rolecall.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the log's own checkpoints, signed with its key or with the one that this replaces, from others. */
final class Notary {

    private final LogSigning signing;
    private final SigningKey key;
    private @Nullable SigningKey before;

    Notary(LogSigning signing, SigningKey key) {
        this.signing = signing;
        this.key = key;
    }

    SigningKey key() {
        return key;
    }

    /** The key that is to be replaced, where a checkpoint was signed with it. */
    @Nullable
    SigningKey before() {
        return before;
    }

    /**
     * The checkpoint that a note is.
     *
     * @param place where it was found
     * @return empty, and a doubt, where it was tampered with
     * @throws AuditUnavailableException where another key signed it, or it is another log's
     */
    Optional<Checkpoint> trusted(String note, Object place, Doubt doubt) {
        Optional<Checkpoint> checkpoint = Checkpoint.parse(note);
        if (checkpoint.isEmpty()) {
            doubt.raise(SignedBefore.malformed(place));
            return checkpoint;
        }
        String found = checkpoint.get().origin();
        SignedNote signed = SignedNote.parse(note).orElseThrow();
        SigningKey signer = key.signed(signed, found) ? key : previous(signed, found, place);
        if (signing.origin() != null && !found.equals(signing.origin())) {
            throw new AuditUnavailableException("rolecall.audit.origin is " + signing.origin() + ", but the log in "
                    + place + " has the name " + found + " (expected: that name, which a log keeps)");
        }
        if (!signer.verifies(signed, found)) {
            doubt.raise(SignedBefore.unsigned(place));
            return Optional.empty();
        }
        return checkpoint;
    }

    /** The key that is replaced: what it signed was not signed by its successor yet. */
    private SigningKey previous(SignedNote signed, String name, Object place) {
        if (signing.previous() != null) {
            SigningKey previous = SigningKey.read(signing.previous());
            if (previous.signed(signed, name)) {
                before = previous;
                return previous;
            }
        }
        throw new AuditUnavailableException(signing.key()
                + (signing.previous() == null ? " is" : " and " + signing.previous() + " are")
                + " another key than the one that signed the checkpoint in " + place
                + ": put that key back, say with rolecall.audit.key where it is, or, to replace it, with"
                + " rolecall.audit.previous-key");
    }
}
