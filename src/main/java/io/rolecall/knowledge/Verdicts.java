package io.rolecall.knowledge;

import io.rolecall.knowledge.Evaluation.Caution;
import io.rolecall.knowledge.Evaluation.Conclusion;
import io.rolecall.knowledge.Evaluation.Fired;
import io.rolecall.knowledge.Evaluation.Signal;
import io.rolecall.knowledge.Evaluation.Step;
import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What firings add up to. Knows the meaning of a rule's head, and nothing of how it came to fire. */
final class Verdicts {

    private static final String SCORE = FactType.SCORE.member() + ".";

    private Verdicts() {}

    /** One score a leaning, by rank; leanings with equal totals in the order of policy.yaml. */
    static List<Score> scores(List<String> leanings, List<Firing> firings) {
        int[] totals = new int[leanings.size()];
        BitSet counted = new BitSet();
        for (Firing firing : firings) {
            if (firing.rule().says() instanceof Rule.Raises raises
                    && !counted.get(firing.rule().number())) {
                counted.set(firing.rule().number());
                totals[leanings.indexOf(raises.leaning())] += raises.favours() ? raises.weight() : -raises.weight();
            }
        }
        List<Score> scores = new ArrayList<>(totals.length);
        for (int i = 0; i < totals.length; i++) {
            int above = 0;
            int highestOther = totals.length == 1 ? 0 : Integer.MIN_VALUE;
            for (int j = 0; j < totals.length; j++) {
                if (j != i) {
                    above += totals[j] > totals[i] ? 1 : 0;
                    highestOther = Math.max(highestOther, totals[j]);
                }
            }
            scores.add(new Score(leanings.get(i), totals[i], above + 1, totals[i] - highestOther));
        }
        scores.sort(Comparator.comparingInt(Score::getRank));
        return List.copyOf(scores);
    }

    /** The outcomes at the highest precedence among the conclusions that hold. */
    static List<String> highest(List<Firing> firings) {
        int highest = highestPrecedence(firings);
        List<String> outcomes = new ArrayList<>(2);
        for (Firing firing : firings) {
            if (firing.rule().says() instanceof Rule.Recommends recommends
                    && recommends.precedence() == highest
                    && !outcomes.contains(recommends.outcome())) {
                outcomes.add(recommends.outcome());
            }
        }
        return outcomes;
    }

    private static int highestPrecedence(List<Firing> firings) {
        int highest = -1;
        for (Firing firing : firings) {
            if (firing.rule().says() instanceof Rule.Recommends recommends) {
                highest = Math.max(highest, recommends.precedence());
            }
        }
        return highest;
    }

    static Evaluation evaluation(
            @Nullable String outcome, @Nullable Undecided undecided, List<Score> scores, List<Firing> unordered) {
        List<Firing> firings = new ArrayList<>(unordered);
        firings.sort(Firing.ORDER);
        int highest = highestPrecedence(firings);
        List<Signal> signals = new ArrayList<>();
        List<Conclusion> conclusions = new ArrayList<>();
        List<Step> plan = new ArrayList<>();
        List<Caution> cautions = new ArrayList<>();
        for (List<Firing> matches : byRule(firings)) {
            Firing first = matches.get(0);
            Rule rule = first.rule();
            if (rule.says() instanceof Rule.Raises raises) {
                signals.add(new Signal(
                        rule.name(),
                        raises.favours() ? raises.leaning() : null,
                        raises.favours() ? null : raises.leaning(),
                        raises.weight(),
                        raises.because().filled(first.bound()),
                        merged(matches),
                        rule.cites(),
                        rule.file(),
                        rule.line(),
                        mentions(matches)));
            } else if (rule.says() instanceof Rule.Recommends recommends) {
                conclusions.add(new Conclusion(
                        rule.name(),
                        recommends.outcome(),
                        recommends.precedence(),
                        recommends.precedence() == highest,
                        recommends.because().filled(first.bound()),
                        leanings(matches),
                        withoutScores(merged(matches)),
                        rule.cites(),
                        rule.file(),
                        rule.line(),
                        mentions(matches)));
            } else if (rule.says() instanceof Rule.Advises advises) {
                plan.add(new Step(
                        advises.order(),
                        advises.advises().filled(first.bound()),
                        advises.until() == null ? null : advises.until().filled(first.bound()),
                        rule.name(),
                        rule.cites()));
            } else if (rule.says() instanceof Rule.Warns warns) {
                cautions.add(new Caution(warns.warns().filled(first.bound()), rule.name(), rule.cites()));
            }
        }
        plan.sort(Comparator.comparingInt(Step::order));
        return new Evaluation(outcome, undecided, scores, signals, conclusions, plan, cautions, trace(firings));
    }

    /** Each rule's firings, which stand side by side in their order; rules of a phase in the order of the files. */
    private static List<List<Firing>> byRule(List<Firing> firings) {
        List<List<Firing>> byRule = new ArrayList<>(firings.size());
        int start = 0;
        for (int i = 1; i <= firings.size(); i++) {
            if (i == firings.size()
                    || firings.get(i).rule() != firings.get(start).rule()) {
                byRule.add(i - start == 1 ? List.of(firings.get(start)) : firings.subList(start, i));
                start = i;
            }
        }
        if (!ordered(byRule)) {
            byRule.sort(Comparator.comparingInt(matches -> matches.get(0).rule().number()));
        }
        return byRule;
    }

    /** Mostly they are already: only a rule that waits for derived facts is told later than its place in the files. */
    private static boolean ordered(List<List<Firing>> byRule) {
        for (int i = 1; i < byRule.size(); i++) {
            Rule before = byRule.get(i - 1).get(0).rule();
            Rule rule = byRule.get(i).get(0).rule();
            if (before.phase() == rule.phase() && before.number() > rule.number()) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, @Nullable Object> merged(List<Firing> matches) {
        if (matches.size() == 1) {
            return matches.get(0).matched();
        }
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        for (Firing match : matches) {
            match.matched().forEach((path, value) -> {
                if (!merged.containsKey(path)) { // unknown is a value, too: the text speaks of the first match
                    merged.put(path, value);
                }
            });
        }
        return merged;
    }

    private static List<Mention> mentions(List<Firing> matches) {
        return matches.size() == 1
                ? matches.get(0).mentions()
                : Mention.ordered(matches.stream()
                        .flatMap(match -> match.mentions().stream())
                        .toList());
    }

    private static List<String> leanings(List<Firing> matches) {
        if (matches.size() == 1) {
            return List.copyOf(matches.get(0).leanings());
        }
        Set<String> leanings = new LinkedHashSet<>();
        matches.forEach(match -> leanings.addAll(match.leanings()));
        return List.copyOf(leanings);
    }

    /** A conclusion names the leanings whose scores it read; their numbers stand in the scores. */
    private static Map<String, @Nullable Object> withoutScores(Map<String, @Nullable Object> matched) {
        for (String path : matched.keySet()) {
            if (path.startsWith(SCORE)) {
                Map<String, @Nullable Object> facts = new LinkedHashMap<>(matched);
                facts.keySet().removeIf(other -> other.startsWith(SCORE));
                return facts;
            }
        }
        return matched;
    }

    private static List<Fired> trace(List<Firing> firings) {
        List<Fired> trace = new ArrayList<>(firings.size());
        for (Firing firing : firings) {
            trace.add(new Fired(
                    trace.size() + 1,
                    firing.rule().phase().word(),
                    firing.rule().name(),
                    firing.matched(),
                    firing.inserted() == null ? List.of() : List.of(firing.inserted()),
                    firing.mentions()));
        }
        return List.copyOf(trace);
    }
}
