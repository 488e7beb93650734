package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the outcomes that the situations of a region have: for each one situation that has it, or a proof that none has. It tries
 * situations first, and then divides the region until every part is settled or cannot have what is looked for.
 */
final class Survey {

    private static final int SAMPLES = 64;

    private final long known;
    private final Effort effort;
    private final Map<Long, Region> found = new LinkedHashMap<>();
    private final long possible;
    private boolean complete = true;

    private Survey(Region region, long known, Effort effort) {
        this.possible = Outlook.of(region).narrowed().outcomes();
        this.known = known;
        this.effort = effort;
    }

    /** @param effort in regions looked at; once it is spent the survey is not complete */
    static Survey of(Region region, Effort effort) {
        Survey survey = new Survey(region, 0, effort);
        survey.sample(region);
        survey.lookFurther(region);
        return survey;
    }

    /** @param known outcomes of which situations in the region were tried already */
    static Survey of(Region region, long known, Effort effort) {
        Survey survey = new Survey(region, known, effort);
        survey.lookFurther(region);
        return survey;
    }

    private void lookFurther(Region region) {
        for (long left = possible & ~found(); left != 0; left &= left - 1) {
            look(region, left & -left);
        }
    }

    /** The outcomes for which there is a situation, as bits of an outlook. */
    long found() {
        long all = known;
        for (long outcome : found.keySet()) {
            all |= outcome;
        }
        return all;
    }

    /** Those, and the ones of which it is not known. */
    long possible() {
        return complete ? found() : possible;
    }

    /** Whether it is known of every outcome. */
    boolean complete() {
        return complete;
    }

    /** A situation with an outcome; null where none was found here. */
    @Nullable
    Region example(long outcome) {
        return found.get(outcome);
    }

    private void sample(Region region) {
        List<Integer> open = new ArrayList<>();
        for (int cell = 0; cell < region.space().axes().size(); cell++) {
            if (region.open(cell)) {
                open.add(cell);
            }
        }
        // Always the same, so that a survey is
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SAMPLES && found() != possible; i++) {
            Region sample = Samples.one(region, open, i, random);
            effort.spend(1);
            found.putIfAbsent(Outlook.of(sample).outcomes(), sample);
        }
    }

    private void look(Region region, long outcome) {
        if ((found() & outcome) == 0
                && !divide(
                        region, outcome, region.standings().cases(region.space().cuts()))) {
            complete &= !effort.spent();
        }
    }

    /** @param cases the ways for the scores to stand that are not known to exclude the outcome */
    private boolean divide(Region region, long outcome, BitSet cases) {
        if (effort.spent()) {
            return false;
        }
        effort.spend(1);
        Outlook outlook = Outlook.of(region);
        BitSet left = outlook.cases(outcome, cases);
        if ((outlook.outcomes() & outcome) == 0 || left.isEmpty() && !cases.isEmpty()) {
            return false;
        }
        if (outlook.settled()) {
            found.putIfAbsent(outcome, region);
            return true;
        }
        BitSet matter = outlook.matter();
        int cell = Division.choose(region, matter);
        if (cell < 0) {
            throw new IllegalStateException("nothing is open, and still more than one outcome");
        }
        for (long values = region.values(cell); values != 0; values &= values - 1) {
            if (divide(region.with(cell, values & -values), outcome, left)) {
                return true;
            }
        }
        return false;
    }
}
