package io.rolecall.knowledge;

import java.util.List;
import java.util.stream.Stream;

/**
 * A policy's rules and facts, checked: every name is looked up, every type fits, and the order in which rules can build
 * on each other is known.
 *
 * @param types the declared facts, asked and derived, in the order of the files
 * @param rules in the order of the files
 */
public record Rulebook(List<FactType> types, List<Rule> rules, Terms terms) {

    /** The facts that a request may state. */
    public List<FactType> asked() {
        return types.stream().filter(FactType::asked).toList();
    }

    /** What a rule may speak of: the declared facts, and those that the engine states. */
    public List<FactType> all() {
        return Stream.concat(types.stream(), Stream.of(FactType.SCORE, FactType.RECOMMENDATION))
                .toList();
    }
}
