package io.rolecall.knowledge;

import io.rolecall.knowledge.Rule.Phase;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a checked policy by the book: every rule in its turn, every fact tried for every pattern, nothing clever and
 * nothing of Drools. It is the second opinion that the tests hold against {@link KnowledgeBase}, and it can tell of each
 * rule why it fired or did not, which an engine that only joins what matches cannot.
 */
public final class Interpreter {

    private Interpreter() {}

    /**
     * @param rulebook of which no finding is an error
     * @throws OverBudgetException where it takes longer than an evaluation may
     */
    public static Interpretation interpret(Rulebook rulebook, Facts facts) {
        WorkingMemory memory = new WorkingMemory();
        rulebook.asked().forEach(type -> memory.add(Row.stated(type, facts)));
        List<RuleMatch> matches = new ArrayList<>();
        fire(rulebook, Phase.SIGNALS, memory, matches);
        List<Score> scores = Tally.scores(rulebook.terms().leanings(), matches);
        scores.forEach(score -> memory.add(Row.score(score)));
        fire(rulebook, Phase.CONCLUSIONS, memory, matches);
        List<String> outcomes = Tally.outcomes(matches);
        if (outcomes.size() == 1) {
            memory.add(Row.recommendation(outcomes.get(0)));
        }
        fire(rulebook, Phase.PLAN, memory, matches);
        return new Interpretation(rulebook, memory, Tally.evaluation(outcomes, scores, matches));
    }

    /** The rules of one stratum do not see what each other insert; those of the next see it all. */
    private static void fire(Rulebook rulebook, Phase phase, WorkingMemory memory, List<RuleMatch> matches) {
        List<Rule> rules =
                rulebook.rules().stream().filter(rule -> rule.phase() == phase).toList();
        List<Integer> strata =
                rules.stream().map(Rule::stratum).distinct().sorted().toList();
        for (int stratum : strata) {
            List<RuleMatch> found = rules.stream()
                    .filter(rule -> rule.stratum() == stratum)
                    .flatMap(rule -> RuleMatch.of(rule, memory).stream())
                    .toList();
            for (RuleMatch match : found) {
                if (match.inserted() != null) {
                    memory.add(match.inserted());
                }
            }
            matches.addAll(found);
        }
    }
}
