package io.rolecall.knowledge;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/** Between which bounds the scores lie, and by how much one can be above another. Of a single situation the bounds meet. */
final class Standings {

    /** What a score tells of its leaning. */
    enum Figure {
        TOTAL,
        RANK,
        LEAD
    }

    /** Of more there would be too many ways to stand. */
    private static final int MOST_LEANINGS = 8;

    private final int leanings;
    private final int[] low;
    private final int[] high;

    // By how much the first of two is above the second at most; negative where it is always below.
    private final int[] most;

    Standings(int leanings) {
        this(leanings, new int[leanings], new int[leanings], new int[leanings * leanings]);
    }

    private Standings(int leanings, int[] low, int[] high, int[] most) {
        this.leanings = leanings;
        this.low = low;
        this.high = high;
        this.most = most;
    }

    Standings copy() {
        return new Standings(leanings, low.clone(), high.clone(), most.clone());
    }

    /** The same with more, or less, for one leaning. */
    Standings with(int leaning, int weight) {
        Standings with = copy();
        with.add(leaning, weight);
        return with;
    }

    /** What counts in every situation. */
    void add(int leaning, int weight) {
        low[leaning] += weight;
        high[leaning] += weight;
        for (int other = 0; other < leanings; other++) {
            if (other != leaning) {
                most[leaning * leanings + other] += weight;
                most[other * leanings + leaning] -= weight;
            }
        }
    }

    /** @param sign 1 to add what signals that depend on a fact come to, -1 to take it away */
    void add(Standings part, int sign) {
        for (int i = 0; i < leanings; i++) {
            low[i] += sign * part.low[i];
            high[i] += sign * part.high[i];
        }
        for (int i = 0; i < most.length; i++) {
            most[i] += sign * part.most[i];
        }
    }

    /** Bounds that hold one or another way. */
    static Standings any(int leanings, int[][] lows, int[][] highs) {
        Standings any = new Standings(leanings);
        Arrays.fill(any.low, Integer.MAX_VALUE);
        Arrays.fill(any.high, Integer.MIN_VALUE);
        Arrays.fill(any.most, Integer.MIN_VALUE);
        for (int way = 0; way < lows.length; way++) {
            for (int i = 0; i < leanings; i++) {
                any.low[i] = Math.min(any.low[i], lows[way][i]);
                any.high[i] = Math.max(any.high[i], highs[way][i]);
                for (int j = 0; j < leanings; j++) {
                    int above = i == j ? 0 : highs[way][i] - lows[way][j];
                    any.most[i * leanings + j] = Math.max(any.most[i * leanings + j], above);
                }
            }
        }
        return any;
    }

    int low(Figure figure, int leaning) {
        return switch (figure) {
            case TOTAL -> low[leaning];
            case RANK -> 1 + others(leaning, true);
            case LEAD -> leanings == 1 ? low[leaning] : lead(leaning, true);
        };
    }

    int high(Figure figure, int leaning) {
        return switch (figure) {
            case TOTAL -> high[leaning];
            case RANK -> 1 + others(leaning, false);
            case LEAD -> leanings == 1 ? high[leaning] : lead(leaning, false);
        };
    }

    /** How many others are above it, always or ever. */
    private int others(int leaning, boolean always) {
        int above = 0;
        for (int other = 0; other < leanings; other++) {
            if (other != leaning && (always ? most(leaning, other) < 0 : most(other, leaning) > 0)) {
                above++;
            }
        }
        return above;
    }

    private int lead(int leaning, boolean low) {
        int lead = Integer.MAX_VALUE;
        for (int other = 0; other < leanings; other++) {
            if (other != leaning) {
                lead = Math.min(lead, low ? -most(other, leaning) : most(leaning, other));
            }
        }
        return lead;
    }

    /** By how much the one is above the other at most. */
    int most(int one, int other) {
        return most[one * leanings + other];
    }

    /** Whether a leaning's total can matter to a figure of another, or of itself. */
    boolean matters(int total, Figure figure, int leaning) {
        if (total == leaning) {
            return true;
        }
        if (figure == Figure.TOTAL) {
            return false;
        }
        if (figure == Figure.RANK) {
            return most(total, leaning) > 0 && most(leaning, total) >= 0;
        }
        for (int other = 0; other < leanings; other++) {
            boolean above = other != leaning && other != total && most(total, other) <= 0;
            // Of two that are always level the first counts
            if (above && (most(other, total) > 0 || other < total)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The ways in which the leanings can stand to each other at the top, by number: together they leave nothing out. What the bounds
     * allow one by one, such as two leanings that both lead, they often do not allow together.
     *
     * @return none where there are too many leanings
     */
    BitSet cases(int[] cuts) {
        BitSet cases = new BitSet();
        if (leanings <= MOST_LEANINGS) {
            cases.set(cuts.length + 1, (cuts.length + 1) << leanings);
        }
        return cases;
    }

    /**
     * Looks at some of the ways to stand, each as bounds of its own.
     *
     * @param cuts the totals from which on a condition comes out another way, in their order
     * @param wanted whether to keep one
     * @return those that can be, and are wanted
     */
    BitSet which(BitSet cases, int[] cuts, Predicate<Standings> wanted) {
        BitSet kept = new BitSet();
        Standings one = copy();
        int ways = cuts.length + 1;
        for (int number = cases.nextSetBit(0); number >= 0; number = cases.nextSetBit(number + 1)) {
            one.become(this);
            int cut = number % ways;
            int lowest = cut == 0 ? Integer.MIN_VALUE : cuts[cut - 1];
            int highest = cut == cuts.length ? Integer.MAX_VALUE : cuts[cut] - 1;
            if (one.narrow(number / ways, lowest, highest) && wanted.test(one)) {
                kept.set(number);
            }
        }
        return kept;
    }

    private void become(Standings other) {
        System.arraycopy(other.low, 0, low, 0, low.length);
        System.arraycopy(other.high, 0, high, 0, high.length);
        System.arraycopy(other.most, 0, most, 0, most.length);
    }

    /** @return whether leanings can stand so */
    private boolean narrow(int top, int from, int to) {
        for (int i = 0; i < leanings; i++) {
            boolean first = (top >> i & 1) != 0;
            if (first) {
                low[i] = Math.max(low[i], from);
                high[i] = Math.min(high[i], to);
            }
            for (int j = 0; j < leanings && first; j++) {
                if (i != j) {
                    int above = (top >> j & 1) != 0 ? 0 : -1;
                    most[j * leanings + i] = Math.min(most[j * leanings + i], above);
                }
            }
        }
        return agree();
    }

    /** Draws what follows for the totals. @return whether there are totals with all these bounds */
    private boolean agree() {
        for (int i = 0; i < leanings; i++) {
            for (int j = 0; j < leanings; j++) {
                high[i] = Math.min(high[i], high[j] + most(i, j));
                low[i] = Math.max(low[i], low[j] - most(j, i));
            }
        }
        for (int i = 0; i < leanings; i++) {
            for (int j = 0; j <= i; j++) {
                if (most(i, j) + most(j, i) < 0 || low[i] > high[i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
