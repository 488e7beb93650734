package io.rolecall.advice;

import io.rolecall.audit.PolicyActivations;
import io.rolecall.policy.Policy;
import io.rolecall.serving.LivePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which version answers a request: the live one, or the one that it pins. */
@Component
class VersionChoice {

    private final PolicyCatalogue live;
    private final StoredVersions stored;
    private final PolicyActivations activations;

    VersionChoice(PolicyCatalogue live, StoredVersions stored, PolicyActivations activations) {
        this.live = live;
        this.stored = stored;
        this.activations = activations;
    }

    /**
     * The version that answers a request.
     *
     * @param pin null for the live one
     * @param atLeast what the caller demands; 0 for nothing
     * @throws ProblemException where there is no such version, it cannot answer, or it is older than demanded
     */
    Answering answering(String policy, @Nullable Pin pin, int atLeast) {
        if (pin == null) {
            LivePolicy now = live.live(policy);
            demand(atLeast, now.version(), "is live");
            return new Answering(now.policy(), now.version(), null);
        }
        expect(policy);
        int version = pin.version() == null ? activeAt(policy, pin) : pin.version();
        demand(atLeast, version, "is asked for");
        Policy found = stored.answering(policy, version);
        return new Answering(
                found, version, Pinned.of(pin, pin.asOf() != null || activations.everActive(policy, version)));
    }

    /** @param version null for the live one */
    Answering chosen(String policy, @Nullable Integer version) {
        return answering(policy, version == null ? null : new Pin(version, null), 0);
    }

    /** One that was taken out of service answers nobody; one that was never live answers those who pin its versions. */
    private void expect(String policy) {
        if (activations.newest(policy).isPresent()) {
            live.state(policy);
        } else {
            stored.expect(policy);
        }
    }

    private static void demand(int atLeast, int version, String is) {
        if (version < atLeast) {
            throw new ProblemException(
                    Problem.OLDER_VERSION,
                    "Version " + version + " " + is + " (expected: at least " + atLeast + ", as "
                            + RecommendationController.AT_LEAST + " demands).");
        }
    }

    private int activeAt(String policy, Pin pin) {
        return activations.activeAt(policy, pin.at()).orElseThrow(() -> {
            String expected = activations.list(policy, 2, 1).stream()
                    .filter(first -> first.at().isAfter(pin.at()))
                    .map(first -> "a time since " + first.at())
                    .findFirst()
                    .orElse("a time at which one was");
            return new ProblemException(
                    Problem.UNKNOWN_VERSION,
                    "No version of the policy \"" + policy + "\" was active at " + pin.asOf() + " (expected: "
                            + expected + ").");
        });
    }
}
