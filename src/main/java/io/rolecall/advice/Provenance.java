package io.rolecall.advice;

import io.rolecall.audit.PolicyReview;
import io.rolecall.audit.PolicyReview.Verdict;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.serving.ActivationGate;
import io.rolecall.serving.RuleOrigins;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Who stands behind each rule that led to an answer. */
@Component
class Provenance {

    private final PolicyVersions versions;
    private final RuleOrigins origins;
    private final ActivationGate gate;

    Provenance(PolicyVersions versions, RuleOrigins origins, ActivationGate gate) {
        this.versions = versions;
        this.origins = origins;
        this.gate = gate;
    }

    /**
     * Of a rule.
     *
     * @param version the one that last changed the rule
     * @param author who made that version; {@code folder} where it came from the rules folder
     * @param approvedBy who else approved it
     */
    @Schema(name = "RuleOrigin")
    record Origin(
            String rule,
            int version,
            Instant at,
            String author,
            @Nullable String note,
            List<String> approvedBy) {}

    /** Of the rules that led to a recorded answer. */
    List<Origin> of(byte[] recorded) {
        return of(RequestReader.tree(recorded));
    }

    private List<Origin> of(JsonNode answer) {
        Set<String> fired = new LinkedHashSet<>();
        answer.path("trace").forEach(step -> fired.add(step.path("rule").asString("")));
        return of(
                answer.at("/policy/name").asString(""),
                answer.at("/policy/version").asInt(0),
                fired,
                Instant.parse(answer.path("recordedAt").asString("")));
    }

    /**
     * As far as it is known.
     *
     * @param until what was approved later does not count
     */
    List<Origin> of(String policy, int version, Collection<String> rules, Instant until) {
        Map<String, Integer> changed = origins.of(policy, version);
        Map<Integer, PolicyVersion> known = new HashMap<>();
        Map<Integer, List<String>> approvers = new HashMap<>();
        List<Origin> found = new ArrayList<>();
        for (String rule : rules) {
            Integer number = changed.get(rule);
            if (number != null) {
                PolicyVersion last = known.computeIfAbsent(
                        number, one -> versions.find(policy, one).orElseThrow());
                found.add(new Origin(
                        rule,
                        number,
                        last.at(),
                        last.author(),
                        last.note(),
                        approvers.computeIfAbsent(number, one -> approvers(last, until))));
            }
        }
        return found;
    }

    /** What was said after the answer was given does not stand behind it. */
    private List<String> approvers(PolicyVersion version, Instant until) {
        return gate.counted(version).stream()
                .filter(review -> !review.at().isAfter(until))
                .filter(review -> review.verdict() == Verdict.APPROVE)
                .map(PolicyReview::reviewer)
                .toList();
    }
}
