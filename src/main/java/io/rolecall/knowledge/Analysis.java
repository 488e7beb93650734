package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be said of a policy's rules for all facts at once: which rules can never fire, and which conditions come out one
 * way only. It is careful: what it does not say may be so all the same, what it says is so.
 */
public final class Analysis {

    /** Half a second's work. The largest policy shipped takes a five-hundredth of it. */
    private static final long MOST_VALUES = 20_000_000;

    private static final long MOST_VALUES_OF_A_RULE = 1_000_000;

    private final Rulebook rulebook;
    private final Set<Rule> silent = new LinkedHashSet<>();
    private List<Finding> findings = List.of();
    private Reach reach;

    private Analysis(Rulebook rulebook) {
        this.rulebook = rulebook;
        this.reach = new Reach(rulebook.terms(), rulebook.rules());
    }

    /** Takes about a millisecond a rule, the first time; a tenth of that afterwards. */
    public static Analysis of(Rulebook rulebook) {
        Analysis analysis = new Analysis(rulebook);
        // A rule that waits for what only a silent rule brings about is silent, too.
        while (analysis.round()) {
            analysis.reach = new Reach(rulebook.terms(), analysis.firing());
        }
        return analysis;
    }

    private boolean round() {
        List<Finding> found = new ArrayList<>();
        boolean more = false;
        long left = MOST_VALUES;
        List<Rule> tooLong = new ArrayList<>();
        for (Rule rule : rulebook.rules()) {
            long granted = Math.min(MOST_VALUES_OF_A_RULE, left);
            Effort effort = new Effort(granted);
            RuleAnalysis.Verdict verdict = RuleAnalysis.of(rule, reach, effort);
            left -= granted - effort.left();
            if (effort.spent()) {
                tooLong.add(rule);
                continue;
            }
            found.addAll(verdict.findings());
            more |= !verdict.fires() && silent.add(rule);
        }
        if (!tooLong.isEmpty()) {
            Rule first = tooLong.get(0);
            found.add(RuleAnalysis.finding(
                    first,
                    Code.NOT_EXAMINED,
                    first.span(),
                    "Whether this rule can fire was not examined: its conditions combine in too many ways"
                            + (tooLong.size() == 1 ? "." : "; nor were " + (tooLong.size() - 1) + " after it."),
                    "Split it, or derive a fact from some of its conditions."));
        }
        found.sort(
                Comparator.comparing(Finding::file).thenComparing(Finding::line).thenComparing(Finding::column));
        findings = List.copyOf(found);
        return more;
    }

    private List<Rule> firing() {
        return rulebook.rules().stream().filter(rule -> !silent.contains(rule)).toList();
    }

    /** Warnings, by file, line and column. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether a rule is known never to fire. */
    public boolean neverFires(Rule rule) {
        return silent.contains(rule);
    }

    /** Whether a rule that may fire recommends the outcome. */
    public boolean recommends(String outcome) {
        return reach.outcomes().contains(outcome);
    }

    Rulebook rulebook() {
        return rulebook;
    }

    Reach reach() {
        return reach;
    }
}
