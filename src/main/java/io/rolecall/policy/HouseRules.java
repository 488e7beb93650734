package io.rolecall.policy;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What readers may expect of every rule though it works without: a name that says what holds, and a scenario that shows it.
 * Whether a rule also fires in its scenario is a matter of coverage.
 */
final class HouseRules {

    private static final String RULES = ".drl";
    private static final String SCENARIOS = ".scenarios.yaml";

    private final Set<String> named = new HashSet<>();
    private final Set<String> files = new HashSet<>();

    private HouseRules(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            named.addAll(scenario.signals());
            named.addAll(scenario.plan());
            named.addAll(scenario.cautions());
            files.add(scenario.at().file());
        }
    }

    /** @param scenarios all there are, teams included */
    static List<Finding> check(List<Rule> rules, List<Scenario> scenarios) {
        HouseRules house = new HouseRules(scenarios);
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            String fault = fault(rule.name());
            if (fault != null) {
                findings.add(Finding.of(
                        Code.RULE_NAME,
                        rule.span(),
                        rule.name(),
                        "This name " + fault + " (expected: a sentence of two words or more).",
                        "Say what holds where the rule fires: \"A model was accepted\"."));
            }
            if (!house.shown(rule)) {
                findings.add(Finding.of(
                        Code.NO_SCENARIO,
                        rule.span(),
                        rule.name(),
                        "No scenario shows this rule.",
                        "Add a situation in which it fires to " + beside(rule.span()) + "."));
            }
        }
        return findings;
    }

    /** What is wrong with a name, null where it reads as a sentence. Capitals inside a first word, as in eBay, are its own. */
    static @Nullable String fault(String name) {
        String[] words = name.strip().split("\\s+");
        if (words.length < 2) {
            return "is one word";
        }
        if (Character.isLowerCase(words[0].codePointAt(0))
                && words[0].codePoints().noneMatch(Character::isUpperCase)) {
            return "starts with a small letter";
        }
        return name.strip().endsWith(".") ? "ends with a full stop" : null;
    }

    /** By its name where a scenario can expect it, else by a scenario beside its file. */
    private boolean shown(Rule rule) {
        boolean nameable = !(rule.says() instanceof Rule.Recommends) && !(rule.says() instanceof Rule.Inserts);
        return nameable ? named.contains(rule.name()) : files.contains(beside(rule.span()));
    }

    /** The file for scenarios of a rule. */
    static String beside(Span rule) {
        return rule.file().substring(0, rule.file().length() - RULES.length()) + SCENARIOS;
    }
}
