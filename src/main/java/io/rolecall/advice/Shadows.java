package io.rolecall.advice;

import io.micrometer.core.instrument.MeterRegistry;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.PolicyShadow;
import io.rolecall.audit.PolicyShadows;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has shadows answer again what was answered, on a thread of their own. A request only leaves its answer here, if there is room; what
 * becomes of it then it never learns. While requests come, shadows take little of a processor, and what comes too fast is skipped.
 */
@Component
class Shadows implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Shadows.class);

    /** Answers are large: more of them would take memory that requests need. */
    static final int WAITING = 64;

    /** Between two looks at what is set, which another replica may have done. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final PolicyShadows settings;
    private final StoredVersions versions;
    private final AuditLog audit;
    private final MeterRegistry meters;
    private final LiveRequests requests;
    private final BlockingQueue<Answered> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile Map<String, Shadow> shadows = Map.of();
    private volatile @Nullable Thread thread;

    Shadows(
            PolicyShadows settings,
            StoredVersions versions,
            AuditLog audit,
            MeterRegistry meters,
            LiveRequests requests) {
        this.settings = settings;
        this.versions = versions;
        this.audit = audit;
        this.meters = meters;
        this.requests = requests;
    }

    /** Takes an answer of a live version. Returns at once. */
    void see(Answered answered) {
        Shadow shadow = shadows.get(answered.policy().name());
        if (shadow != null && shadow.wants() && !waiting.offer(answered)) {
            shadow.skip();
        }
    }

    /** What the policy's shadow has found; empty where it has none. */
    Optional<ShadowReport> report(String policy) {
        return Optional.ofNullable(shadows.get(policy)).map(shadow -> shadow.report(id -> !audit.isErased(id)));
    }

    /**
     * Returns once it is stored and taken up here.
     *
     * @throws io.rolecall.audit.NotRecordedException where it cannot be stored
     */
    synchronized void set(String policy, int version, double share) {
        settings.set(policy, version, share);
        look();
    }

    /**
     * Returns once that is stored.
     *
     * @throws io.rolecall.audit.NotRecordedException where it cannot be stored
     */
    synchronized void end(String policy) {
        settings.end(policy);
        look();
    }

    /** One that is set as it was goes on counting. */
    private synchronized void look() {
        Map<String, Shadow> after = new TreeMap<>();
        for (PolicyShadow set : settings.all()) {
            Shadow before = shadows.get(set.policy());
            after.put(
                    set.policy(),
                    before != null && before.set().equals(set)
                            ? before
                            : new Shadow(set, new ShadowTally(set.policy(), meters)));
        }
        shadows = after;
    }

    private void work() {
        Pace pace = new Pace(requests);
        long looked = System.nanoTime();
        while (thread == Thread.currentThread()) {
            try {
                Answered answered = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                shadows.values().forEach(shadow -> shadow.prepare(versions));
                if (answered != null) {
                    Optional.ofNullable(shadows.get(answered.policy().name()))
                            .ifPresent(shadow -> shadow.answer(answered));
                    pace.rest();
                }
                if (System.nanoTime() - looked > PAUSE.toNanos()) {
                    looked = System.nanoTime();
                    look();
                }
            } catch (InterruptedException e) {
                return;
            } catch (AuditUnavailableException e) {
                log.debug("What is set cannot be read; what was set stays.", e);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                if (isRunning()) {
                    log.error("Shadows failed and go on: a defect of Rolecall.", e);
                }
            }
        }
    }

    @Override
    public void start() {
        try {
            look();
        } catch (AuditUnavailableException e) {
            log.debug("The thread looks again.", e);
        }
        Thread working = new Thread(this::work, "shadows");
        working.setDaemon(true);
        working.setPriority(Thread.MIN_PRIORITY);
        thread = working;
        working.start();
    }

    @Override
    public void stop() {
        Thread working = thread;
        thread = null;
        if (working != null) {
            working.interrupt();
            try {
                working.join(PAUSE.toMillis()); // it may be reading the record, which is closed next
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
