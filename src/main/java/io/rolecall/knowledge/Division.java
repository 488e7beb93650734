package io.rolecall.knowledge;

import java.util.Arrays;
import java.util.BitSet;

/** Chooses the fact by whose values a region is best divided: the one that decides most of what is open. */
final class Division {

    /** What a conclusion counts for, beside a signal's weight of 1 to 5. */
    private static final int CONCLUSION = 20;

    private Division() {}

    /** @return -1 where there is none to choose from */
    static int choose(Region region, BitSet matter) {
        int[] worth = new int[region.space().axes().size()];
        for (Space.Conclusion conclusion : region.space().conclusions()) {
            conclusion.formula().open(region, reading -> count(reading, CONCLUSION, worth));
        }
        Space.Signal[] signals = region.space().signals();
        for (int i = 0; i < signals.length; i++) {
            if (region.mayFire(i)) {
                int weight = Math.abs(signals[i].weight());
                signals[i].formula().open(region, reading -> count(reading, weight, worth));
            }
        }
        return matter.stream()
                .boxed()
                .max((a, b) -> worth[a] != worth[b] ? worth[a] - worth[b] : b - a)
                .orElse(-1);
    }

    private static void count(Formula.Reading reading, int weight, int[] worth) {
        BitSet cells = new BitSet();
        reading.cells(cells);
        Arrays.stream(cells.stream().toArray()).forEach(cell -> worth[cell] += weight);
    }
}
