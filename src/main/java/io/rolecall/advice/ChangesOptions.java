package io.rolecall.advice;

import io.rolecall.knowledge.Changes;
import io.rolecall.knowledge.Facts;
import io.rolecall.policy.Policy;
import picocli.CommandLine.Option;

/** What a command looks for that says what would change its answer. */
final class ChangesOptions {

    @Option(
            names = "--changes",
            required = true,
            description = "also the smallest changes that lead to another outcome")
    private boolean changes;

    @Option(names = "--given", description = "with --changes: facts may change, too, that nobody can change")
    private boolean given;

    @Option(names = "--unknown", description = "with --changes: what is not known may become known")
    private boolean unknown;

    Alternatives look(Policy policy, Facts facts) {
        return Alternatives.of(
                policy, facts, new Changes.Wish(null, Alternatives.USUAL, given, unknown, Alternatives.BUDGET));
    }
}
