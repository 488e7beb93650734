package io.rolecall.knowledge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Random small policies, each with facts, and all their situations tried. 20,000 cases of each kind:
 * {@code mvn test -Dtest='*ReasoningTests' -Drolecall.cases=20000}.
 */
final class SmallCases {

    static final long SEED = Long.getLong("rolecall.seed", System.nanoTime());
    static final int CASES = Integer.getInteger("rolecall.cases", 160);
    static final int OF_A_POLICY = 8;

    private SmallCases() {}

    /** A policy, facts, and what every situation comes to. */
    record Case(SmallPolicy policy, Map<String, Object> known, Map<Map<String, Object>, String> outcomes) {

        String outcome(Map<String, Object> situation) {
            return outcomes.computeIfAbsent(new LinkedHashMap<>(situation), one -> String.valueOf(policy.outcome(one)));
        }

        Set<String> reachable(Map<String, Object> from) {
            return SmallPolicy.completions(from).stream()
                    .map(this::outcome)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        Facts facts() {
            return policy.facts(known);
        }

        String told() {
            return "rolecall.seed=" + SEED + "\n" + policy.text() + "\n" + known;
        }
    }

    interface Check {
        void on(Case one, Random random);
    }

    static void everywhere(Check check) {
        System.out.println("SmallCases: rolecall.seed=" + SEED + ", " + CASES + " cases");
        Random random = new Random(SEED);
        for (int cases = 0; cases < CASES; cases += OF_A_POLICY) {
            SmallPolicy policy = SmallPolicy.random(random);
            Map<Map<String, Object>, String> outcomes = new HashMap<>();
            for (int i = 0; i < OF_A_POLICY; i++) {
                check.on(new Case(policy, SmallPolicy.situation(random), outcomes), random);
            }
        }
    }
}
