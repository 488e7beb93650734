package io.rolecall.serving;

import io.rolecall.knowledge.Finding;
import java.util.List;

/** A version may not be made live. Nothing has changed. */
public final class ActivationRefused extends RuntimeException {

    /** For which reason. */
    public enum Why {
        UNKNOWN,
        NOT_PASSED,
        NOT_APPROVED,
        OVERTAKEN
    }

    private final Why why;
    private final transient List<Finding> findings;

    ActivationRefused(Why why, String message) {
        this(why, message, List.of());
    }

    ActivationRefused(Why why, String message, List<Finding> findings) {
        super(message, null, false, false);
        this.why = why;
        this.findings = findings;
    }

    public Why why() {
        return why;
    }

    /** What is wrong with its files; empty where it is something else. */
    public List<Finding> findings() {
        return findings;
    }
}
