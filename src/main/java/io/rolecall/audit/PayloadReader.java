package io.rolecall.audit;

import org.jspecify.annotations.Nullable;

/** Looks into the payloads of recommendations that were found to be what was recorded. Used by several threads at once. */
@FunctionalInterface
public interface PayloadReader {

    /**
     * @param request canonical JSON
     * @param answer canonical JSON
     * @return what is answered otherwise now; null where nothing is
     */
    @Nullable
    String look(Recorded recorded, byte[] request, byte[] answer);

    /**
     * Whose payload it is.
     *
     * @param digest of the policy's files
     * @param engine what answered it
     */
    record Recorded(String id, String policy, int version, String digest, Engine engine) {}
}
