package io.rolecall.audit;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the log is still what it was. Once there is a doubt nothing is added to it until somebody has looked. */
final class Doubt {

    private static final Logger log = LoggerFactory.getLogger(Doubt.class);

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    /** @param found what is wrong, in one line; the first doubt stays */
    void raise(String found) {
        if (reason.compareAndSet(null, found)) {
            log.error(
                    "The log is in doubt: {}. It is read only, and nothing is answered, until this is looked into.",
                    found);
        }
    }

    /** Null where there is none. */
    @Nullable
    String reason() {
        return reason.get();
    }
}
