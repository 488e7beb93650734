package io.rolecall.serving;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The policies served now. One read gives a version with everything it needs; a request keeps to it until its end. */
@Component
public class LivePolicies {

    private volatile Map<String, PolicyState> states = Map.of();
    private final PolicyMetrics metrics;

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

    void put(PolicyState state) {
        change(map -> map.put(state.name(), state));
    }

    void remove(String name) {
        change(map -> map.remove(name));
    }

    @Nullable
    LivePolicy live(String name) {
        return find(name).map(PolicyState::live).orElse(null);
    }

    private synchronized void change(Consumer<Map<String, PolicyState>> change) {
        Map<String, PolicyState> after = new TreeMap<>(states);
        change.accept(after);
        states = Collections.unmodifiableMap(after);
        metrics.refresh(all());
    }
}
