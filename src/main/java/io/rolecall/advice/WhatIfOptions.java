package io.rolecall.advice;

import io.rolecall.knowledge.Changes;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Justification;
import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code recommend} looks for beside its answer: what would change it, how firm it is, and what led to it. */
final class WhatIfOptions {

    @ArgGroup(exclusive = false)
    private @Nullable OfChanges changes;

    @Option(
            names = "--sensitivity",
            description = "also the smallest change of one weight, and of one number, that leads to another outcome")
    private boolean sensitivity;

    @Option(names = "--graph", description = "also what led to what, from the facts to the outcome")
    private boolean graph;

    /** What is printed behind an answer, and added to its JSON. */
    record Addition(String name, Object json, List<Block> page) {}

    /** @param wanted the outcome that changes are to lead to; null for any other than the present one */
    List<Addition> look(Policy policy, Facts facts, @Nullable String wanted) {
        List<Addition> additions = new ArrayList<>();
        if (changes != null) {
            Alternatives found = Alternatives.of(policy, facts, changes.wish(wanted));
            additions.add(new Addition("changes", found, found.page()));
        }
        if (sensitivity) {
            Firmness found = Firmness.of(policy, facts);
            additions.add(new Addition("sensitivity", found, found.page()));
        }
        if (graph) {
            Justification.Graph found = Justification.of(policy.base(), facts);
            additions.add(new Addition("graph", found, GraphProse.of(found)));
        }
        return additions;
    }

    static final class OfChanges {

        @Option(
                names = "--changes",
                required = true,
                description =
                        "also the smallest changes that lead to another outcome; with --why-not OUTCOME, to that one")
        private boolean changes;

        @Option(names = "--given", description = "with --changes: facts may change, too, that nobody can change")
        private boolean given;

        @Option(names = "--unknown", description = "with --changes: what is not known may become known")
        private boolean unknown;

        private Changes.Wish wish(@Nullable String wanted) {
            return new Changes.Wish(wanted, Alternatives.USUAL, given, unknown, Alternatives.BUDGET);
        }
    }
}
