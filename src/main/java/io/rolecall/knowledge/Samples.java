package io.rolecall.knowledge;

import java.util.List;
import java.util.SplittableRandom;

/** Single situations of a region, spread over it: of some little is known, of some much. */
final class Samples {

    private Samples() {}

    /** @param number of the sample; the first is the one in which nothing more is known */
    static Region one(Region region, List<Integer> open, int number, SplittableRandom random) {
        long[] values = new long[region.space().axes().size()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = region.values(cell);
        }
        for (int cell : open) {
            long allowed = values[cell];
            boolean unknown = (allowed & 1) != 0 && random.nextInt(8) >= number % 9;
            values[cell] = unknown ? 1 : nth(unknownLeftOut(allowed), random);
        }
        return Region.of(region.space(), values);
    }

    private static long unknownLeftOut(long allowed) {
        return (allowed & ~1L) == 0 ? allowed : allowed & ~1L;
    }

    private static long nth(long allowed, SplittableRandom random) {
        long left = allowed;
        for (int i = random.nextInt(Long.bitCount(allowed)); i > 0; i--) {
            left &= left - 1;
        }
        return left & -left;
    }
}
