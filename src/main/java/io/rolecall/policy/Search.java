package io.rolecall.policy;

import io.rolecall.knowledge.Analysis;
import io.rolecall.knowledge.Clues;
import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.KnowledgeBase;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.Question;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Span;
import io.rolecall.knowledge.Supposition;
import io.rolecall.policy.Exploration.Look;
import io.rolecall.policy.Exploration.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for situations in which a policy as a whole does what its owner may not mean: conclusions contradict each other, none
 * is drawn although everything is known, a rule never fires, an outcome never comes out. What is found is shown by facts.
 * What is not found may still be there: the search is over the values that rules speak of, and over so many situations.
 *
 * <p>A contradiction or a gap that a scenario states, with {@code outcome: undecided}, is meant and not told.
 */
final class Search {

    static final int SITUATIONS = 20_000;

    private static final String STOPPED = "stopped";

    private final Policy policy;
    private final KnowledgeBase base;
    private final Analysis analysis;
    private final Clues clues;
    private final Exploration exploration;
    private final Supposition nothing;
    private final int situations;
    private final List<Found> found = new ArrayList<>();
    private final Set<Pair> meant = new HashSet<>();
    private boolean gapsAreMeant;
    private int excluded;
    private int open;

    private Search(Policy policy, int situations, long seed) {
        this.policy = policy;
        this.base = policy.base();
        this.situations = situations;
        this.analysis = Analysis.of(base.rulebook());
        this.clues = Clues.of(analysis);
        this.exploration = new Exploration(base, clues, situations, seed);
        this.nothing = Supposition.nothing(base.rulebook());
    }

    /** @param witness null where there is none to show: something was not met */
    record Found(Finding finding, @Nullable Witness witness) {}

    /**
     * What was searched, and what it came to.
     *
     * @param values of all facts that rules read
     * @param whole situations in which everything was known
     * @param wholeUndecided how many of these had no conclusion
     * @param pairs conclusions of one precedence with different outcomes
     * @param excluded how many of these exclude each other for certain
     * @param stopped situations whose evaluation went past its budget; after a few the search ends
     * @param ofNothing the outcome where nothing is known, {@code undecided} and {@code stopped} too
     */
    record Summary(
            int situations,
            long seed,
            int facts,
            int values,
            int rules,
            int fired,
            int outcomes,
            int reached,
            int whole,
            int wholeUndecided,
            int pairs,
            int excluded,
            int conflicts,
            int conflictsMeant,
            int stopped,
            String ofNothing) {

        @Override
        public String toString() {
            return "searched " + situations + " situations (seed " + seed + ") over " + values + " values of " + facts
                    + " facts: " + fired + " of " + rules + " rules fired, " + reached + " of " + outcomes
                    + " outcomes came out; of " + pairs + " pairs of conclusions that would contradict each other "
                    + excluded + " exclude each other, " + conflicts + " met, of which " + conflictsMeant
                    + " as scenarios say; of " + whole + " situations in which everything is known " + wholeUndecided
                    + " had no conclusion; " + (stopped == 0 ? "" : stopped + " went past the budget; ")
                    + (ofNothing.equals(STOPPED)
                            ? "where nothing is known the evaluation is stopped"
                            : "where nothing is known the outcome is " + ofNothing);
        }
    }

    record Report(List<Found> found, Summary summary) {}

    static Report of(Policy policy, int situations, long seed) {
        Search search = new Search(policy, situations, seed);
        search.heed();
        search.run();
        return new Report(List.copyOf(search.found), search.summary(seed));
    }

    /** What scenarios say is meant. */
    private void heed() {
        for (Scenario scenario : policy.samples()) {
            if (Scenario.UNDECIDED.equals(scenario.outcome())) {
                Evaluation evaluation = evaluate(scenario);
                if (evaluation != null && evaluation.undecided() == Evaluation.Undecided.CONFLICT) {
                    meant.addAll(Exploration.pairs(evaluation));
                } else if (evaluation != null && evaluation.undecided() != null) {
                    gapsAreMeant |= whole(scenario);
                }
            }
        }
    }

    private @Nullable Evaluation evaluate(Scenario scenario) {
        try {
            return base.evaluate(FactReader.read(scenario.given(), "/given", base.rulebook()));
        } catch (FactReader.Refused refused) {
            return null; // its own finding says so
        } catch (OverBudgetException stopped) {
            return null; // as above
        }
    }

    private boolean whole(Scenario scenario) {
        return clues.questions().stream()
                .allMatch(question -> scenario.given()
                        .path(question.type().member())
                        .hasNonNull(question.field().name()));
    }

    private void run() {
        exploration.look(nothing);
        List<Rule> rules = base.rulebook().rules().stream()
                .filter(rule -> !analysis.neverFires(rule))
                .toList();
        List<Supposition> steps = new ArrayList<>();
        for (Rule rule : rules) {
            List<Supposition> starts = clues.satisfying(rule);
            steps.addAll(starts);
            starts.stream().takeWhile(start -> !exploration.over()).forEach(exploration::look);
        }
        gaps();
        contradictions(rules, steps);
        silence(rules, steps);
        expense();
    }

    private void gaps() {
        int part = situations / 4;
        if (!clues.questions().isEmpty()) {
            for (int i = 0; i < 10 && !exploration.over(); i++) {
                Look start = exploration.anyWhole(nothing);
                if (start != null) {
                    exploration.climbToNoConclusion(start, part / 10 - 1);
                }
            }
        }
        Supposition gap = exploration.undecided();
        if (gap != null && !gapsAreMeant) {
            tell(
                    Finding.of(
                            Code.NO_CONCLUSION,
                            new Span(Policy.FILE, 1, 1, 2),
                            null,
                            "No conclusion is drawn in a situation in which everything is known ("
                                    + exploration.wholeUndecided() + " of " + exploration.whole() + " looked at).",
                            "Write a conclusion for it, or the scenario below if it is meant."),
                    new Witness("Everything is known and nothing follows", gap.given(), Scenario.UNDECIDED));
        }
    }

    private void contradictions(List<Rule> rules, List<Supposition> steps) {
        List<Rule> conclusions = rules.stream()
                .filter(rule -> rule.says() instanceof Rule.Recommends)
                .toList();
        record Chance(Rule first, Rule second, List<Supposition> where) {}
        List<Chance> chances = new ArrayList<>();
        for (Rule first : conclusions) {
            for (Rule second : conclusions.subList(conclusions.indexOf(first) + 1, conclusions.size())) {
                if (contradict((Rule.Recommends) first.says(), (Rule.Recommends) second.says())) {
                    Clues.Together together = clues.together(first, second);
                    if (together.proved()) {
                        excluded++;
                    } else {
                        chances.add(new Chance(first, second, together.where()));
                    }
                }
            }
        }
        open = chances.size();
        for (Chance chance : chances) {
            Pair pair = new Pair(chance.first.name(), chance.second.name());
            if (!exploration.conflicts().containsKey(pair)) {
                List<Supposition> starts = chance.where.isEmpty() ? List.of(nothing) : chance.where;
                exploration.climb(
                        starts,
                        steps,
                        look -> distance(chance.first, look)
                                + distance(chance.second, look)
                                + above(chance.first, look),
                        look -> exploration.conflicts().containsKey(pair),
                        Math.max(100, situations / 2 / chances.size()));
            }
        }
        for (Chance chance : chances) {
            Pair pair = new Pair(chance.first.name(), chance.second.name());
            Supposition met = exploration.conflicts().get(pair);
            if (met != null && !meant.contains(pair)) {
                // Where the two rules' own conditions are enough, those are the fewest facts.
                Supposition where = chance.where.stream()
                        .filter(clue -> contradict(exploration.evaluate(clue), pair))
                        .findFirst()
                        .orElse(met);
                contradiction(chance.first, chance.second, pair, where);
            }
        }
    }

    private static boolean contradict(@Nullable Evaluation evaluation, Pair pair) {
        return evaluation != null && Exploration.pairs(evaluation).contains(pair);
    }

    private static boolean contradict(Rule.Recommends first, Rule.Recommends second) {
        return first.precedence() == second.precedence() && !first.outcome().equals(second.outcome());
    }

    private double distance(Rule rule, Look look) {
        boolean holds = look.evaluation().conclusions().stream()
                .anyMatch(conclusion -> conclusion.rule().equals(rule.name()));
        return holds ? 0 : 1 + clues.distance(rule, look.supposition(), look.evaluation());
    }

    /** How many conclusions of a higher precedence there are. */
    private static double above(Rule rule, Look look) {
        int precedence = ((Rule.Recommends) rule.says()).precedence();
        return 2.0
                * look.evaluation().conclusions().stream()
                        .filter(conclusion -> conclusion.precedence() > precedence)
                        .count();
    }

    private void contradiction(Rule first, Rule second, Pair pair, Supposition where) {
        Supposition smallest = exploration.smallest(
                where, evaluation -> Exploration.pairs(evaluation).contains(pair));
        Rule.Recommends one = (Rule.Recommends) first.says();
        Rule.Recommends other = (Rule.Recommends) second.says();
        tell(
                Finding.of(
                        Code.CONTRADICTION,
                        second.span(),
                        second.name(),
                        "This conclusion (" + other.outcome() + ") contradicts \"" + first.name() + "\" ("
                                + one.outcome() + ", " + first.file() + ":" + first.line() + "): both have precedence "
                                + one.precedence() + " and can hold together.",
                        "Give one a higher precedence or a condition that excludes the other; or write the scenario below if it is meant."),
                new Witness(first.name() + ", against: " + second.name(), smallest.given(), Scenario.UNDECIDED));
    }

    private void silence(List<Rule> rules, List<Supposition> steps) {
        List<Rule> silent = rules.stream()
                .filter(rule -> !exploration.fired().contains(rule.name()))
                .toList();
        for (Rule rule : silent) {
            List<Supposition> starts = clues.satisfying(rule);
            exploration.climb(
                    starts.isEmpty() ? List.of(nothing) : starts,
                    steps,
                    look -> clues.distance(rule, look.supposition(), look.evaluation()),
                    look -> exploration.fired().contains(rule.name()),
                    Math.max(100, situations / 4 / silent.size()));
        }
        for (Rule rule : rules) {
            if (!exploration.fired().contains(rule.name())) {
                tell(
                        Finding.of(
                                Code.NOT_MET,
                                rule.span(),
                                rule.name(),
                                "The rule fired in none of " + exploration.looked() + " situations.",
                                "That is no proof. If you know a situation, write it as a scenario."),
                        null);
            }
        }
        for (Policy.Outcome outcome : policy.about().outcomes()) {
            if (!exploration.outcomes().contains(outcome.id())) {
                boolean recommended = analysis.recommends(outcome.id());
                tell(
                        Finding.of(
                                Code.NOT_MET,
                                new Span(Policy.FILE, 1, 1, 2),
                                null,
                                recommended
                                        ? "The outcome " + outcome.id() + " came out of none of " + exploration.looked()
                                                + " situations."
                                        : "No rule that can fire recommends " + outcome.id() + ".",
                                recommended ? "That is no proof. Look at what overrules its conclusions." : null),
                        null);
            }
        }
    }

    private void expense() {
        Exploration.Stopped stopped = exploration.firstStopped();
        if (stopped != null) {
            Supposition smallest = exploration.smallestStopped(stopped.supposition());
            tell(
                    Finding.of(
                            Code.OVER_BUDGET,
                            new Span(Policy.FILE, 1, 1, 2),
                            null,
                            "The evaluation of a situation was stopped. " + stopped.sentence() + " ("
                                    + exploration.stopped() + " of " + exploration.looked() + " looked at.)",
                            "Let fewer rules fire, or bind less text. It happens with the facts below."),
                    new Witness("More than an evaluation may cost", smallest.given(), null));
        }
    }

    private void tell(Finding finding, @Nullable Witness witness) {
        found.add(new Found(finding, witness));
    }

    private Summary summary(long seed) {
        List<Question> questions = clues.questions();
        Map<Boolean, Long> met = exploration.conflicts().keySet().stream()
                .collect(Collectors.partitioningBy(meant::contains, Collectors.counting()));
        Evaluation ofNothing = exploration.evaluate(nothing);
        return new Summary(
                exploration.looked(),
                seed,
                questions.size(),
                questions.stream()
                        .mapToInt(question -> question.values().size())
                        .sum(),
                base.rulebook().rules().size(),
                exploration.fired().size(),
                policy.about().outcomes().size(),
                exploration.outcomes().size(),
                exploration.whole(),
                exploration.wholeUndecided(),
                excluded + open,
                excluded,
                exploration.conflicts().size(),
                met.getOrDefault(true, 0L).intValue(),
                exploration.stopped(),
                ofNothing == null ? STOPPED : Policy.Outcome.word(ofNothing.outcome()));
    }
}
