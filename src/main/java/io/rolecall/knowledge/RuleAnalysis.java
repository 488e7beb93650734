package io.rolecall.knowledge;

import io.rolecall.knowledge.BranchAnalysis.Found;
import io.rolecall.knowledge.BranchClaims.Claims;
import io.rolecall.knowledge.Claim.Certain;
import io.rolecall.knowledge.Solver.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one rule before any fact is known: that it can never fire, that a condition in it comes out one way
 * only. What it says is so for all facts; where it cannot be sure it says nothing.
 */
final class RuleAnalysis {

    private final Rule rule;
    private final Reach reach;
    private final Effort effort;

    // By place and code, because the branches of an `or` find the same again.
    private final Map<List<Object>, Finding> findings = new LinkedHashMap<>();

    private RuleAnalysis(Rule rule, Reach reach, Effort effort) {
        this.effort = effort;
        this.rule = rule;
        this.reach = reach;
    }

    /** @param fires whether it can, as far as can be told */
    record Verdict(boolean fires, List<Finding> findings) {}

    static Verdict of(Rule rule, Reach reach, Effort effort) {
        return new RuleAnalysis(rule, reach, effort).run();
    }

    private Verdict run() {
        List<Found> branches = new ArrayList<>();
        for (Rule.Branch branch : rule.branches()) {
            if (effort.spent()) {
                return new Verdict(true, List.of());
            }
            branches.add(branch(branch));
        }
        boolean fires = branches.stream().anyMatch(found -> !found.dead());
        for (Found found : branches) {
            if (found.dead() && !fires) {
                add(contradiction(found, Code.NEVER_FIRES, found.core(), " So the rule never fires.", null));
            } else if (found.dead()) {
                dead(found, branches);
            }
            found.here().forEach((span, finding) -> {
                if (branches.stream()
                        .allMatch(other -> other.here().containsKey(span)
                                || !other.looked().contains(span))) {
                    add(finding);
                }
            });
        }
        return new Verdict(fires, List.copyOf(findings.values()));
    }

    /** Of several `or`s not every combination need be possible; but every alternative must be in one. */
    private void dead(Found found, List<Found> branches) {
        Set<Span> alive = branches.stream()
                .filter(other -> !other.dead())
                .flatMap(other -> other.claims().goals().stream())
                .map(goal -> ConditionText.span(goal.claim(), rule.span()))
                .collect(Collectors.toSet());
        for (Goal goal : found.core()) {
            if (!alive.contains(ConditionText.span(goal.claim(), rule.span()))) {
                List<Goal> last = new ArrayList<>(found.core());
                last.remove(goal);
                last.add(goal);
                add(contradiction(found, Code.NEVER_HOLDS, last, "", "This alternative of `or` counts for nothing."));
                return;
            }
        }
    }

    private void add(Finding finding) {
        findings.merge(
                List.of(finding.line(), finding.column(), finding.endColumn()),
                finding,
                (before, after) -> weight(before) >= weight(after) ? before : after);
    }

    /** Of two findings at one place the graver one says enough. */
    private static int weight(Finding finding) {
        return List.of(Code.ALWAYS_TRUE, Code.ALWAYS_FALSE, Code.NEVER_HOLDS, Code.NEVER_FIRES)
                .indexOf(finding.code());
    }

    /** @param core the last of these is where it is told */
    private Finding contradiction(Found found, Code code, List<Goal> core, String consequence, @Nullable String hint) {
        Goal last = core.get(core.size() - 1);
        Span span = ConditionText.span(last.claim(), rule.span());
        String message;
        if (last.claim() instanceof Certain certain) {
            message = ConditionText.quoted(last) + " never holds: " + certain.why() + ".";
        } else if (core.size() == 1 && found.here().containsKey(span)) {
            message = Objects.requireNonNull(found.here().get(span)).message();
        } else if (core.size() == 1) {
            message = ConditionText.quoted(last) + " never holds" + ConditionText.why(last.claim()) + ".";
        } else {
            message = ConditionText.quoted(last) + " never holds together with "
                    + ConditionText.listed(core.subList(0, core.size() - 1), rule.span()) + ".";
        }
        return finding(rule, code, span, message + consequence, hint);
    }

    private Found branch(Rule.Branch branch) {
        Cells cells = new Cells(reach);
        Claims claims = BranchClaims.of(rule, branch, cells);
        return new BranchAnalysis(rule, claims, cells, effort).run();
    }

    static Finding finding(Rule rule, Code code, Span at, String message, @Nullable String hint) {
        return Finding.of(code, at, rule.name(), message, hint);
    }
}
