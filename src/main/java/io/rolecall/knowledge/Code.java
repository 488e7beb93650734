package io.rolecall.knowledge;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rolecall.knowledge.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Everything that can be wrong with a policy. A code never changes its meaning, so that tools may rely on it; what it means
 * stands on its page, {@code findings/ID.md} among the resources. A new code needs such a page, whose examples a test runs.
 */
public enum Code {
    // The folder and its files
    NO_POLICY,
    NO_FACTS,
    FILE_NAME(Severity.WARNING),
    FILE_TOO_LONG,
    FOLDER_TOO_LARGE,
    UNREADABLE,
    NOT_UTF_8,
    INTERNAL,

    // Characters and words of a rule file
    BAD_CHARACTER,
    BAD_NUMBER,
    UNCLOSED_TEXT,
    UNQUOTED_TEXT,
    UNCLOSED_COMMENT,
    NAME_LENGTH,
    RESERVED_NAME,

    // Grammar
    SYNTAX,
    LEFT_OUT,
    SINGLE_EQUALS,
    NOT_JOINED,
    NOT_ALLOWED,
    NO_CALLS,
    NO_CODE,
    SEVERAL_VERBS,
    NESTING,
    TOO_DEEP,
    TOO_MANY,
    TOO_COSTLY,
    PACKAGE,
    IMPORT,
    ENUM_LABELS,

    // Names
    UNKNOWN_FACT,
    UNKNOWN_FIELD,
    UNKNOWN_TYPE,
    UNKNOWN_ENUM,
    UNKNOWN_CONSTANT,
    CONSTANT_WITHOUT_ENUM,
    UNKNOWN_VARIABLE,
    BOUND_NAME,
    UNKNOWN_FUNCTION,
    UNKNOWN_VERB,
    UNKNOWN_OPERATOR,
    UNKNOWN_LEANING,
    UNKNOWN_OUTCOME,
    UNKNOWN_CITATION,
    UNKNOWN_GUIDE,
    UNKNOWN_RULE,
    DUPLICATE,

    // Types
    WRONG_TYPE,
    WRONG_NULL,
    FIXED_COMPARISON,
    BAD_PATTERN,
    BAD_PHRASE,
    WRONG_ARGUMENTS,

    // Heads and consequences
    UNKNOWN_ANNOTATION,
    WRONG_ANNOTATION,
    MISSING_ANNOTATION,
    ANNOTATION_VALUE,
    NO_CONSEQUENCE,
    PHASE,
    CIRCULAR_FACT,

    // YAML
    NOT_YAML,
    UNKNOWN_NAME,
    MISSING_NAME,
    WRONG_VALUE,

    // House rules
    RULE_NAME(Severity.WARNING),
    NO_CITATION(Severity.WARNING),
    NO_QUESTION(Severity.WARNING),
    NO_SCENARIO(Severity.WARNING),
    PROTECTED_TRAIT(Severity.WARNING),
    SCENARIO_FAILED,
    OVER_BUDGET,

    // Coverage
    UNCOVERED_RULE(Severity.WARNING),
    UNCOVERED_CONDITION(Severity.WARNING),
    UNCOVERED_OUTCOME(Severity.WARNING),

    // What is so for all facts
    NEVER_FIRES(Severity.WARNING),
    NEVER_HOLDS(Severity.WARNING),
    ALWAYS_FALSE(Severity.WARNING),
    ALWAYS_TRUE(Severity.WARNING),
    NOT_EXAMINED(Severity.WARNING),

    // What a search through situations finds
    CONTRADICTION(Severity.WARNING),
    NO_CONCLUSION(Severity.WARNING),
    NOT_MET(Severity.WARNING);

    private final Severity severity;

    Code() {
        this(Severity.ERROR);
    }

    Code(Severity severity) {
        this.severity = severity;
    }

    /** The same wherever the code is found: a name is never worse in one place than in another. */
    public Severity severity() {
        return severity;
    }

    /** As people and machines read it: {@code unknown-field}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means, in Markdown: an example to avoid, one to prefer, and why. */
    public String page() {
        try (InputStream page = Code.class.getResourceAsStream("/findings/" + id() + ".md")) {
            if (page == null) {
                throw new IllegalStateException("There is no page for " + id() + ".");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
