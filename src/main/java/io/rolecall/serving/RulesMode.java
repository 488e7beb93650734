package io.rolecall.serving;

/** What the rules folder is for. */
enum RulesMode {
    /** A changed folder becomes a version and, where nothing holds it back, the active one. */
    WATCH,
    /** The folder only fills a store that has no version of the policy. */
    SEED,
    /** The folder is not read. */
    OFF
}
