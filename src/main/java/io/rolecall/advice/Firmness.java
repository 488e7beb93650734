package io.rolecall.advice;

import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Sensitivity;
import io.rolecall.policy.Policy;
import java.util.List;

/**
 * How firm an answer is.
 *
 * @param outcome the present one; {@code undecided} where there is none
 * @param weights for each rule the smallest change of its weight with which the outcome is another, the smallest first; a rule is
 *     missing whose weight can be anything
 * @param numbers the same of the numbers among the facts; the smallest in proportion comes first
 */
record Firmness(String outcome, List<WeightChange> weights, List<NumberChange> numbers) {

    /** @param outcome what it would be; {@code undecided} too */
    record WeightChange(String rule, int weight, int to, String outcome) {}

    /** @param outcome what it would be; {@code undecided} too */
    record NumberChange(String fact, Number value, Number to, String outcome) {}

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
                        .toList());
    }
}
