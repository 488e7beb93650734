package io.rolecall.knowledge;

import io.rolecall.knowledge.Condition.Comparison;
import io.rolecall.knowledge.Condition.FieldOf;
import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a policy's scenarios show of its rules: which fired, which conditions were true and false, which outcomes came out.
 * A condition is what compares values; {@code &&}, {@code ||} and the like are made of several.
 */
public final class Coverage {

    private final Rulebook rulebook;
    private final Sightings sightings = new Sightings();
    private final Set<String> fired = new HashSet<>();
    private final Set<String> reached = new HashSet<>();

    public Coverage(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /** Takes one more situation into account. */
    public void add(Facts facts) {
        Interpretation interpretation = Interpreter.interpret(rulebook, facts);
        interpretation.noteIn(sightings);
        Evaluation evaluation = interpretation.evaluation();
        evaluation.trace().forEach(match -> fired.add(match.rule()));
        if (evaluation.outcome() != null) {
            reached.add(evaluation.outcome());
        }
    }

    /**
     * @param rulesFired of {@code rules}
     * @param bothWays conditions that were true in one situation and false in another, of {@code conditions}
     * @param everyWay of these, those that were unknown in a third
     * @param outcomesReached of {@code outcomes}
     */
    public record Summary(
            int rules, int rulesFired, int conditions, int bothWays, int everyWay, int outcomes, int outcomesReached) {}

    public Summary summary() {
        int conditions = 0;
        int bothWays = 0;
        int everyWay = 0;
        for (Rule rule : rulebook.rules()) {
            for (Span place : conditions(rule).keySet()) {
                conditions++;
                boolean both = bothWays(place);
                bothWays += both ? 1 : 0;
                everyWay += both && sightings.of(place).contains(Truth.UNKNOWN) ? 1 : 0;
            }
        }
        int known = rulebook.terms().outcomes().size();
        return new Summary(
                rulebook.rules().size(),
                fired.size(),
                conditions,
                bothWays,
                everyWay,
                known,
                known - unreached().size());
    }

    /** The outcomes that no situation led to, in the order of policy.yaml. */
    public List<String> unreached() {
        return rulebook.terms().outcomes().stream()
                .filter(outcome -> !reached.contains(outcome))
                .toList();
    }

    /** A warning for each rule that never fired, and of the others for each condition that was never true or never false. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rulebook.rules()) {
            if (!fired.contains(rule.name())) {
                findings.add(Finding.of(
                        Code.UNCOVERED_RULE,
                        rule.span(),
                        rule.name(),
                        "No scenario makes this rule fire.",
                        "Add one in which all its conditions hold."));
            } else {
                conditions(rule).forEach((place, text) -> {
                    if (!bothWays(place)) {
                        findings.add(oneSided(rule, place, text));
                    }
                });
            }
        }
        return findings;
    }

    private boolean bothWays(Span condition) {
        return sightings.of(condition).containsAll(Set.of(Truth.TRUE, Truth.FALSE));
    }

    private Finding oneSided(Rule rule, Span place, String text) {
        Set<Truth> seen = sightings.of(place);
        String missing = seen.contains(Truth.TRUE) ? "false" : seen.contains(Truth.FALSE) ? "true" : "true or false";
        String words = seen.stream()
                .map(truth -> truth.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
        return Finding.of(
                Code.UNCOVERED_CONDITION,
                place,
                rule.name(),
                "In no scenario is \"" + Messages.shorten(text) + "\" " + missing + " (seen: "
                        + (words.isEmpty() ? "nothing" : words) + ").",
                "Add a scenario in which it is, or leave out what decides nothing.");
    }

    /** By place, with their text. The branches of an `or` share what stands before and behind it. */
    private static Map<Span, String> conditions(Rule rule) {
        Map<Span, String> conditions = new LinkedHashMap<>();
        for (Rule.Branch branch : rule.branches()) {
            for (Element element : branch.elements()) {
                if (element instanceof Pattern pattern) {
                    collect(pattern, conditions);
                } else if (element instanceof Quantified quantified) {
                    quantified.patterns().forEach(pattern -> collect(pattern, conditions));
                } else {
                    Accumulation accumulation = (Accumulation) element;
                    leaves(accumulation.source().condition(), conditions);
                    leaves(accumulation.condition(), conditions);
                }
            }
        }
        return conditions;
    }

    private static void collect(Pattern pattern, Map<Span, String> conditions) {
        boolean always = pattern.type().asked() || pattern.type().equals(FactType.SCORE);
        if (pattern.condition().parts().isEmpty() && !always) {
            conditions.put(pattern.span(), Spelling.of(pattern));
        }
        for (Condition part : pattern.condition().parts()) {
            if (!choosesScore(pattern, part)) {
                leaves(part, conditions);
            }
        }
    }

    /** {@code leaning == "…"} says which score is meant; it is not false of that one. */
    private static boolean choosesScore(Pattern pattern, Condition part) {
        return pattern.type().equals(FactType.SCORE)
                && part instanceof Comparison comparison
                && comparison.operator() == Condition.Operator.EQUAL
                && comparison.left() instanceof FieldOf field
                && field.field().name().equals("leaning");
    }

    private static void leaves(Condition condition, Map<Span, String> conditions) {
        if (condition.parts().isEmpty() && !(condition instanceof Condition.And)) {
            conditions.put(condition.span(), Spelling.of(condition).text());
        }
        condition.parts().forEach(part -> leaves(part, conditions));
    }
}
