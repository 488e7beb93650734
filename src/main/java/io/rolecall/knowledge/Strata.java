package io.rolecall.knowledge;

import io.rolecall.knowledge.Rule.Phase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders rules by what they build on: a rule that reads a derived fact fires after every rule that can insert it. So a
 * `not` never speaks too early, no fact is ever withdrawn, and the order of the files means nothing.
 */
final class Strata {

    /** Where a type becomes complete. */
    private record Level(Phase phase, int stratum) {
        Level max(Level other) {
            int byPhase = phase.compareTo(other.phase);
            return byPhase > 0 || byPhase == 0 && stratum >= other.stratum ? this : other;
        }
    }

    private final Map<FactType, List<Rule>> inserters = new HashMap<>();
    private final Map<FactType, Level> levels = new HashMap<>();
    private final Set<FactType> open = new HashSet<>();
    private final Collection<Finding> findings;

    private Strata(List<Rule> rules, Collection<Finding> findings) {
        this.findings = findings;
        for (Rule rule : rules) {
            if (rule.says() instanceof Rule.Inserts inserts) {
                inserters
                        .computeIfAbsent(inserts.type(), type -> new ArrayList<>())
                        .add(rule);
            }
        }
        levels.put(FactType.SCORE, new Level(Phase.CONCLUSIONS, 0));
        levels.put(FactType.RECOMMENDATION, new Level(Phase.PLAN, 0));
    }

    static List<Rule> place(List<Rule> rules, Collection<Finding> findings) {
        Strata strata = new Strata(rules, findings);
        List<Rule> placed = new ArrayList<>();
        for (Rule rule : rules) {
            Level level = strata.level(rule);
            Phase own = switch (phaseOf(rule.says())) {
                case SIGNALS ->
                    strata.latest(rule, level, Phase.SIGNALS, "A signal", "Score or Recommendation, which come");
                case CONCLUSIONS ->
                    strata.latest(rule, level, Phase.CONCLUSIONS, "A conclusion", "Recommendation, which comes");
                case PLAN -> Phase.PLAN;
            };
            boolean derives = rule.says() instanceof Rule.Inserts;
            placed.add(rule.placed(
                    derives ? level.phase : own, level.phase == own || derives ? level.stratum : 0, placed.size()));
        }
        return List.copyOf(placed);
    }

    private static Phase phaseOf(Rule.Says says) {
        if (says instanceof Rule.Raises) {
            return Phase.SIGNALS;
        }
        return says instanceof Rule.Recommends ? Phase.CONCLUSIONS : Phase.PLAN;
    }

    private Phase latest(Rule rule, Level level, Phase phase, String what, String tooLate) {
        if (level.phase.compareTo(phase) > 0) {
            findings.add(Finding.of(
                    Code.PHASE,
                    rule.span(),
                    rule.name(),
                    what + " cannot build on " + tooLate + " after it.",
                    "Signals fire first, then there are scores, then conclusions, then the plan."));
        }
        return phase;
    }

    private Level level(Rule rule) {
        Level level = new Level(Phase.SIGNALS, 0);
        for (Rule.Branch branch : rule.branches()) {
            for (Element element : branch.elements()) {
                for (FactType type : types(element)) {
                    level = level.max(level(type));
                }
            }
        }
        return level;
    }

    private Level level(FactType type) {
        Level known = levels.get(type);
        if (known != null) {
            return known;
        }
        Level level = new Level(Phase.SIGNALS, 0);
        if (!open.add(type)) {
            for (Rule rule : inserters.getOrDefault(type, List.of())) {
                findings.add(Finding.of(
                        Code.CIRCULAR_FACT,
                        rule.span(),
                        rule.name(),
                        "The fact " + type.name() + " depends on itself.",
                        "Let the rules that insert " + type.name() + " read only facts that do not need it."));
            }
            return level;
        }
        for (Rule rule : inserters.getOrDefault(type, List.of())) {
            Level needed = level(rule);
            level = level.max(new Level(needed.phase, needed.stratum + 1));
        }
        open.remove(type);
        levels.put(type, level);
        return level;
    }

    /** The facts that an element speaks of. */
    static List<FactType> types(Element element) {
        return element.patterns().stream().map(Element.Pattern::type).toList();
    }
}
