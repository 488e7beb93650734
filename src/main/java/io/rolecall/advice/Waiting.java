package io.rolecall.advice;

import io.rolecall.knowledge.ConditionOutcome;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Interpreter;
import io.rolecall.knowledge.RuleOutcome;
import io.rolecall.knowledge.Rulebook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts for each unknown fact the rules that may hold or not, and name it in a condition that is unknown. */
final class Waiting {

    private Waiting() {}

    /**
     * @return by path: {@code models.status}; without those for which no rule waits
     * @throws io.rolecall.knowledge.OverBudgetException where looking takes longer than an evaluation may
     */
    static Map<String, Integer> rules(Rulebook rulebook, Facts facts) {
        Set<String> unknown = Set.copyOf(facts.unknown());
        Map<String, Integer> rules = new HashMap<>();
        for (RuleOutcome outcome : Interpreter.interpret(rulebook, facts).undecided()) {
            Set<String> paths = new HashSet<>();
            outcome.ways().stream()
                    .filter(way -> way.holds() == null)
                    .forEach(way -> collect(way.unknown(), unknown, paths));
            paths.forEach(path -> rules.merge(path, 1, Integer::sum));
        }
        return rules;
    }

    private static void collect(List<ConditionOutcome> conditions, Set<String> unknown, Set<String> paths) {
        for (ConditionOutcome condition : conditions) {
            condition.actual().stream()
                    .map(ConditionOutcome.Actual::name)
                    .filter(unknown::contains)
                    .forEach(paths::add);
            collect(condition.parts(), unknown, paths);
        }
    }
}
