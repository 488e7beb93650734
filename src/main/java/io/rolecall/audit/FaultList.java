package io.rolecall.audit;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was found, in its order; of very much the first part, and how much more there is. */
final class FaultList implements Consumer<Fault> {

    private final Some<Fault> faults = new Some<>();
    private Fault.@Nullable Kind worst;

    @Override
    public void accept(Fault fault) {
        faults.accept(fault);
        worst = worst == null || fault.kind().compareTo(worst) > 0 ? fault.kind() : worst;
    }

    /** So many of a kind that was found already. */
    void more(long count) {
        faults.more(count);
    }

    List<Fault> faults() {
        return faults.first();
    }

    /** How many were left out. */
    long more() {
        return faults.more();
    }

    Verdict.Finding verdict() {
        return worst == null ? Verdict.Finding.SOUND : Verdict.Finding.valueOf(worst.name());
    }
}
