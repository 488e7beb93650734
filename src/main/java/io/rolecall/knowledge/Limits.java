package io.rolecall.knowledge;

/** What a policy may cost, checked before anything is compiled. Measured reasons: src/docs/decisions/0003. */
final class Limits {

    static final int RULES = 1_000;
    static final int PATTERNS_IN_A_RULE = 8;
    static final int TERMS_IN_A_CONDITION = 64;
    static final int BRANCHES_OF_OR = 64;
    static final int NESTING = 32;

    /** The constructor that stock Drools generates for a declared type takes one parameter a field, and Java allows 255. */
    static final int FIELDS_OF_A_TYPE = 120;

    static final int NAME_LENGTH = 200;
    static final int IDENTIFIER_LENGTH = 64;

    /** Of a text in a rule file, in characters. */
    static final int SENTENCE_LENGTH = 2_000;

    /** Of a text fact that names no {@code @maxLength}, in characters. */
    static final int TEXT_LENGTH = 1_000;

    /** What {@code @maxLength} may say. */
    static final int LONGEST_TEXT = 20_000;

    static final int TYPES = 300;
    static final int CONSTANTS_OF_AN_ENUM = 300;
    static final int FIELDS = 2_000;
    static final int BRANCHES = 4_000;
    static final int PARTS_OF_A_PATTERN = 128;
    static final int AGGREGATES = 16;
    static final int FINDINGS = 500;

    /** Of the pattern of a {@code matches}: how many characters it is with its repetitions written out. */
    static final int PATTERN_SIZE = 2_000;

    /** Of a phrase that {@code mentions} looks for, in characters. */
    static final int PHRASE_LENGTH = 100;

    static final int WORDS_OF_A_PHRASE = 8;
    static final int PHRASES_OF_A_CONDITION = 64;

    /** Of all rules together, each once. */
    static final int PHRASES = 4_000;

    /** That may stand between two phrases near each other. */
    static final int WORDS_BETWEEN = 100;

    /** Of one evaluation, in steps of about ten nanoseconds: see {@link Estimate}. */
    static final long STEPS = 100_000_000;

    // Of one evaluation while it runs: see Budget.
    static final int FIRINGS = 10_000;
    static final int INSERTED_FACTS = 10_000;
    static final long ANSWER_CHARACTERS = 4 * 1024 * 1024;
    static final long MILLISECONDS = 2_000;

    private Limits() {}
}
