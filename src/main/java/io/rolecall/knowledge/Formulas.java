package io.rolecall.knowledge;

import io.rolecall.knowledge.Formula.All;
import io.rolecall.knowledge.Formula.Holds;
import io.rolecall.knowledge.Formula.Not;
import io.rolecall.knowledge.Formula.OneCell;
import io.rolecall.knowledge.Formula.Settled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts formulas together, in the form in which a region is told most exactly. */
final class Formulas {

    /** Of one formula. Rules that people write have a dozen. */
    private static final int MOST_CONDITIONS = 2_000;

    private Formulas() {}

    /** @throws Translation.Untranslatable where it would be too large */
    static Formula all(List<Formula> parts) {
        if (parts.stream().mapToInt(Formula::size).sum() > MOST_CONDITIONS) {
            throw new Translation.Untranslatable();
        }
        Map<Integer, OneCell> byCell = new LinkedHashMap<>();
        List<Formula> others = new ArrayList<>();
        for (Formula part : flat(parts)) {
            if (part instanceof OneCell one) {
                byCell.merge(one.cell(), one, Formulas::both);
            } else if (!part.equals(Settled.YES)) {
                others.add(part);
            }
        }
        List<Formula> all = new ArrayList<>(byCell.values());
        all.addAll(others);
        return all.contains(Settled.NO)
                ? Settled.NO
                : all.isEmpty() ? Settled.YES : all.size() == 1 ? all.get(0) : all(all.toArray(Formula[]::new));
    }

    private static All all(Formula[] parts) {
        return new All(parts, Stream.of(parts).mapToInt(Formula::size).sum());
    }

    private static List<Formula> flat(List<Formula> parts) {
        List<Formula> flat = new ArrayList<>();
        parts.forEach(part -> flat.addAll(part instanceof All all ? List.of(all.parts()) : List.of(part)));
        return flat;
    }

    /** Of one fact everything is said in one place, so that a region of several values is told exactly. */
    private static OneCell both(OneCell one, OneCell other) {
        return new OneCell(one.cell(), one.whenTrue() & other.whenTrue(), one.whenFalse() | other.whenFalse());
    }

    static Formula any(List<Formula> parts) {
        return not(all(parts.stream().map(Formulas::not).toList()));
    }

    static Formula not(Formula part) {
        if (part instanceof OneCell one) {
            return new OneCell(one.cell(), one.whenFalse(), one.whenTrue());
        }
        return part instanceof Not not
                ? not.part()
                : part instanceof Settled settled ? new Settled(Solver.turned(settled.truth())) : new Not(part);
    }

    /** Pushed down to what reads something: further up it would hide what is said of one fact in several places. */
    static Formula holds(Formula part) {
        if (part instanceof OneCell one) {
            return new OneCell(one.cell(), one.whenTrue(), ~one.whenTrue());
        }
        if (part instanceof Settled settled) {
            return new Settled(Formula.held(settled.truth()));
        }
        if (part instanceof All all) {
            return all(Stream.of(all.parts()).map(Formulas::holds).toList());
        }
        if (part instanceof Not not && not.part() instanceof All all) {
            return any(Stream.of(all.parts()).map(one -> holds(not(one))).toList());
        }
        return part instanceof Holds || part instanceof Not not && not.part() instanceof Holds ? part : new Holds(part);
    }
}
