package io.rolecall.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is live, for Prometheus: {@code rolecall_policy_info} and {@code rolecall_policy_age_seconds}. */
@Component
class PolicyMetrics {

    private final MultiGauge info;
    private final MultiGauge age;

    PolicyMetrics(MeterRegistry meters) {
        info = MultiGauge.builder("rolecall.policy.info")
                .description("Always 1; the labels say which version is live")
                .register(meters);
        age = MultiGauge.builder("rolecall.policy.age")
                .description("Since the live version became live")
                .baseUnit("seconds")
                .register(meters);
    }

    void refresh(Iterable<PolicyState> states) {
        List<Row<?>> infos = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        for (PolicyState state : states) {
            LivePolicy live = state.live();
            if (live != null) {
                infos.add(Row.of(
                        Tags.of(
                                "policy", state.name(),
                                "version", String.valueOf(live.version()),
                                "digest", live.policy().digest()),
                        1));
                ages.add(Row.of(
                        Tags.of("policy", state.name()),
                        () -> Duration.between(live.since(), Instant.now()).toMillis() / 1000.0));
            }
        }
        info.register(infos, true);
        age.register(ages, true);
    }
}
