package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
import io.rolecall.serving.Freshness;
import io.rolecall.serving.LivePolicies;
import io.rolecall.serving.LivePolicy;
import io.rolecall.serving.PolicyState;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds a policy for a caller, or says which there are. */
@Component
class PolicyCatalogue {

    private final LivePolicies policies;

    private final Freshness freshness;

    PolicyCatalogue(LivePolicies policies, Freshness freshness) {
        this.policies = policies;
        this.freshness = freshness;
    }

    Iterable<PolicyState> all() {
        return policies.all();
    }

    PolicyState state(String name) {
        return policies.find(name).orElseThrow(() -> missing(name));
    }

    LivePolicy live(String name) {
        if (freshness.refuses()) {
            throw new ProblemException(
                    Problem.STALE,
                    "The store was last read " + freshness.age().toSeconds()
                            + " s ago, so another version may be active; that is"
                            + " longer than rolecall.policy.max-age.");
        }
        LivePolicy live = state(name).live();
        if (live == null) {
            throw new ProblemException(
                    Problem.NO_POLICY,
                    "No version of \"" + name + "\" can answer; GET /v1/policies/" + name + " says what is wrong.");
        }
        return live;
    }

    private ProblemException missing(String name) {
        if (policies.all().isEmpty()) {
            return new ProblemException(Problem.NO_POLICY, "No policy is loaded; the log of the service says why.");
        }
        String known = policies.all().stream().map(PolicyState::name).collect(Collectors.joining(", "));
        return new ProblemException(
                Problem.UNKNOWN_POLICY,
                "There is no policy \"" + Messages.shorten(name) + "\" (expected: " + known + ").");
    }
}
