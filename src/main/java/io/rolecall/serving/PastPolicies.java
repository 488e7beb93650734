package io.rolecall.serving;

import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.PolicyReader.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Any version there is, to answer again what it once answered, or for a caller who asks for it. */
@Component
public class PastPolicies {

    /** Of the versions used last. The hiring policy's take 3 MB each, and half a second to make. */
    static final int KEPT = 8;

    private final PolicyVersions versions;
    private final LivePolicies live;
    private final Turns turns;
    private final Function<Bundle, Reading> reader;
    private final Map<String, FutureTask<Optional<Reading>>> compiling = new ConcurrentHashMap<>();
    private final Map<String, Reading> compiled = new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
            return size() > KEPT;
        }
    };

    @Autowired
    PastPolicies(PolicyVersions versions, LivePolicies live, Turns turns) {
        this(versions, live, turns, PolicyReader::read);
    }

    /** @param reader compiles */
    PastPolicies(PolicyVersions versions, LivePolicies live, Turns turns, Function<Bundle, Reading> reader) {
        this.versions = versions;
        this.live = live;
        this.turns = turns;
        this.reader = reader;
    }

    /**
     * The version, compiled from the files that were stored with it: by the first who asks, while others who ask for the same
     * wait and nobody else does.
     *
     * @return empty where there is no such version; with errors and no policy where today's checks refuse its files
     * @throws TooBusy where it is not compiled, and too much else is
     */
    public Optional<Reading> find(String name, int version) {
        Reading known = known(name, version);
        return known == null ? turns.take(() -> ready(name, version)) : Optional.of(known);
    }

    /** As {@link #find}, for those who have their turn or need none. */
    Optional<Reading> ready(String name, int version) {
        Reading known = known(name, version);
        return known == null ? compile(name, version) : Optional.of(known);
    }

    private @Nullable Reading known(String name, int version) {
        LivePolicy now = live.live(name);
        return now != null && now.version() == version
                ? new Reading(now.policy(), List.of())
                : known(key(name, version));
    }

    private static String key(String name, int version) {
        return name + " " + version;
    }

    private Optional<Reading> compile(String name, int version) {
        String key = key(name, version);
        FutureTask<Optional<Reading>> task =
                compiling.computeIfAbsent(key, absent -> new FutureTask<>(() -> read(name, version, key)));
        try {
            task.run();
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("version " + version + " of " + name + " could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            compiling.remove(key, task);
        }
    }

    private Optional<Reading> read(String name, int version, String key) {
        Reading known = known(key); // it may have come while this one was about to begin
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Reading> read = versions.files(name, version).map(files -> reader.apply(Bundle.unpacked(name, files)));
        read.ifPresent(reading -> keep(key, reading));
        return read;
    }

    private @Nullable Reading known(String key) {
        synchronized (compiled) {
            return compiled.get(key);
        }
    }

    private void keep(String key, Reading reading) {
        synchronized (compiled) {
            compiled.put(key, reading);
        }
    }
}
