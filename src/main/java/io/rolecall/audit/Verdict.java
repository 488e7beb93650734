package io.rolecall.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a verification.
 *
 * @param origin the log's name, null where there was no checkpoint to be read; so is the root
 * @param size null where there was nothing to be read
 * @param root in base64
 * @param keyGiven whether it was held against a key from elsewhere, and not only against its own
 * @param payloads how many entries have one
 * @param erased how many recommendations are said to have been erased
 * @param more how many faults were left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
        Finding verdict,
        @Nullable String origin,
        @Nullable Long size,
        @Nullable String root,
        boolean keyGiven,
        long recommendations,
        long payloads,
        long erased,
        int versions,
        List<Fault> faults,
        long more) {

    /** In one word: that nothing was found, or the worst of it; see {@link Fault.Kind}. */
    public enum Finding {
        SOUND,
        DIFFERENT,
        INCOMPLETE,
        UNTRUSTED,
        TAMPERED
    }

    static Verdict of(@Nullable Checkpoint checkpoint, long size, boolean keyGiven, History history, FaultList faults) {
        return new Verdict(
                faults.verdict(),
                checkpoint == null ? null : checkpoint.origin(),
                size,
                checkpoint == null ? null : Base64.getEncoder().encodeToString(checkpoint.root()),
                keyGiven,
                history.recommendations(),
                history.payloads(),
                history.erased(),
                history.versions().size(),
                faults.faults(),
                faults.more());
    }

    /** Where there is no checkpoint to hold anything against. */
    static Verdict without(boolean keyGiven, FaultList faults) {
        return new Verdict(faults.verdict(), null, null, null, keyGiven, 0, 0, 0, 0, faults.faults(), faults.more());
    }
}
