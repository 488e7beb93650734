package io.rolecall.serving;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Span;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes policies ready, one at a time, and keeps the last few: what was published is often made live a moment later. */
@Component
class Preparations {

    private static final Logger log = LoggerFactory.getLogger(Preparations.class);

    /** Each takes some megabytes. */
    private static final int KEPT = 3;

    private final EarlyReading early;

    /** Fair: what is to be made live waits for those before it, and not for those who keep coming. */
    private final ReentrantLock one = new ReentrantLock(true);

    private final Map<String, Preparation> recent = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Preparation> eldest) {
            return size() > KEPT;
        }
    };

    Preparations(EarlyReading early) {
        this.early = early;
    }

    /** Takes as long as compiling does, up to some seconds, where it was not made ready lately. */
    Preparation of(Bundle bundle) {
        String key = bundle.name() + bundle.digest();
        one.lock();
        try {
            Preparation known = recent.get(key);
            if (known == null) {
                known = prepare(bundle);
                if (known.findings().stream().noneMatch(finding -> finding.code() == Code.INTERNAL)) {
                    recent.put(key, known); // a failure may pass
                }
            }
            return known;
        } finally {
            one.unlock();
        }
    }

    private Preparation prepare(Bundle bundle) {
        try {
            Preparation before = early.take(bundle);
            return before == null ? Preparation.of(bundle) : before;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.error("Policy {} could not be read: a defect of Rolecall.", bundle.name(), e);
            return new Preparation(
                    null,
                    List.of(Finding.of(
                            Code.INTERNAL,
                            new Span(Policy.FILE, 1, 1, 1),
                            null,
                            "The policy could not be read; the log says why.",
                            "Take the last change back, and report it.")),
                    new byte[0]);
        }
    }
}
