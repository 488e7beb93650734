package io.rolecall.policy;

import io.rolecall.knowledge.Contrast;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where two versions of a policy answer otherwise, whatever their rules look like.
 *
 * @param differences for each pair of outcomes the smallest situation that was found, the smallest of all first
 * @param stated up to how many stated facts every situation was tried; -1 where some could not be
 * @param proven whether there is no further pair of outcomes in any situation
 * @param leftOut facts that only one version asks for, or with other values: they were taken as unknown
 */
public record SemanticDiff(List<Differing> differences, int stated, boolean proven, List<String> leftOut) {

    /** How many situations are tried: what takes about a second. */
    private static final long SITUATIONS = 200_000;

    private static final TypeReference<Map<String, Map<String, Object>>> FACTS = new TypeReference<>() {};

    /**
     * @param from the older version's outcome, or {@code undecided}
     * @param to the newer version's
     * @param facts as a request states them
     * @param stated how many facts these are
     */
    public record Differing(String from, String to, Map<String, Map<String, Object>> facts, int stated) {}

    public static SemanticDiff between(Policy before, Policy after) {
        Contrast.Found found = Contrast.of(before.base(), after.base(), SITUATIONS);
        return new SemanticDiff(
                found.differences().stream()
                        .map(one -> new Differing(
                                Policy.Outcome.word(one.from()),
                                Policy.Outcome.word(one.to()),
                                JsonMapper.shared().convertValue(one.facts(), FACTS),
                                one.stated()))
                        .toList(),
                found.stated(),
                found.proven(),
                found.leftOut());
    }

    /** How far the search went, as a sentence. */
    String searched() {
        String other = differences.isEmpty() ? "No situation" : "No other pair of outcomes";
        if (proven) {
            return other + " makes a difference: that is proven for all situations.";
        }
        String left = leftOut.isEmpty() ? "" : " Not both ask for " + String.join(", ", leftOut) + ".";
        return (stated < 0
                        ? "Not every situation could be tried: some rules cannot be reasoned about, or ask for texts that none was found for."
                        : "Every situation with up to " + stated + " stated facts was tried, larger ones in part.")
                + left;
    }
}
