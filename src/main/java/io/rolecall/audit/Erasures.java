package io.rolecall.audit;

import io.rolecall.audit.Erasure.Cause;
import java.util.List;
import java.util.Optional;

/** Erases payloads. That it was done, when and why, is in the log; what was erased is nowhere, and every proof still holds. */
public class Erasures {

    private final Store store;
    private final Engine engine;

    Erasures(Store store, Engine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * Returns once nothing of it is left on the disk. One that was erased before is not erased again.
     *
     * @return empty where there is no such recommendation
     * @throws HeldException where it is held
     * @throws NotRecordedException where it cannot be done, or not to its end: asked again, it goes on
     */
    public Optional<Erasure> erase(String recommendation) {
        Erasing.Outcome outcome = store.write(new Erasing(List.of(recommendation), Cause.REQUEST, engine));
        if (!outcome.held().isEmpty()) {
            throw new HeldException(outcome.held().get(0));
        }
        return outcome.erased().stream().findFirst();
    }
}
