package io.rolecall.serving;

import io.rolecall.audit.NotRecordedException;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.ReplicaState;
import io.rolecall.audit.Replicas;
import io.rolecall.knowledge.Finding;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says to the other replicas what this one serves, and knows what they do. */
@Component
public class Presence {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Replicas replicas;
    private final PolicyActivations history;
    private final LivePolicies policies;
    private final String name =
            host() + "-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(System.identityHashCode(this));
    private final Instant started = Instant.now();

    Presence(Replicas replicas, PolicyActivations history, LivePolicies policies) {
        this.replicas = replicas;
        this.history = history;
        this.policies = policies;
    }

    private static String host() {
        String pod = System.getenv("HOSTNAME");
        try {
            return pod == null || pod.isBlank() ? InetAddress.getLocalHost().getHostName() : pod;
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    void say() {
        if (!history.isShared()) {
            return;
        }
        List<ReplicaState.Serving> serving = new ArrayList<>();
        for (PolicyState state : policies.all()) {
            LivePolicy live = state.live();
            serving.add(
                    live == null
                            ? new ReplicaState.Serving(state.name(), null, 0, null, refusal(state))
                            : new ReplicaState.Serving(
                                    state.name(), live.version(), live.activation(), live.since(), refusal(state)));
        }
        replicas.say(name, started, serving);
    }

    private static @Nullable String refusal(PolicyState state) {
        return state.refused() == null || state.refused().folder()
                ? null
                : state.refused().findings().stream()
                        .filter(Finding::isError)
                        .findFirst()
                        .map(Finding::toString)
                        .orElse(null);
    }

    void leave() {
        if (!history.isShared()) {
            return;
        }
        try {
            replicas.leave(name);
        } catch (NotRecordedException e) {
            // it is forgotten after a while
        }
    }

    /** What each replica serves of a policy; this one alone where the store is not shared. */
    public List<ReplicaState> of(String policy) {
        if (history.isShared()) {
            return replicas.of(policy);
        }
        PolicyState state = policies.find(policy).orElse(PolicyState.unknown(policy));
        LivePolicy live = state.live();
        return List.of(
                live == null
                        ? new ReplicaState(name, started, Instant.now(), null, 0, null, refusal(state))
                        : new ReplicaState(
                                name,
                                started,
                                Instant.now(),
                                live.version(),
                                live.activation(),
                                live.since(),
                                refusal(state)));
    }

    /**
     * Waits until each replica follows an activation, or a newer one.
     *
     * @return those that do not when the time is over
     */
    public List<ReplicaState> await(String policy, long activation, Duration atMost) throws InterruptedException {
        say();
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            List<ReplicaState> behind = of(policy).stream()
                    .filter(replica -> replica.activation() < activation)
                    .toList();
            if (behind.isEmpty() || System.nanoTime() - end > 0) {
                return behind;
            }
            Thread.sleep(LOOK.toMillis());
        }
    }
}
