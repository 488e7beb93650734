package io.rolecall.advice;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The idempotency keys whose first request is still being answered here. Which one is recorded the database decides. */
final class RunningKeys {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** That a key is in use, until it is closed. */
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ProblemException where it is in use */
    Use use(String key) {
        if (!keys.add(key)) {
            throw new ProblemException(
                    Problem.KEY_IN_USE,
                    "The first request with this key is still being answered; ask again in a second.");
        }
        return () -> keys.remove(key);
    }
}
