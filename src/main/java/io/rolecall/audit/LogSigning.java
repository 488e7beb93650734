package io.rolecall.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the log signs with.
 *
 * @param key the file of the private key, made where there is none
 * @param previous the file of the key that signed before, where that one is to be replaced; null where not
 * @param origin the log's name in checkpoints; null for one that follows from the key
 */
record LogSigning(
        Path key, @Nullable Path previous, @Nullable String origin) {

    private static final int LONGEST = 200;

    LogSigning {
        if (origin != null
                && (origin.isEmpty() || origin.length() > LONGEST || !origin.matches("[\\x21-\\x7e&&[^+]]+"))) {
            throw new AuditUnavailableException("rolecall.audit.origin is \"" + origin + "\" (expected: 1 to " + LONGEST
                    + " printable ASCII characters without space and +, such as example.com/rolecall)");
        }
    }
}
