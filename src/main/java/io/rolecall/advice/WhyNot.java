package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Interpretation;
import io.rolecall.knowledge.Interpreter;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.RuleOutcome;
import io.rolecall.knowledge.RuleOutcome.Way;
import io.rolecall.knowledge.Rulebook;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of rules that did not fire, and of outcomes that were not recommended, what stood in their way. */
final class WhyNot {

    /** How what was read of a score begins: {@code score.ML_ENGINEER.lead}. */
    private static final String SCORE = "score.";

    private final Rulebook rulebook;
    private final Interpretation interpretation;

    private WhyNot(Rulebook rulebook, Interpretation interpretation) {
        this.rulebook = rulebook;
        this.interpretation = interpretation;
    }

    static WhyNot in(Rulebook rulebook, Facts facts) {
        return new WhyNot(rulebook, Interpreter.interpret(rulebook, facts));
    }

    /**
     * What became of a rule.
     *
     * @param conditions in the order of its text; of a rule with several ways to hold those of the one that came closest
     * @param failed the first condition that does not hold; null where it fired, or what stood in its way is unknown
     * @param unknown the conditions that may hold or not
     * @param otherWays of a rule with several ways to hold the other ones; left out where there is one
     */
    @Schema(name = "WhyNotRule")
    record OfRule(
            String rule,
            String file,
            int line,
            boolean fired,
            List<Obstacle> conditions,
            @Nullable String failed,
            List<String> unknown,
            @JsonInclude(Include.NON_EMPTY) List<List<Obstacle>> otherWays)
            implements Told {

        @Override
        public List<Block> page() {
            return WhyNotProse.of(this);
        }
    }

    /**
     * What became of an outcome.
     *
     * @param recommended whether it is the one that was recommended
     * @param conclusions those that would have led to it, the one that came closest first
     */
    @Schema(name = "WhyNotOutcome")
    record OfOutcome(String outcome, String title, boolean recommended, List<OfConclusion> conclusions)
            implements Told {

        @Override
        public List<Block> page() {
            return WhyNotProse.of(this);
        }
    }

    /**
     * @param rule what became of it
     * @param precedence the higher one decides
     * @param outranked the rules that held at a higher precedence, or at the same for another outcome: these keep it from deciding,
     *     whether it held itself or not
     * @param scores of the leanings of which it read the score
     */
    @Schema(name = "WhyNotConclusion")
    record OfConclusion(@JsonUnwrapped OfRule rule, int precedence, List<String> outranked, List<OfScore> scores) {}

    /** @param missedBy by how much a conclusion missed each of the three, where it did */
    @Schema(name = "WhyNotScore")
    record OfScore(
            String leaning,
            int total,
            int rank,
            int lead,
            @JsonInclude(Include.NON_EMPTY) Map<String, Double> missedBy) {}

    /** Empty where there is no such rule. */
    Optional<OfRule> rule(String name) {
        return rulebook.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .map(rule -> of(interpretation.outcome(name)));
    }

    /**
     * Rules that did not fire and nearly did: those with the fewest conditions that do not hold, of those of which one holds.
     *
     * @param edited come first, however far they are
     */
    List<OfRule> nearMisses(Set<String> edited, int limit) {
        return interpretation.outcomes().stream()
                .filter(outcome -> !outcome.fired())
                .map(WhyNot::of)
                .filter(rule -> edited.contains(rule.rule())
                        || rule.conditions().stream().anyMatch(HOLDS))
                .sorted(Comparator.comparing((OfRule rule) -> !edited.contains(rule.rule()))
                        .thenComparing(rule -> rule.conditions().stream()
                                .filter(HOLDS.negate())
                                .count())
                        .thenComparing(rule -> missing(rule.conditions())))
                .limit(limit)
                .toList();
    }

    private static final Predicate<Obstacle> HOLDS = condition -> Boolean.TRUE.equals(condition.holds());

    /** @param title the outcome's */
    OfOutcome outcome(String outcome, String title) {
        List<OfConclusion> conclusions = new ArrayList<>();
        for (Rule rule : rulebook.rules()) {
            if (rule.says() instanceof Rule.Recommends recommends
                    && recommends.outcome().equals(outcome)) {
                OfRule found = of(interpretation.outcome(rule.name()));
                conclusions.add(new OfConclusion(found, recommends.precedence(), outranked(recommends), scores(found)));
            }
        }
        conclusions.sort(Comparator.comparing(OfConclusion::rule, NEAREST));
        boolean recommended = Objects.equals(interpretation.evaluation().outcome(), outcome);
        return new OfOutcome(outcome, title, recommended, conclusions);
    }

    private List<String> outranked(Rule.Recommends recommends) {
        return interpretation.evaluation().conclusions().stream()
                .filter(other -> other.precedence() > recommends.precedence()
                        || other.precedence() == recommends.precedence()
                                && !other.recommends().equals(recommends.outcome()))
                .map(other -> other.rule())
                .toList();
    }

    private List<OfScore> scores(OfRule rule) {
        Map<String, Map<String, Double>> missed = new LinkedHashMap<>();
        rule.conditions().stream()
                .flatMap(Obstacle::leaves)
                .forEach(condition -> condition.actual().keySet().stream()
                        .filter(name -> name.startsWith(SCORE))
                        .map(name -> name.substring(SCORE.length()).split("\\.", 2))
                        .forEach(name -> {
                            Map<String, Double> by = missed.computeIfAbsent(name[0], leaning -> new LinkedHashMap<>());
                            if (condition.missedBy() != null) {
                                by.merge(name[1], condition.missedBy(), Math::max);
                            }
                        }));
        return interpretation.evaluation().scores().stream()
                .filter(score -> missed.containsKey(score.getLeaning()))
                .map(score -> new OfScore(
                        score.getLeaning(),
                        score.getTotal(),
                        score.getRank(),
                        score.getLead(),
                        missed.getOrDefault(score.getLeaning(), Map.of())))
                .toList();
    }

    /** Fired ones first; then those with the fewest conditions that fail, of these the ones whose numbers missed by least. */
    private static final Comparator<OfRule> NEAREST = Comparator.comparing((OfRule rule) -> !rule.fired())
            .thenComparing(rule -> failing(rule.conditions()))
            .thenComparing(rule -> missing(rule.conditions()))
            .thenComparing(rule -> rule.unknown().size());

    private static final Comparator<List<Obstacle>> NEAREST_WAY = Comparator.comparing(WhyNot::failing)
            .thenComparing(WhyNot::missing)
            .thenComparing(way ->
                    way.stream().filter(condition -> condition.holds() == null).count());

    private static OfRule of(RuleOutcome outcome) {
        List<List<Obstacle>> ways = new ArrayList<>();
        for (Way way : outcome.ways()) {
            ways.add(way.conditions().stream().map(Obstacle::of).toList());
        }
        ways.sort(NEAREST_WAY);
        List<Obstacle> nearest = ways.get(0);
        return new OfRule(
                outcome.rule(),
                outcome.file(),
                outcome.line(),
                outcome.fired(),
                nearest,
                outcome.fired()
                        ? null
                        : nearest.stream()
                                .filter(Obstacle::fails)
                                .findFirst()
                                .map(Obstacle::condition)
                                .orElse(null),
                nearest.stream()
                        .filter(condition -> condition.holds() == null)
                        .map(Obstacle::condition)
                        .toList(),
                List.copyOf(ways.subList(1, ways.size())));
    }

    private static long failing(List<Obstacle> conditions) {
        return conditions.stream().filter(Obstacle::fails).count();
    }

    private static double missing(List<Obstacle> conditions) {
        return conditions.stream()
                .filter(Obstacle::fails)
                .mapToDouble(Obstacle::distance)
                .sum();
    }
}
