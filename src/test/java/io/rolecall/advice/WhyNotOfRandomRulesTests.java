package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.Interpretation;
import io.rolecall.knowledge.Interpreter;
import io.rolecall.knowledge.RandomCases;
import io.rolecall.knowledge.Rule;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Why-not and the engine agree on every rule and every outcome, for random policies and random partial facts. For the long run
 * {@code mvn -q test -Dtest=WhyNotOfRandomRulesTests -Drolecall.whynot=20000}; {@code -Drolecall.seed=42} for another beginning.
 */
class WhyNotOfRandomRulesTests {

    private static final int CASES = Integer.getInteger("rolecall.whynot", 300);
    private static final long SEED = Long.getLong("rolecall.seed", 20_261_121);

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void itAgreesWithTheEngine() {
        System.out.println("WhyNotOfRandomRulesTests: rolecall.seed=" + SEED + ", " + CASES + " cases");
        RandomCases.each(SEED, CASES, one -> {
            try {
                agrees(one);
            } catch (AssertionError e) {
                throw new AssertionError("rolecall.seed=" + SEED + "\n" + one.told(), e);
            }
        });
        System.out.println("WhyNotOfRandomRulesTests: " + seen);
        assertThat(seen)
                .as("every kind comes up")
                .containsKeys("fired", "failed", "unknown", "other ways", "missed score", "outranked", "recommended");
    }

    private void agrees(RandomCases.Case one) {
        Evaluation engine = one.base().evaluate(one.facts());
        Set<String> fired = engine.trace().stream().map(Evaluation.Fired::rule).collect(Collectors.toSet());
        Interpretation interpretation = Interpreter.interpret(one.base().rulebook(), one.facts());
        assertThat(interpretation.undecided())
                .isEqualTo(interpretation.outcomes().stream()
                        .filter(rule -> !rule.fired() && rule.ways().stream().anyMatch(way -> way.holds() == null))
                        .toList());
        WhyNot whyNot = WhyNot.in(one.base().rulebook(), one.facts());
        for (Rule rule : one.base().rulebook().rules()) {
            rule(whyNot.rule(rule.name()).orElseThrow(), fired.contains(rule.name()));
        }
        for (String outcome : one.base().rulebook().terms().outcomes()) {
            outcome(whyNot.outcome(outcome, outcome), engine, one);
        }
    }

    private void rule(WhyNot.OfRule told, boolean fired) {
        assertThat(told.fired()).as(told.rule()).isEqualTo(fired);
        List<List<Obstacle>> ways = new ArrayList<>(told.otherWays());
        ways.add(told.conditions());
        if (fired) {
            assertThat(told.failed()).isNull();
            assertThat(told.conditions())
                    .allSatisfy(condition -> assertThat(condition.holds()).isTrue());
        } else {
            // A way that nothing stands in would have fired it.
            assertThat(ways)
                    .as(told.rule())
                    .noneMatch(way -> way.stream().allMatch(one -> Boolean.TRUE.equals(one.holds())));
            assertThat(told.failed() != null || !told.unknown().isEmpty()).isTrue();
        }
        told.conditions().stream()
                .filter(Obstacle::fails)
                .findFirst()
                .ifPresent(first -> assertThat(told.failed()).isEqualTo(first.condition()));
        assertThat(told.unknown())
                .isEqualTo(told.conditions().stream()
                        .filter(one -> one.holds() == null)
                        .map(Obstacle::condition)
                        .toList());
        assertThat(ways)
                .allSatisfy(
                        way -> assertThat(way.stream().filter(Obstacle::fails).count())
                                .isGreaterThanOrEqualTo(told.conditions().stream()
                                        .filter(Obstacle::fails)
                                        .count()));
        count(fired ? "fired" : told.failed() == null ? "unknown" : "failed");
        if (ways.size() > 1) {
            count("other ways");
        }
    }

    private void outcome(WhyNot.OfOutcome told, Evaluation engine, RandomCases.Case one) {
        assertThat(told.recommended()).isEqualTo(told.outcome().equals(engine.outcome()));
        List<String> names = told.conclusions().stream()
                .map(conclusion -> conclusion.rule().rule())
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(one.base().rulebook().rules().stream()
                        .filter(rule -> rule.says() instanceof Rule.Recommends recommends
                                && recommends.outcome().equals(told.outcome()))
                        .map(Rule::name)
                        .toList());
        assertThat(told.conclusions())
                .extracting(conclusion -> conclusion.rule().conditions().stream()
                        .filter(Obstacle::fails)
                        .count())
                .as("the nearest first")
                .isSorted();
        boolean decided = told.conclusions().stream()
                .anyMatch(conclusion ->
                        conclusion.rule().fired() && conclusion.outranked().isEmpty());
        assertThat(decided).as("a conclusion that nothing outranks decides").isEqualTo(told.recommended());
        Map<String, Score> scores =
                engine.scores().stream().collect(Collectors.toMap(Score::getLeaning, Function.identity()));
        told.conclusions().forEach(conclusion -> {
            conclusion.scores().forEach(score -> score(score, scores.get(score.leaning())));
            count(conclusion.outranked().isEmpty() ? "first" : "outranked");
        });
        count(told.recommended() ? "recommended" : "not recommended");
    }

    private void score(WhyNot.OfScore told, Score score) {
        assertThat(List.of(told.total(), told.rank(), told.lead()))
                .isEqualTo(List.of(score.getTotal(), score.getRank(), score.getLead()));
        assertThat(told.missedBy().values()).allMatch(by -> by > 0);
        if (!told.missedBy().isEmpty()) {
            count("missed score");
        }
    }

    private void count(String kind) {
        seen.merge(kind, 1, Integer::sum);
    }
}
