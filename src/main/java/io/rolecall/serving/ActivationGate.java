package io.rolecall.serving;

import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyReview;
import io.rolecall.audit.PolicyReview.Verdict;
import io.rolecall.audit.PolicyReviews;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Policy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What holds a version back that could answer: it is not approved yet, or it does not do what its scenarios say. */
@Component
public class ActivationGate {

    /** What scenarios that fail mean. */
    enum Scenarios {
        WARN,
        HOLD
    }

    private final PolicyReviews reviews;
    private final PolicyActivations activations;
    private final Checks checks;
    private final int approvals;
    private final Scenarios scenarios;

    ActivationGate(
            PolicyReviews reviews,
            PolicyActivations activations,
            Checks checks,
            @Value("${rolecall.policy.approvals}") int approvals,
            @Value("${rolecall.policy.scenarios}") Scenarios scenarios) {
        if (approvals < 0) {
            throw new IllegalArgumentException("rolecall.policy.approvals: " + approvals + " (expected: 0 or more)");
        }
        this.reviews = reviews;
        this.activations = activations;
        this.checks = checks;
        this.approvals = approvals;
        this.scenarios = scenarios;
    }

    /** Whether it holds nothing back. */
    boolean isOpen() {
        return approvals == 0 && scenarios == Scenarios.WARN;
    }

    /** Why a version may not be made live. */
    record Held(boolean unapproved, String reason) {}

    /**
     * What was active before may be made active again at once: a version is taken back in a hurry.
     *
     * @param warnings what reading it found
     * @return empty where it may be made live
     */
    Optional<Held> holds(PolicyVersion version, Policy policy, List<Finding> warnings) {
        if (activations.everActive(version.policy(), version.number())) {
            return Optional.empty();
        }
        if (approvals > 0) {
            List<PolicyReview> counted = counted(version);
            List<String> against = counted.stream()
                    .filter(review -> review.verdict() == Verdict.REJECT)
                    .map(PolicyReview::reviewer)
                    .toList();
            if (!against.isEmpty()) {
                return Optional.of(new Held(true, "it was rejected by " + String.join(", ", against)));
            }
            if (counted.size() < approvals) {
                return Optional.of(new Held(
                        true,
                        "it has " + counted.size() + " of " + approvals + " approvals by others than its author"));
            }
        }
        if (scenarios == Scenarios.HOLD) {
            long failed = checks.run(policy, warnings).report().failed();
            if (failed > 0) {
                return Optional.of(new Held(false, failed + " of its scenarios fail"));
            }
        }
        return Optional.empty();
    }

    /** The newest word of each reviewer who has a name and is not the author. */
    public List<PolicyReview> counted(PolicyVersion version) {
        Map<String, PolicyReview> newest = new TreeMap<>();
        for (PolicyReview review : reviews.of(version.policy(), version.number())) {
            if (!review.reviewer().equals(version.author())
                    && !review.reviewer().equals(PolicyReview.NOBODY)) {
                newest.put(review.reviewer(), review);
            }
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(PolicyReview::at))
                .toList();
    }
}
