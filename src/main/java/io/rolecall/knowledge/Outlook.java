package io.rolecall.knowledge;

import java.util.BitSet;
import java.util.function.LongPredicate;

/**
 * What can come of a region: the outcomes it can have, and the facts that can make a difference between them. It may name too many
 * of both, and never leaves one out; of a region that is one situation it tells exactly.
 *
 * @param outcomes a bit for each outcome, by its place among the policy's; the next one for undecided
 */
record Outlook(Region region, Standings standings, long outcomes) {

    static Outlook of(Region region) {
        return of(region, region.standings());
    }

    /** @param standings what the scores are, if not what the signals add up to */
    static Outlook of(Region region, Standings standings) {
        return new Outlook(
                region,
                standings,
                outcomes(region.seen(standings), new byte[region.space().conclusions().length]));
    }

    /** @param known truths of conclusions; 0 where the region is to be asked */
    private static long outcomes(Region region, byte[] known) {
        Space.Conclusion[] conclusions = region.space().conclusions();
        long possible = 0;
        boolean certain = false;
        // They stand in the order of their precedence, the highest first
        for (int i = 0; i < conclusions.length && !certain; ) {
            int precedence = conclusions[i].precedence();
            long sure = 0;
            long may = 0;
            for (; i < conclusions.length && conclusions[i].precedence() == precedence; i++) {
                int truth = known[i] != 0 ? known[i] : conclusions[i].formula().possible(region);
                may |= (truth & Solver.TRUE) != 0 ? 1L << conclusions[i].outcome() : 0;
                sure |= truth == Solver.TRUE ? 1L << conclusions[i].outcome() : 0;
            }
            certain = sure != 0;
            if (Long.bitCount(sure) <= 1) {
                possible |= sure == 0 ? may : sure;
            }
            if (Long.bitCount(may) > 1) {
                possible |= undecided(region.space());
            }
        }
        return certain ? possible : possible | undecided(region.space());
    }

    /** The bit for it. */
    static long undecided(Space space) {
        return 1L << space.undecided();
    }

    /** The same, with every way looked at in which the scores can stand to each other: dearer, and often narrower. */
    Outlook narrowed() {
        BitSet cases = standings.cases(region.space().cuts());
        long[] narrowed = new long[1];
        cases(cases, outcome -> {
            narrowed[0] |= outcome & outcomes;
            return true;
        });
        return narrowed[0] == 0 ? this : new Outlook(region, standings, narrowed[0]);
    }

    /**
     * The ways in which the scores can stand to each other so that an outcome is possible.
     *
     * @param cases the ways to look at: others are known to exclude it
     */
    BitSet cases(long outcome, BitSet cases) {
        return cases(cases, possible -> (possible & outcome) != 0);
    }

    private BitSet cases(BitSet cases, LongPredicate wanted) {
        byte[] known = withoutScores();
        return settled() || known.length == 0
                ? wanted.test(outcomes) ? cases : new BitSet()
                : standings.which(cases, region.space().cuts(), one -> wanted.test(outcomes(region.seen(one), known)));
    }

    /** What is known of each conclusion whatever the scores are, 0 where it hangs on them; nothing where none does. */
    private byte[] withoutScores() {
        Space.Conclusion[] conclusions = region.space().conclusions();
        Region seen = region.seen(standings);
        byte[] known = new byte[conclusions.length];
        boolean open = false;
        for (int i = 0; i < known.length; i++) {
            int truth = conclusions[i].formula().possible(seen);
            boolean asks = conclusions[i].scored() && Integer.bitCount(truth) > 1;
            open |= asks;
            known[i] = asks ? 0 : (byte) truth;
        }
        return open ? known : new byte[0];
    }

    boolean settled() {
        return Long.bitCount(outcomes) == 1;
    }

    /** The facts that are open and that an outcome can hang on, by their numbers. */
    BitSet matter() {
        BitSet matter = new BitSet();
        if (settled()) {
            return matter;
        }
        Region seen = region.seen(standings);
        BitSet leanings = new BitSet();
        Space.Conclusion[] conclusions = region.space().conclusions();
        int certain = Integer.MIN_VALUE;
        for (int i = 0; i < conclusions.length && conclusions[i].precedence() >= certain; i++) {
            if (conclusions[i].formula().possible(seen) == Solver.TRUE) {
                certain = conclusions[i].precedence();
            }
            conclusions[i].formula().open(seen, reading -> {
                if (reading instanceof Formula.OfScore score) {
                    for (int total = 0; total < region.space().leanings(); total++) {
                        if (standings.matters(total, score.figure(), score.leaning())) {
                            leanings.set(total);
                        }
                    }
                } else {
                    reading.cells(matter);
                }
            });
        }
        Space.Signal[] signals = region.space().signals();
        for (int i = 0; i < signals.length; i++) {
            if (region.mayFire(i) && leanings.get(signals[i].leaning())) {
                signals[i].formula().open(region, reading -> reading.cells(matter));
            }
        }
        for (int cell = matter.nextSetBit(0); cell >= 0; cell = matter.nextSetBit(cell + 1)) {
            if (!region.open(cell)) {
                matter.clear(cell);
            }
        }
        return matter;
    }
}
