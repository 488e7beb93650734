package io.rolecall.vocabulary;

/** What the conclusions decided, there for the plan to match. Absent when the answer is undecided. */
public final class Recommendation {

    private final String outcome;

    /** @param outcome the outcome's id in policy.yaml */
    public Recommendation(String outcome) {
        this.outcome = outcome;
    }

    public String getOutcome() {
        return outcome;
    }
}
