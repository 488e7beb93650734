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

    /** Of a text fact that names no {@code @maxLength}, in characters. */
    static final int TEXT_LENGTH = 1_000;

    private Limits() {}
}
