package io.rolecall.serving;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Follows what is active: at the start, before the folder is looked at and the first request is taken. */
@Component
class Convergence implements SmartLifecycle {

    private final ActiveVersions active;
    private volatile boolean running;

    Convergence(ActiveVersions active) {
        this.active = active;
    }

    @Override
    public void start() {
        active.follow();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the folder's watch. */
    @Override
    public int getPhase() {
        return -1;
    }
}
