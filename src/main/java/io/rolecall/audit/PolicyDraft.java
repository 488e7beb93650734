package io.rolecall.audit;

import io.rolecall.audit.PolicyVersion.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is to become a version of a policy.
 *
 * @param files the text of the policy's files, read back by {@link PolicyVersions#files}
 * @param sample what the answers of this version have in common; they are kept compressed against it
 * @param base the version that it was made from, which has to be the newest still; 0 where there is none yet, null where it does not
 *     matter
 * @param origins each rule with the version that last changed it, as JSON; null where it is not known
 */
public record PolicyDraft(
        String policy,
        String digest,
        byte[] files,
        byte[] sample,
        String author,
        Source source,
        @Nullable String note,
        @Nullable Integer base,
        @Nullable String origins) {

    /** From the rules folder. */
    public static PolicyDraft ofFolder(
            String policy, String digest, byte[] files, byte[] sample, @Nullable String origins) {
        return new PolicyDraft(policy, digest, files, sample, Leaf.FOLDER, Source.FOLDER, null, null, origins);
    }
}
