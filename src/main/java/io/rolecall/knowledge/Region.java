package io.rolecall.knowledge;

import io.rolecall.knowledge.Space.Signal;

/**
 * Some of the situations of a space: those in which every fact has one of the values allowed to it. Knows what the signals come to
 * there. Never changes.
 */
final class Region {

    private final Space space;

    // By the fact's number; a bit for each value.
    private final long[] values;

    // By the signal's place: the truths that it can have.
    private final byte[] fires;

    // What the signals that hang on a fact come to, by the fact; null where there are none.
    private final Standings[] parts;

    private final Standings standings;

    private Region(Space space, long[] values, byte[] fires, Standings[] parts, Standings standings) {
        this.space = space;
        this.values = values;
        this.fires = fires;
        this.parts = parts;
        this.standings = standings;
    }

    /** @param values allowed to each fact: a bit for each, at least one */
    static Region of(Space space, long[] values) {
        Region region = new Region(
                space,
                values,
                new byte[space.signals().length],
                new Standings[values.length],
                new Standings(space.leanings()));
        for (int i = 0; i < region.fires.length; i++) {
            region.look(i);
        }
        for (int cell = 0; cell < values.length; cell++) {
            region.gather(cell);
        }
        return region;
    }

    /** Those of its situations in which a fact has one of the values. */
    Region with(int cell, long allowed) {
        Region region = new Region(space, values.clone(), fires.clone(), parts.clone(), standings.copy());
        region.values[cell] = allowed;
        int[] signals = space.signalsOn(cell);
        boolean changed = false;
        for (int signal : signals) {
            if (fires[signal] == EITHER) {
                region.look(signal);
                changed = true;
            }
        }
        if (changed) {
            for (int touched : space.beside(cell)) {
                region.gather(touched);
            }
        }
        return region;
    }

    /** The one in which a fact has another value than before, whatever was known of it. */
    Region moved(int cell, int value) {
        Region region = new Region(space, values.clone(), fires.clone(), parts.clone(), standings.copy());
        region.values[cell] = 1L << value;
        for (int signal : space.signalsOn(cell)) {
            if (region.fires[signal] == Solver.TRUE) {
                region.count(signal, -1);
            }
            region.look(signal);
        }
        for (int touched : space.beside(cell)) {
            region.gather(touched);
        }
        return region;
    }

    private static final int EITHER = Solver.TRUE | Solver.FALSE;

    private void look(int signal) {
        fires[signal] = (byte) space.signals()[signal].formula().possible(this);
        if (fires[signal] == Solver.TRUE) {
            count(signal, 1);
        }
    }

    private void count(int signal, int sign) {
        Signal one = space.signals()[signal];
        standings.add(one.leaning(), sign * one.weight());
    }

    /** Signals on one fact go together: two that ask for different values of it never both fire. */
    private void gather(int cell) {
        if (parts[cell] != null) {
            standings.add(parts[cell], -1);
            parts[cell] = null;
        }
        int ways = Long.bitCount(values[cell]);
        if (ways == 1) {
            return;
        }
        int[][] lows = null;
        int[][] highs = null;
        long allowed = values[cell];
        for (int number : space.signalsOn(cell)) {
            if (fires[number] != EITHER || hub(number) != cell) {
                continue;
            }
            if (lows == null || highs == null) {
                lows = new int[ways][space.leanings()];
                highs = new int[ways][space.leanings()];
            }
            Signal signal = space.signals()[number];
            long left = allowed;
            for (int way = 0; way < ways; way++, left &= left - 1) {
                values[cell] = left & -left;
                int truths = signal.formula().possible(this);
                if (truths == Solver.TRUE || truths == EITHER && signal.weight() > 0) {
                    highs[way][signal.leaning()] += signal.weight();
                }
                if (truths == Solver.TRUE || truths == EITHER && signal.weight() < 0) {
                    lows[way][signal.leaning()] += signal.weight();
                }
            }
            values[cell] = allowed;
        }
        if (lows != null && highs != null) {
            parts[cell] = Standings.any(space.leanings(), lows, highs);
            standings.add(parts[cell], 1);
        }
    }

    /** The fact that a signal is counted with: of those that are open the one that most signals read. */
    private int hub(int signal) {
        for (int cell : space.signals()[signal].cells()) {
            if (Long.bitCount(values[cell]) > 1) {
                return cell;
            }
        }
        throw new IllegalStateException("nothing is open");
    }

    Space space() {
        return space;
    }

    long values(int cell) {
        return values[cell];
    }

    boolean open(int cell) {
        return Long.bitCount(values[cell]) > 1;
    }

    /** Whether a signal fires in some of the situations and in others not. */
    boolean mayFire(int signal) {
        return fires[signal] == EITHER;
    }

    /** Whether a signal fires in all of the situations. */
    boolean fires(int signal) {
        return fires[signal] == Solver.TRUE;
    }

    Standings standings() {
        return standings;
    }

    /** The same with other scores. */
    Region seen(Standings others) {
        return others == standings ? this : new Region(space, values, fires, parts, others);
    }
}
