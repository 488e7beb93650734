package io.rolecall.advice;

import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Sensitivity;
import io.rolecall.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/**
 * How firm an answer is.
 *
 * @param outcome the present one; {@code undecided} where there is none
 * @param weights for each rule the smallest change of its weight with which the outcome is another, the smallest first; a rule is
 *     missing whose weight can be anything
 * @param numbers the same of the numbers among the facts; the smallest in proportion comes first
 * @param proven false where some rules cannot be reasoned about: then both lists may miss something
 */
record Firmness(String outcome, List<WeightChange> weights, List<NumberChange> numbers, boolean proven) {

    /** @param outcome what it would be; {@code undecided} too */
    record WeightChange(String rule, int weight, int to, String outcome) {

        private String sentence() {
            return "Weight of \"" + rule + "\": " + to + ", and not " + weight + ", leads to " + outcome;
        }
    }

    /** @param outcome what it would be; {@code undecided} too */
    record NumberChange(String fact, Number value, Number to, String outcome) {

        private String sentence() {
            return fact + ": " + to + ", and not " + value + ", leads to " + outcome;
        }
    }

    static Firmness of(Policy policy, Facts facts) {
        Sensitivity sensitivity = Sensitivity.of(policy.base(), facts);
        return new Firmness(
                Policy.Outcome.word(sensitivity.outcome()),
                sensitivity.weights().stream()
                        .map(one -> new WeightChange(
                                one.rule(), one.weight(), one.to(), Policy.Outcome.word(one.outcome())))
                        .toList(),
                sensitivity.numbers().stream()
                        .map(one -> new NumberChange(
                                one.field().path(), one.value(), one.to(), Policy.Outcome.word(one.outcome())))
                        .toList(),
                sensitivity.proven());
    }

    /** For people, as a part of a page. */
    List<Block> page() {
        List<Block.Item> items = Stream.concat(
                        weights.stream().map(WeightChange::sentence),
                        numbers.stream().map(NumberChange::sentence))
                .map(Block.Item::of)
                .toList();
        String other = items.isEmpty() ? "" : "other ";
        String rest = proven
                ? "No " + other + "weight and no " + other + "number tips it by itself."
                : "Some rules cannot be reasoned about: there may be more.";
        return List.of(
                new Block.Heading("What would tip it"), new Block.Items(false, items), new Block.Paragraph(rest));
    }
}
