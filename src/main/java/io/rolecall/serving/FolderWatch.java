package io.rolecall.serving;

import io.rolecall.serving.PolicyFolders.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the rules folder again and again, and hands over each policy that has changed and then kept still. Looking is
 * used rather than file events because it is the same on every file system and sees a swapped link too; see
 * src/docs/decisions/0004.
 */
@Component
class FolderWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private static final Duration PAUSE = Duration.ofMillis(150);

    /** How many looks in a row must be alike before a change counts as finished, or a folder as gone. */
    private static final int STILL = 4;

    private final PolicyFolders folders;
    private final Path root;
    private final FolderChanges changes;
    private final LivePolicies policies;
    private final RulesMode mode;

    private final Map<String, Sight> sights = new HashMap<>();
    private boolean rootSeen = true;

    @Nullable
    private volatile Thread thread;

    FolderWatch(
            @Value("${rolecall.rules}") Path root,
            @Value("${rolecall.rules-mode}") RulesMode mode,
            FolderChanges changes,
            LivePolicies policies) {
        this.root = root.toAbsolutePath().normalize();
        this.folders = new PolicyFolders(this.root);
        this.changes = changes;
        this.policies = policies;
        this.mode = mode;
    }

    /** What was last seen of a policy's folder. */
    private static final class Sight {
        @Nullable
        private Look last;

        @Nullable
        private Look handled;

        private int alike;
        private int unreadable;
    }

    /** Loads what is there, before the first request is taken; then watches. */
    @Override
    public void start() {
        if (mode != RulesMode.OFF) {
            changes.begin();
            look(1);
        }
        if (policies.all().isEmpty()) {
            log.error(
                    mode == RulesMode.OFF
                            ? "No policy to serve: the store has none, and rolecall.rules-mode is off; until one is"
                                    + " published and activated every recommendation is answered 503."
                            : "No policy to serve: {} holds no folder with a policy.yaml. Set rolecall.rules to the folder that"
                                    + " does; until then every recommendation is answered 503.",
                    root);
        }
        if (mode != RulesMode.WATCH) {
            return;
        }
        Thread watching = new Thread(this::watch, "folder-watch");
        watching.setDaemon(true);
        thread = watching;
        watching.start();
    }

    private void watch() {
        while (thread == Thread.currentThread()) {
            try {
                Thread.sleep(PAUSE.toMillis());
                look(STILL);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                log.error("Watching {} failed and goes on.", root, e);
            }
        }
    }

    private void look(int still) {
        Map<String, Path> present;
        try {
            present = folders.list();
        } catch (IOException e) {
            if (rootSeen && !sights.isEmpty()) {
                log.warn("The rules folder {} cannot be read; what is live goes on answering.", root);
            }
            rootSeen = false;
            return;
        }
        rootSeen = true;
        present.keySet().forEach(name -> sights.computeIfAbsent(name, key -> new Sight()));
        for (String name : List.copyOf(sights.keySet())) {
            try {
                look(name, present.get(name), still);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                log.error(
                        "Policy {} could not be taken up: a defect of Rolecall. What is live goes on answering.",
                        name,
                        e);
            }
        }
    }

    private void look(String name, @Nullable Path folder, int still) {
        Sight sight = sights.computeIfAbsent(name, key -> new Sight());
        Look now;
        try {
            now = folder == null ? null : Look.at(folder);
            sight.unreadable = 0;
        } catch (IOException e) {
            // Most often a file went while it was looked at, and the next look tells more.
            if (++sight.unreadable == still) {
                changes.refuseUnreadable(name, e);
                sight.handled = null; // once it can be read again, that is news
            }
            return;
        }
        boolean same = now == null ? sight.last == null : now.equals(sight.last);
        sight.alike = same ? sight.alike + 1 : 1;
        sight.last = now;
        if (sight.alike < still) {
            return;
        }
        if (now == null) {
            if (changes.withdraw(name)) {
                sights.remove(name);
            }
        } else if (!now.equals(sight.handled)) {
            sight.alike = 0; // whatever comes of it, not again at once
            if (mode == RulesMode.SEED && changes.isStored(name) || changes.take(name, now)) {
                sight.handled = now;
            }
        }
    }

    @Override
    public void stop() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server, which starts last. */
    @Override
    public int getPhase() {
        return 0;
    }
}
