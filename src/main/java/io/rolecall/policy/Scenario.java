package io.rolecall.policy;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.KnowledgeBase;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Rulebook;
import io.rolecall.knowledge.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A situation, and what a policy should make of it.
 *
 * @param situation the same in sentences; null but of a team
 * @param given facts, as a request carries them
 * @param places where each of them stands, by JSON Pointer from {@code given}
 * @param signals rules that must raise their signal; others may
 * @param not rules of any kind that must not fire
 * @param outcome what must come out, {@code undecided} too; null where it does not matter
 * @param plan rules whose step must be in the plan
 * @param cautions rules whose caution must be given
 */
public record Scenario(
        String name,
        @Nullable String situation,
        Span at,
        JsonNode given,
        Map<String, Span> places,
        List<String> signals,
        List<String> not,
        @Nullable String outcome,
        List<String> plan,
        List<String> cautions) {

    static final String UNDECIDED = "undecided";

    private static final String GIVEN = "/given";

    /**
     * One way in which the policy does otherwise.
     *
     * @param rules those that made it so, by name: whoever looks for the reason looks at their conditions
     * @param at what is given wrongly, else the scenario's name
     */
    record Failure(String message, List<String> rules, Span at) {}

    /**
     * Whether it was written for this rule: it expects it by its name, or stands beside it and expects its outcome, as conclusions
     * are not named.
     */
    public boolean expects(Rule rule) {
        return rule.says() instanceof Rule.Recommends recommends
                ? recommends.outcome().equals(outcome) && at.file().equals(HouseRules.beside(rule.span()))
                : Stream.of(signals, plan, cautions).anyMatch(names -> names.contains(rule.name()));
    }

    /** Every way in which the policy does otherwise; empty where it does as said. */
    public List<String> failures(KnowledgeBase base) {
        return check(base).stream().map(Failure::message).toList();
    }

    List<Failure> check(KnowledgeBase base) {
        Evaluation evaluation;
        try {
            evaluation = base.evaluate(facts(base.rulebook()));
        } catch (FactReader.Refused refused) {
            return refused.problems().stream()
                    .map(problem -> new Failure(
                            problem.pointer() + ": " + problem.message(), List.of(), place(problem.pointer())))
                    .toList();
        } catch (OverBudgetException stopped) {
            return List.of(new Failure("Its evaluation was stopped. " + stopped.sentence(), List.of(), at));
        }
        List<Failure> failures = new ArrayList<>();
        Set<String> raised = names(evaluation.signals(), Evaluation.Signal::rule);
        Set<String> steps = names(evaluation.plan(), Evaluation.Step::rule);
        Set<String> warned = names(evaluation.cautions(), Evaluation.Caution::rule);
        Set<String> fired = names(evaluation.trace(), Evaluation.Fired::rule);
        missing(signals, raised, "signal", failures);
        missing(plan, steps, "step", failures);
        missing(cautions, warned, "caution", failures);
        not.stream()
                .filter(fired::contains)
                .forEach(rule -> failures.add(new Failure("\"" + rule + "\" fired.", List.of(rule), at)));
        String actual = Policy.Outcome.word(evaluation.outcome());
        if (outcome != null && !outcome.equals(actual)) {
            failures.add(new Failure(
                    "The outcome is " + actual + " (expected: " + outcome + ").",
                    decided(evaluation, base.rulebook(), outcome),
                    at));
        }
        return failures;
    }

    /** @throws FactReader.Refused where what is given does not fit the policy's facts */
    Facts facts(Rulebook rulebook) {
        return FactReader.read(given, GIVEN, rulebook);
    }

    private Span place(String pointer) {
        return places.getOrDefault(pointer.substring(GIVEN.length()), at);
    }

    private void missing(List<String> expected, Set<String> actual, String what, List<Failure> failures) {
        expected.stream()
                .filter(rule -> !actual.contains(rule))
                .forEach(rule ->
                        failures.add(new Failure("The " + what + " \"" + rule + "\" is missing.", List.of(rule), at)));
    }

    /** What led to the outcome there is, and what should have led to the expected one. */
    private static List<String> decided(Evaluation evaluation, Rulebook rulebook, String expected) {
        Set<String> decisive = new LinkedHashSet<>();
        evaluation.conclusions().stream()
                .filter(Evaluation.Conclusion::decisive)
                .forEach(conclusion -> decisive.add(conclusion.rule()));
        rulebook.rules().stream()
                .filter(rule -> rule.says() instanceof Rule.Recommends recommends
                        && recommends.outcome().equals(expected))
                .forEach(rule -> decisive.add(rule.name()));
        return List.copyOf(decisive);
    }

    private static <T> Set<String> names(List<T> list, java.util.function.Function<T, String> name) {
        Set<String> names = new HashSet<>();
        list.forEach(element -> names.add(name.apply(element)));
        return names;
    }
}
