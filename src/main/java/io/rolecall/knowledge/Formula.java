package io.rolecall.knowledge;

import static io.rolecall.knowledge.Solver.FALSE;
import static io.rolecall.knowledge.Solver.TRUE;
import static io.rolecall.knowledge.Solver.UNKNOWN;

import java.util.BitSet;
import java.util.function.Consumer;

/**
 * A condition made ready to be asked of many situations at once: which truths it can have in a region, as the bits of
 * {@link Solver}. It may name a truth that no situation in the region has, and never leaves out one that some has; of a region
 * that is one situation it tells exactly.
 */
sealed interface Formula {

    /** @param region of which the standings are known, where scores are read */
    int possible(Region region);

    /** Tells every part that reads something and can still come out in more than one way. */
    default void open(Region region, Consumer<Reading> reader) {}

    /** The facts that it reads. */
    default void cells(BitSet into) {}

    /** How many conditions it is put together of: what asking it costs. */
    default int size() {
        return 1;
    }

    /** What reads something: a formula without parts. */
    sealed interface Reading extends Formula permits OneCell, Compared, OfScore {

        @Override
        default void open(Region region, Consumer<Reading> reader) {
            if (Integer.bitCount(possible(region)) > 1) {
                reader.accept(this);
            }
        }
    }

    record Settled(int truth) implements Formula {

        static final Settled YES = new Settled(TRUE);
        static final Settled NO = new Settled(FALSE);

        static Settled of(Truth truth) {
            return new Settled(Solver.bit(truth));
        }

        @Override
        public int possible(Region region) {
            return truth;
        }
    }

    /** All that is said of one fact: the values, as bits, for which it is true and false; for the others it is unknown. */
    record OneCell(int cell, long whenTrue, long whenFalse) implements Reading {

        @Override
        public int possible(Region region) {
            long values = region.values(cell);
            return ((values & whenTrue) != 0 ? TRUE : 0)
                    | ((values & whenFalse) != 0 ? FALSE : 0)
                    | ((values & ~(whenTrue | whenFalse)) != 0 ? UNKNOWN : 0);
        }

        @Override
        public void cells(BitSet into) {
            into.set(cell);
        }

        private int truth(int value) {
            return (whenTrue >>> value & 1) != 0 ? TRUE : (whenFalse >>> value & 1) != 0 ? FALSE : UNKNOWN;
        }
    }

    /** Two facts compared: the same for each value of the first. */
    record Compared(int first, int second, long[] whenTrue, long[] whenFalse) implements Reading {

        @Override
        public int possible(Region region) {
            int truths = 0;
            long seconds = region.values(second);
            for (long left = region.values(first); left != 0; left &= left - 1) {
                int value = Long.numberOfTrailingZeros(left);
                truths |= ((seconds & whenTrue[value]) != 0 ? TRUE : 0)
                        | ((seconds & whenFalse[value]) != 0 ? FALSE : 0)
                        | ((seconds & ~(whenTrue[value] | whenFalse[value])) != 0 ? UNKNOWN : 0);
            }
            return truths;
        }

        @Override
        public void cells(BitSet into) {
            into.set(first);
            into.set(second);
        }
    }

    /**
     * What a score says, against a number. Scores are never unknown.
     *
     * @param from the lowest number of which it tells
     * @param holds for how many of the numbers below each one it is true, counted from {@code from}
     */
    record OfScore(Standings.Figure figure, int leaning, int from, int[] holds) implements Reading {

        @Override
        public int possible(Region region) {
            int low = region.standings().low(figure, leaning) - from;
            int high = region.standings().high(figure, leaning) - from;
            int holding = holds[high + 1] - holds[low];
            return (holding > 0 ? TRUE : 0) | (holding <= high - low ? FALSE : 0);
        }

        /** Whether it is true of a number, counted from the lowest. */
        boolean holds(int number) {
            return holds[number + 1] > holds[number];
        }

        /** Of how many numbers it tells. */
        int width() {
            return holds.length - 1;
        }
    }

    record All(Formula[] parts, int size) implements Formula {

        @Override
        public int possible(Region region) {
            int truths = TRUE;
            for (Formula part : parts) {
                truths = Solver.both(truths, part.possible(region));
                if (truths == FALSE) {
                    return FALSE;
                }
            }
            return truths;
        }

        @Override
        public void open(Region region, Consumer<Reading> reader) {
            if (Integer.bitCount(possible(region)) > 1) {
                for (Formula part : parts) {
                    part.open(region, reader);
                }
            }
        }

        @Override
        public void cells(BitSet into) {
            for (Formula part : parts) {
                part.cells(into);
            }
        }
    }

    record Not(Formula part) implements Formula {

        @Override
        public int size() {
            return part.size();
        }

        @Override
        public int possible(Region region) {
            return Solver.turned(part.possible(region));
        }

        @Override
        public void open(Region region, Consumer<Reading> reader) {
            part.open(region, reader);
        }

        @Override
        public void cells(BitSet into) {
            part.cells(into);
        }
    }

    /** Whether it is true; never unknown. */
    record Holds(Formula part) implements Formula {

        @Override
        public int size() {
            return part.size();
        }

        @Override
        public int possible(Region region) {
            return held(part.possible(region));
        }

        @Override
        public void open(Region region, Consumer<Reading> reader) {
            if (Integer.bitCount(possible(region)) > 1) {
                part.open(region, reader);
            }
        }

        @Override
        public void cells(BitSet into) {
            part.cells(into);
        }
    }

    /** What becomes of truths when only true counts. */
    static int held(int truths) {
        return truths & TRUE | ((truths & (FALSE | UNKNOWN)) != 0 ? FALSE : 0);
    }
}
