package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rule;
import io.rolecall.policy.Policy;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Says that a policy has no such rule, and which it may have been. */
final class UnknownRule {

    private static final int NEAREST = 5;

    private UnknownRule() {}

    static ProblemException of(Policy policy, String name) {
        List<String> names =
                policy.base().rulebook().rules().stream().map(Rule::name).toList();
        String hint = Messages.didYouMean(name, names);
        return new ProblemException(
                Problem.UNKNOWN_RULE,
                "The policy \"" + policy.name() + "\" has no rule \"" + Messages.shorten(name) + "\" "
                        + expected(name, names) + "."
                        + (hint == null ? "" : " " + hint));
    }

    /** {@code (expected: "It rains", …)}. */
    private static String expected(String name, List<String> names) {
        // Whatever came: no more of it is measured than is shown
        String start = Messages.shorten(name);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        List<String> nearest = names.stream()
                .map(one -> Map.entry(distance.apply(start, one), one))
                .sorted(Map.Entry.comparingByKey())
                .limit(NEAREST)
                .map(Map.Entry::getValue)
                .toList();
        return "(expected: \"" + String.join("\", \"", nearest) + (names.size() > NEAREST ? "\", …)" : "\")");
    }
}
