package io.rolecall.serving;

import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.NotRecordedException;
import io.rolecall.audit.PolicyActivations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Follows what is active: at the start, before the folder is looked at and the first request is taken; and from then on, at once
 * when another replica tells of it, and a second later when that was not heard.
 */
@Component
class Convergence implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Convergence.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final ActiveVersions active;
    private final PolicyActivations history;
    private final Presence presence;
    private final Freshness freshness;

    @Nullable
    private volatile Thread thread;

    private boolean away;

    Convergence(ActiveVersions active, PolicyActivations history, Presence presence, Freshness freshness) {
        this.active = active;
        this.history = history;
        this.presence = presence;
        this.freshness = freshness;
    }

    @Override
    public void start() {
        active.follow();
        freshness.followed();
        say();
        Thread following = new Thread(this::follow, "convergence");
        following.setDaemon(true);
        thread = following;
        following.start();
    }

    private void follow() {
        while (thread == Thread.currentThread()) {
            try {
                history.await(PAUSE);
                active.follow();
                freshness.followed();
                if (away) {
                    log.info("The store can be read again; what is active there is served here.");
                }
                away = false;
                say();
            } catch (InterruptedException e) {
                return;
            } catch (AuditUnavailableException e) {
                pause(e);
            } catch (RuntimeException | Error e) {
                log.error(
                        "What is active could not be followed: a defect of Rolecall. What is live goes on answering.",
                        e);
                pause(e);
            }
        }
    }

    /** Following does not depend on being able to write. */
    private void say() {
        try {
            presence.say();
        } catch (NotRecordedException e) {
            log.debug("What is served here could not be said", e); // a second later again
        }
    }

    private void pause(Throwable e) {
        if (!away) {
            log.warn("What is active cannot be followed; what is live goes on answering. {}", e.getMessage());
        }
        away = true;
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    @Override
    public void stop() {
        Thread following = thread;
        thread = null;
        if (following != null) {
            following.interrupt();
            try {
                following.join(ENDING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            presence.leave();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the folder's watch. */
    @Override
    public int getPhase() {
        return -1;
    }
}
