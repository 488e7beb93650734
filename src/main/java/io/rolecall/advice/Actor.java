package io.rolecall.advice;

import io.rolecall.audit.PolicyReview;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is asking. Until callers have keys, it is who they say they are. */
final class Actor {

    static final String HEADER = "Rolecall-Actor";
    static final String DESCRIPTION =
            "Who is asking, as versions, reviews and activations name it: 1 to 100 letters, digits and"
                    + " . _ @ + -; anonymous where it is left out. It is believed";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");

    /** Those that the service itself acts as. */
    private static final Set<String> TAKEN = Set.of("folder", "operator", "retention");

    private Actor() {}

    /** @throws ProblemException where it is no name */
    static String of(@Nullable String said) {
        if (said == null) {
            return PolicyReview.NOBODY;
        }
        if (!NAME.matcher(said).matches() || TAKEN.contains(said)) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    HEADER + " is no name (expected: 1 to 100 letters, digits and . _ @ + -, and none of "
                            + String.join(", ", TAKEN.stream().sorted().toList()) + ").");
        }
        return said;
    }
}
