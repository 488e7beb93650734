package io.rolecall.vocabulary;

/**
 * How strongly the signals speak for one leaning. One per leaning of the policy is there once every signal has fired.
 */
public final class Score {

    private final String leaning;
    private final int total;
    private final int rank;
    private final int lead;

    /**
     * @param leaning the leaning's id in policy.yaml
     * @param total the weights that favour it minus the weights that oppose it; may be negative
     * @param rank from 1; equal totals share one, and the next rank is skipped (1, 1, 3)
     * @param lead the total minus the highest total among the others: negative when behind, 0 on a tie
     */
    public Score(String leaning, int total, int rank, int lead) {
        this.leaning = leaning;
        this.total = total;
        this.rank = rank;
        this.lead = lead;
    }

    public String getLeaning() {
        return leaning;
    }

    public int getTotal() {
        return total;
    }

    public int getRank() {
        return rank;
    }

    public int getLead() {
        return lead;
    }
}
