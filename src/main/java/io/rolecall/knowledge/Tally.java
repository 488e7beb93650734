package io.rolecall.knowledge;

import io.rolecall.knowledge.Evaluation.Caution;
import io.rolecall.knowledge.Evaluation.Conclusion;
import io.rolecall.knowledge.Evaluation.Fired;
import io.rolecall.knowledge.Evaluation.Signal;
import io.rolecall.knowledge.Evaluation.Step;
import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.vocabulary.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the matches that an interpretation found add up to. A rule counts once, however often it matches. */
final class Tally {

    private Tally() {}

    /** By rank; leanings with equal totals in the order of policy.yaml. */
    static List<Score> scores(List<String> leanings, List<RuleMatch> matches) {
        Map<String, Integer> totals = new LinkedHashMap<>();
        leanings.forEach(leaning -> totals.put(leaning, 0));
        for (Rule rule : rules(matches)) {
            if (rule.says() instanceof Rule.Raises raises) {
                totals.merge(raises.leaning(), raises.favours() ? raises.weight() : -raises.weight(), Integer::sum);
            }
        }
        return leanings.stream()
                .map(leaning -> score(leaning, totals.getOrDefault(leaning, 0), totals))
                .sorted(Comparator.comparing(Score::getRank))
                .toList();
    }

    private static Score score(String leaning, int total, Map<String, Integer> totals) {
        Map<String, Integer> others = new LinkedHashMap<>(totals);
        others.remove(leaning);
        int rank = 1
                + (int) others.values().stream().filter(other -> other > total).count();
        int highest = others.values().stream().max(Comparator.naturalOrder()).orElse(0);
        return new Score(leaning, total, rank, total - highest);
    }

    /** At the highest precedence among the conclusions that hold. */
    static List<String> outcomes(List<RuleMatch> matches) {
        int highest = highest(matches);
        return rules(matches).stream()
                .filter(rule -> rule.says() instanceof Rule.Recommends recommends && recommends.precedence() == highest)
                .map(rule -> ((Rule.Recommends) rule.says()).outcome())
                .distinct()
                .toList();
    }

    private static int highest(List<RuleMatch> matches) {
        return matches.stream()
                .map(match -> match.rule().says())
                .mapToInt(says -> says instanceof Rule.Recommends recommends ? recommends.precedence() : -1)
                .max()
                .orElse(-1);
    }

    private static Collection<Rule> rules(List<RuleMatch> matches) {
        Map<Integer, Rule> rules = new TreeMap<>();
        matches.forEach(match -> rules.put(match.rule().number(), match.rule()));
        return rules.values();
    }

    static Evaluation evaluation(List<String> outcomes, List<Score> scores, List<RuleMatch> matches) {
        List<Signal> signals = new ArrayList<>();
        List<Conclusion> conclusions = new ArrayList<>();
        List<Step> plan = new ArrayList<>();
        List<Caution> cautions = new ArrayList<>();
        for (List<RuleMatch> each : inTheOrderOfTheFiles(matches)) {
            Rule rule = each.get(0).rule();
            Map<String, String> texts = each.get(0).texts();
            if (rule.says() instanceof Rule.Raises raises) {
                signals.add(new Signal(
                        rule.name(),
                        raises.favours() ? raises.leaning() : null,
                        raises.favours() ? null : raises.leaning(),
                        raises.weight(),
                        raises.because().filled(texts),
                        read(each),
                        rule.cites(),
                        rule.file(),
                        rule.line(),
                        mentions(each)));
            } else if (rule.says() instanceof Rule.Recommends recommends) {
                Map<String, @Nullable Object> facts = read(each);
                facts.keySet().removeIf(path -> path.startsWith("score."));
                Set<String> leanings = new LinkedHashSet<>();
                each.forEach(match -> leanings.addAll(match.leanings()));
                conclusions.add(new Conclusion(
                        rule.name(),
                        recommends.outcome(),
                        recommends.precedence(),
                        recommends.precedence() == highest(matches),
                        recommends.because().filled(texts),
                        List.copyOf(leanings),
                        facts,
                        rule.cites(),
                        rule.file(),
                        rule.line(),
                        mentions(each)));
            } else if (rule.says() instanceof Rule.Advises advises) {
                Template until = advises.until();
                plan.add(new Step(
                        advises.order(),
                        advises.advises().filled(texts),
                        until == null ? null : until.filled(texts),
                        rule.name(),
                        rule.cites()));
            } else if (rule.says() instanceof Rule.Warns warns) {
                cautions.add(new Caution(warns.warns().filled(texts), rule.name(), rule.cites()));
            }
        }
        plan.sort(Comparator.comparing(Step::order));
        Undecided undecided =
                outcomes.isEmpty() ? Undecided.NO_CONCLUSION : outcomes.size() > 1 ? Undecided.CONFLICT : null;
        return new Evaluation(
                outcomes.size() == 1 ? outcomes.get(0) : null,
                undecided,
                scores,
                signals,
                conclusions,
                plan,
                cautions,
                trace(matches));
    }

    private static Collection<List<RuleMatch>> inTheOrderOfTheFiles(List<RuleMatch> matches) {
        Map<Integer, List<RuleMatch>> byRule = new TreeMap<>();
        matches.forEach(match -> byRule.computeIfAbsent(match.rule().number(), number -> new ArrayList<>())
                .add(match));
        return byRule.values();
    }

    private static List<Mention> mentions(List<RuleMatch> matches) {
        return Mention.ordered(
                matches.stream().flatMap(match -> match.mentions().stream()).toList());
    }

    /** Where matches of a rule read different values under one name, the first is shown. */
    private static Map<String, @Nullable Object> read(List<RuleMatch> matches) {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (RuleMatch match : matches) {
            match.matched().forEach((name, value) -> {
                if (!read.containsKey(name)) {
                    read.put(name, value);
                }
            });
        }
        return read;
    }

    private static List<Fired> trace(List<RuleMatch> matches) {
        List<Fired> trace = new ArrayList<>();
        for (RuleMatch match : matches) {
            Row inserted = match.inserted();
            trace.add(new Fired(
                    trace.size() + 1,
                    match.rule().phase().word(),
                    match.rule().name(),
                    match.matched(),
                    inserted == null
                            ? List.of()
                            : List.of(Map.of(inserted.type().member(), inserted.values())),
                    match.mentions()));
        }
        return trace;
    }
}
