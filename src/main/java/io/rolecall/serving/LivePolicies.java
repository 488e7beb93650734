package io.rolecall.serving;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The policies served now. One read gives a version with everything it needs; a request keeps to it until its end. */
@Component
public class LivePolicies {

    private volatile Map<String, PolicyState> states = Map.of();
    private final PolicyMetrics metrics;

    /** The activation that took a policy out of service; what was active before is not served any more. */
    private final Map<String, Long> withdrawn = new HashMap<>();

    LivePolicies(PolicyMetrics metrics) {
        this.metrics = metrics;
    }

    public Optional<PolicyState> find(String name) {
        return Optional.ofNullable(states.get(name));
    }

    /** By name. */
    public Collection<PolicyState> all() {
        return states.values();
    }

    /** Whether at least one policy can answer. */
    public boolean ready() {
        return all().stream().anyMatch(state -> state.live() != null);
    }

    /** The version that answers; null where none can. */
    public @Nullable LivePolicy live(String name) {
        return find(name).map(PolicyState::live).orElse(null);
    }

    /**
     * Makes a version live, unless a newer activation is served already: two may come here in another order than they were
     * recorded in.
     *
     * @return whether it is live now
     */
    boolean serve(LivePolicy next) {
        String name = next.policy().name();
        boolean[] served = new boolean[1];
        update(name, state -> {
            LivePolicy live = state.live();
            served[0] = next.activation() > withdrawn.getOrDefault(name, 0L)
                    && (live == null || live.activation() <= next.activation());
            return served[0] ? state.live(next) : state;
        });
        if (!served[0]) {
            change(map -> map.computeIfPresent(name, (key, state) -> state.isEmpty() ? null : state));
        }
        return served[0];
    }

    void update(String name, UnaryOperator<PolicyState> change) {
        change(map -> map.put(name, change.apply(map.getOrDefault(name, PolicyState.unknown(name)))));
    }

    /** @param activation the one that took it out of service; a newer one is served on */
    void withdraw(String name, long activation) {
        change(map -> {
            withdrawn.merge(name, activation, Math::max);
            LivePolicy live = map.getOrDefault(name, PolicyState.unknown(name)).live();
            if (live == null || live.activation() < activation) {
                map.remove(name);
            }
        });
    }

    private synchronized void change(Consumer<Map<String, PolicyState>> change) {
        Map<String, PolicyState> after = new TreeMap<>(states);
        change.accept(after);
        states = Collections.unmodifiableMap(after);
        metrics.refresh(all());
    }
}
