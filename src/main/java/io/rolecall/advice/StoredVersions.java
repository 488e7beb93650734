package io.rolecall.advice;

import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.serving.PastPolicies;
import org.springframework.stereotype.Component;

/** Finds a version of a policy for a caller, or says which there are. */
@Component
class StoredVersions {

    private final PolicyVersions versions;
    private final PolicyCatalogue policies;
    private final PastPolicies past;

    StoredVersions(PolicyVersions versions, PolicyCatalogue policies, PastPolicies past) {
        this.versions = versions;
        this.policies = policies;
        this.past = past;
    }

    /** @throws ProblemException where there is neither a version nor a folder of this name */
    void expect(String policy) {
        if (versions.newest(policy) == 0) {
            policies.state(policy);
        }
    }

    PolicyVersion version(String policy, int number) {
        return versions.find(policy, number).orElseThrow(() -> missing(policy, number));
    }

    Bundle bundle(PolicyVersion version) {
        return Bundle.unpacked(
                version.policy(),
                versions.files(version.policy(), version.number()).orElseThrow());
    }

    /** @throws ProblemException where there is none, or today's checks refuse it */
    Policy policy(String policy, int number) {
        PolicyReader.Reading reading = reading(policy, number);
        Policy found = reading.policy();
        if (found == null) {
            throw new ProblemException(
                    Problem.NOT_PASSED,
                    "Version " + number + " does not pass today's checks.",
                    reading.findings().stream().filter(Finding::isError).toList());
        }
        return found;
    }

    /**
     * The version that a request or a record speaks of, whether it was ever live or not.
     *
     * @throws ProblemException where there is none, or it cannot answer any more
     */
    Policy answering(String policy, int number) {
        PolicyReader.Reading reading = reading(policy, number);
        Policy found = reading.policy();
        if (found == null) {
            throw new ProblemException(
                    Problem.NOT_REPLAYABLE,
                    "Version " + number + " cannot answer any more: "
                            + reading.findings().stream()
                                    .filter(Finding::isError)
                                    .findFirst()
                                    .orElseThrow());
        }
        return found;
    }

    /** Whether it can answer or not. @throws ProblemException where there is none */
    PolicyReader.Reading reading(String policy, int number) {
        return past.find(policy, number).orElseThrow(() -> missing(policy, number));
    }

    ProblemException noFile(String path, Bundle bundle) {
        return new ProblemException(
                Problem.UNKNOWN_FILE,
                "There is no file \"" + Messages.shorten(path) + "\" "
                        + Messages.expected(bundle.files().keySet()) + ".");
    }

    private ProblemException missing(String policy, int number) {
        expect(policy);
        int newest = versions.newest(policy);
        return new ProblemException(
                Problem.UNKNOWN_VERSION,
                "There is no version " + number + " of the policy \"" + policy + "\" (expected: "
                        + (newest == 0 ? "none, it has no version" : newest == 1 ? "1" : "1 to " + newest) + ").");
    }
}
