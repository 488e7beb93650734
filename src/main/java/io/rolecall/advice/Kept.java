package io.rolecall.advice;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What was counted a moment ago and takes long to count. It is kept for some times as long as it took, so that those who look again and
 * again take a part of a processor and not all of it; what is quickly counted is always counted anew.
 */
final class Kept<K, V> {

    static final Duration LONG = Duration.ofMillis(200);

    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int TIMES = 10;
    private static final int MOST = 64;

    private record One<V>(V value, long at, long life) {}

    private final Map<K, One<V>> kept = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    Kept() {
        this(System::nanoTime);
    }

    /** @param clock in nanoseconds */
    Kept(LongSupplier clock) {
        this.clock = clock;
    }

    V get(K key, Supplier<V> count) {
        long begin = clock.getAsLong();
        kept.values().removeIf(one -> begin - one.at >= one.life);
        One<V> known = kept.get(key);
        if (known != null) {
            return known.value;
        }
        V value = count.get();
        long end = clock.getAsLong();
        if (end - begin >= LONG.toNanos() && kept.size() < MOST) {
            kept.put(key, new One<>(value, end, Math.min((end - begin) * TIMES, LONGEST.toNanos())));
        }
        return value;
    }
}
