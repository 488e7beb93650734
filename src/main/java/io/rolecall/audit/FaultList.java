package io.rolecall.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was found, in its order; of very much the first part, and how much more there is. */
final class FaultList implements Consumer<Fault> {

    private static final int MOST = 1_000;

    private final List<Fault> faults = new ArrayList<>();
    private long count;
    private boolean tampered;

    @Override
    public void accept(Fault fault) {
        count++;
        tampered |= fault.kind() == Fault.Kind.TAMPERED;
        if (faults.size() < MOST) {
            faults.add(fault);
        }
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** How many were left out. */
    long more() {
        return count - faults.size();
    }

    Verdict.Finding verdict() {
        if (count == 0) {
            return Verdict.Finding.SOUND;
        }
        return tampered ? Verdict.Finding.TAMPERED : Verdict.Finding.INCOMPLETE;
    }
}
