package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What answers to questions do in some of the situations that are still possible.
 *
 * @param trials one for each fact that is open and can make a difference, in the policy's order
 * @param outcomes every outcome that was seen, as the bits of an outlook
 */
record Trials(List<Trial> trials, long outcomes) {

    private static final int MOST_TRIALS = 9_600;

    /**
     * @param outcomes that answers to it lead to; none where all lead to the same
     * @param separation how likely two answers lead to different outcomes, from 0 to 1
     */
    record Trial(int cell, long outcomes, double separation) {}

    /** @param most situations to try at most: of many facts in fewer */
    static Trials of(Region region, int most) {
        int[] cells = Outlook.of(region).matter().stream().toArray();
        int tries = Arrays.stream(cells)
                .map(cell -> Long.bitCount(region.values(cell)))
                .sum();
        int samples = Math.max(1, Math.min(most, MOST_TRIALS / Math.max(1, tries)));
        List<Integer> open = IntStream.range(0, region.space().axes().size())
                .filter(region::open)
                .boxed()
                .toList();
        // Always the same, so that the same facts are always asked for the same
        SplittableRandom random = new SplittableRandom(1);
        List<Region> situations = new ArrayList<>();
        long seen = 0;
        for (int i = 0; i < samples; i++) {
            Region situation = Samples.one(region, open, i, random);
            seen |= Outlook.of(situation).outcomes();
            situations.add(situation);
        }
        List<Trial> trials = new ArrayList<>();
        for (int cell : cells) {
            long outcomes = 0;
            double separation = 0;
            for (Region situation : situations) {
                Answers answers = Answers.of(situation, cell, region.values(cell));
                separation += answers.separation() / samples;
                outcomes |= Long.bitCount(answers.outcomes()) > 1 ? answers.outcomes() : 0;
            }
            seen |= outcomes;
            trials.add(new Trial(cell, outcomes, separation));
        }
        return new Trials(trials, seen);
    }

    /** The answers to one question in one situation: how many lead to each outcome. */
    private record Answers(int[] counts, int all) {

        static Answers of(Region situation, int cell, long values) {
            int[] counts = new int[Long.SIZE];
            int all = 1;
            counts[Long.numberOfTrailingZeros(Outlook.of(situation).outcomes())]++;
            // Unknown is no answer
            for (long left = values & ~1L; left != 0; left &= left - 1) {
                Region moved = situation.moved(cell, Long.numberOfTrailingZeros(left));
                counts[Long.numberOfTrailingZeros(Outlook.of(moved).outcomes())]++;
                all++;
            }
            return new Answers(counts, all);
        }

        double separation() {
            double same = 0;
            for (int count : counts) {
                same += (double) count * count;
            }
            return 1 - same / all / all;
        }

        long outcomes() {
            long outcomes = 0;
            for (int outcome = 0; outcome < counts.length; outcome++) {
                outcomes |= counts[outcome] > 0 ? 1L << outcome : 0;
            }
            return outcomes;
        }
    }
}
