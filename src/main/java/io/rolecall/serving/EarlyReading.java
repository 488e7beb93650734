package io.rolecall.serving;

import io.rolecall.policy.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reads the policies on a second processor while Spring builds its context, which takes about as long: the first answer
 * comes a second or two earlier. What it read counts only where the folder still holds the same content.
 */
final class EarlyReading implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private final Map<String, Preparation> byDigest = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String root = context.getEnvironment().getProperty("rolecall.rules");
        if (root == null || context.getParent() != null) {
            return; // the management port has a context of its own
        }
        context.getBeanFactory().registerSingleton("earlyReading", this);
        if ("off".equalsIgnoreCase(context.getEnvironment().getProperty("rolecall.rules-mode"))) {
            done.countDown(); // the folder is not read
            return;
        }
        Thread reading = new Thread(() -> read(root), "early-reading");
        reading.setDaemon(true);
        reading.start();
    }

    private void read(String root) {
        try {
            for (Map.Entry<String, Path> folder :
                    new PolicyFolders(Path.of(root)).list().entrySet()) {
                Bundle bundle = Bundle.read(folder.getKey(), folder.getValue());
                byDigest.put(bundle.name() + bundle.digest(), Preparation.of(bundle));
            }
        } catch (IOException | RuntimeException e) {
            // Read again, and reported, when it is its turn.
        } finally {
            done.countDown();
        }
    }

    /** What was read of this content, once; null where nothing was. */
    @Nullable
    Preparation take(Bundle bundle) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return byDigest.remove(bundle.name() + bundle.digest());
    }
}
