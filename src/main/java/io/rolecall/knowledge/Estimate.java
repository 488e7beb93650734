package io.rolecall.knowledge;

import io.rolecall.knowledge.Element.Accumulation;
import io.rolecall.knowledge.Element.Pattern;
import io.rolecall.knowledge.Element.Quantified;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation costs at the very most, whatever the facts. A session raises no event while it joins facts, so that
 * nothing could stop a join that takes too long; but how many facts there can be is known beforehand: what is asked
 * exists once, and what is derived as often as the rules that insert it can match. A step is about ten nanoseconds.
 */
final class Estimate {

    /** A pair of facts that are joined, with its place in memory. */
    private static final long JOIN = 300;

    /** A fact that is collected: it is listed with the values that the rule reads. */
    private static final long COLLECT = 200;

    private static final long FIRE = 1_000;

    /** To read a text's words, for each character. */
    private static final long WORDS = 10;

    private static final long COMPARISONS = 1_000_000;

    /** Above every limit, and small enough to be added up. */
    private static final long FAR_TOO_MUCH = Long.MAX_VALUE / 1_000_000;

    private final Terms terms;
    private final Map<FactType, List<Rule.Branch>> origins = new IdentityHashMap<>();
    private final Map<Rule.Branch, Long> matches = new IdentityHashMap<>();

    /** Whether there is time to tell by their fixed values which facts a pattern can find. */
    private final boolean exact;

    private Estimate(List<Rule> rules, Terms terms) {
        this.terms = terms;
        for (Rule rule : rules) {
            if (rule.says() instanceof Rule.Inserts inserts) {
                List<Rule.Branch> ways = origins.computeIfAbsent(inserts.type(), type -> new ArrayList<>());
                ways.addAll(rule.branches());
            }
        }
        long branches = rules.stream().mapToLong(rule -> rule.branches().size()).sum();
        long ways = origins.values().stream().mapToLong(List::size).max().orElse(0);
        this.exact = branches * ways < COMPARISONS;
    }

    /** @param rules placed, so that no fact depends on itself */
    static void check(List<Rule> rules, Terms terms, Collection<Finding> findings) {
        int branches = 0;
        for (Rule rule : rules) {
            branches += rule.branches().size();
            if (branches > Limits.BRANCHES) {
                findings.add(Finding.of(
                        Code.TOO_MANY,
                        rule.span(),
                        rule.name(),
                        "The \"or\"s of all rules give more than " + Limits.BRANCHES + " combinations.",
                        "Let rules derive facts from what many an \"or\" repeats."));
                return;
            }
        }
        Estimate estimate = new Estimate(rules, terms);
        Map<Rule, Long> costs = new IdentityHashMap<>();
        long sum = 0;
        for (Rule rule : rules) {
            long cost = 0;
            for (Rule.Branch branch : rule.branches()) {
                cost = plus(cost, estimate.cost(branch));
            }
            costs.put(rule, cost);
            sum = plus(sum, cost);
        }
        if (sum > Limits.STEPS) {
            Rule dearest = rules.stream().max(Comparator.comparing(costs::get)).orElseThrow();
            long share = Math.round(100.0 * costs.getOrDefault(dearest, 0L) / Limits.STEPS);
            findings.add(Finding.of(
                    Code.TOO_COSTLY,
                    dearest.span(),
                    dearest.name(),
                    share > 100
                            ? "To match this rule may take " + (share >= 10_000 ? "over 100" : Math.max(2, share / 100))
                                    + " times what a whole evaluation may."
                            : "To match all rules may take longer than an evaluation may; this one takes the most.",
                    "It joins or counts facts that many rules insert, or matches long patterns: compare their fields"
                            + " with fixed values, or take fewer together."));
        }
    }

    private long cost(Rule.Branch branch) {
        long tuples = 1;
        long cost = 0;
        for (Element element : branch.elements()) {
            if (element instanceof Pattern pattern) {
                cost = plus(cost, times(tuples, visits(pattern)));
                tuples = times(tuples, count(pattern));
            } else if (element instanceof Quantified quantified) {
                long inside = tuples;
                for (Pattern pattern : quantified.patterns()) {
                    cost = plus(cost, times(inside, visits(pattern)));
                    inside = times(inside, count(pattern));
                }
            } else {
                Pattern source = ((Accumulation) element).source();
                // Looked at for what may count, for what does, and once more for what is shown of it.
                cost = plus(cost, times(times(tuples, 2), visits(source)));
                long listed = COLLECT
                        * (1 + source.type().fields().size() + source.reads().size());
                cost = plus(cost, times(times(tuples, count(source)), listed));
            }
        }
        return plus(cost, times(tuples, FIRE));
    }

    private long matches(Rule.Branch origin) {
        Long known = matches.get(origin);
        if (known != null) {
            return known;
        }
        long tuples = 1;
        for (Element element : origin.elements()) {
            if (element instanceof Pattern pattern) {
                tuples = times(tuples, count(pattern));
            }
        }
        matches.put(origin, tuples);
        return tuples;
    }

    /** What it takes to look for a pattern's facts once. */
    private long visits(Pattern pattern) {
        long once = terms(pattern.condition(), pattern.type().asked());
        return Situation.holds(pattern) ? once : times(count(pattern), JOIN + once);
    }

    /** How many facts a pattern can find. */
    private long count(Pattern pattern) {
        if (Situation.holds(pattern)) {
            return 1;
        }
        if (pattern.type().equals(FactType.SCORE)) {
            return Math.max(1, terms.leanings().size());
        }
        List<Test> tests = exact ? Constants.tests(pattern) : List.of();
        long count = 0;
        for (Rule.Branch origin : origins.getOrDefault(pattern.type(), List.of())) {
            if (Constants.mayMatch(tests, pattern.type(), origin)) {
                count = plus(count, matches(origin));
            }
        }
        return count;
    }

    private static long terms(Condition condition, boolean asked) {
        if (condition instanceof Condition.And and) {
            return and.parts().stream().mapToLong(part -> terms(part, asked)).sum();
        } else if (condition instanceof Condition.Or or) {
            return or.parts().stream().mapToLong(part -> terms(part, asked)).sum();
        } else if (condition instanceof Condition.Not not) {
            return terms(not.part(), asked);
        } else if (condition instanceof Condition.Membership membership) {
            return membership.members().size();
        } else if (condition instanceof Condition.Matching matching) {
            return matching(matching, asked);
        }
        if (condition instanceof Condition.Mentioning mentioning) {
            return mentioning(mentioning, asked);
        }
        return 1;
    }

    /** A text that is asked for is read once for all rules; in it two phrases are looked for near each other. */
    private static long mentioning(Condition.Mentioning mentioning, boolean asked) {
        long length = length(mentioning.left(), asked);
        long pairs =
                mentioning.sought().stream().filter(one -> one.second() != null).count();
        return plus(mentioning.sought().size(), times(length, plus(pairs, asked ? 0 : WORDS)));
    }

    /** RE2 takes for each character of the text at most a step for each of the pattern. */
    private static long matching(Condition.Matching matching, boolean asked) {
        return times(
                length(matching.left(), asked),
                PatternSize.of(matching.pattern().pattern()));
    }

    private static long length(Condition.Operand text, boolean asked) {
        // A derived fact may hold any text that is asked for.
        return asked && text instanceof Condition.FieldOf field
                ? Math.max(1, field.field().maxLength())
                : Limits.LONGEST_TEXT;
    }

    private static long plus(long one, long other) {
        return Math.min(FAR_TOO_MUCH, one + other);
    }

    private static long times(long one, long other) {
        return one == 0 || other == 0 ? 0 : one > FAR_TOO_MUCH / other ? FAR_TOO_MUCH : one * other;
    }
}
