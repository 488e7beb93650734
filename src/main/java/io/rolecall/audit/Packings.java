package io.rolecall.audit;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The packings of the versions used of late. */
final class Packings {

    /** Each takes about the size of its sample, twice. */
    private static final int KEPT = 32;

    private final Map<String, Packing> packings = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Packing> eldest) {
            return size() > KEPT;
        }
    };

    private final Set<String> beingRead = ConcurrentHashMap.newKeySet();

    /**
     * For the next answer of a version. After a swap many come at once: the first has the sample read, and those meanwhile do
     * without rather than read it, too.
     *
     * @param reading calls {@link #of}
     */
    Packing next(String policy, int version, Supplier<Packing> reading) {
        Packing known = known(policy, version);
        if (known != null) {
            return known;
        }
        String key = key(policy, version);
        if (!beingRead.add(key)) {
            return Packing.WITHOUT_SAMPLE;
        }
        try {
            return reading.get();
        } finally {
            beingRead.remove(key);
        }
    }

    Packing of(Session session, String policy, int version) throws SQLException {
        Packing known = known(policy, version);
        if (known != null) {
            return known;
        }
        Optional<byte[]> sample = session.first(
                "SELECT sample FROM policy_version WHERE policy = ? AND number = ?",
                row -> row.getBytes(1),
                policy,
                version);
        Packing packing = new Packing(sample.orElse(new byte[0]));
        if (sample.isPresent()) {
            synchronized (packings) {
                packings.put(key(policy, version), packing);
            }
        }
        return packing;
    }

    private @Nullable Packing known(String policy, int version) {
        synchronized (packings) {
            return packings.get(key(policy, version));
        }
    }

    private static String key(String policy, int version) {
        return policy + " " + version;
    }
}
