package io.rolecall.advice;

import io.rolecall.audit.PolicyReview;
import io.rolecall.audit.PolicyReview.Verdict;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.serving.ActivationGate;
import io.rolecall.serving.RuleOrigins;
import java.time.Instant;
import java.util.ArrayList;
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
     * Of a rule that fired.
     *
     * @param version the one that last changed the rule
     * @param author who made that version; {@code folder} where it came from the rules folder
     * @param approvedBy who else approved it
     */
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
        String policy = answer.at("/policy/name").asString("");
        Map<String, Integer> changed =
                origins.of(policy, answer.at("/policy/version").asInt(0));
        Set<String> fired = new LinkedHashSet<>();
        answer.path("trace").forEach(step -> fired.add(step.path("rule").asString("")));
        Instant recordedAt = Instant.parse(answer.path("recordedAt").asString(""));
        Map<Integer, PolicyVersion> known = new HashMap<>();
        Map<Integer, List<String>> approvers = new HashMap<>();
        List<Origin> found = new ArrayList<>();
        for (String rule : fired) {
            Integer number = changed.get(rule);
            if (number != null) {
                PolicyVersion version = known.computeIfAbsent(
                        number, one -> versions.find(policy, one).orElseThrow());
                found.add(new Origin(
                        rule,
                        number,
                        version.at(),
                        version.author(),
                        version.note(),
                        approvers.computeIfAbsent(number, one -> approvers(version, recordedAt))));
            }
        }
        return found;
    }

    /** What was said after the answer was given does not stand behind it. */
    private List<String> approvers(PolicyVersion version, Instant recordedAt) {
        return gate.counted(version).stream()
                .filter(review -> !review.at().isAfter(recordedAt))
                .filter(review -> review.verdict() == Verdict.APPROVE)
                .map(PolicyReview::reviewer)
                .toList();
    }
}
