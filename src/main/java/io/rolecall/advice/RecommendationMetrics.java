package io.rolecall.advice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What was advised and which rules fired, for Prometheus: {@code rolecall_recommendations_total}, {@code
 * rolecall_rule_fired_total}, {@code rolecall_evaluation_seconds}.
 */
@Component
class RecommendationMetrics {

    private final MeterRegistry meters;
    private final Timer evaluations;
    private final Map<String, Counter> recommendations = new ConcurrentHashMap<>();

    // By policy, then by rule: a recommendation looks up some thirty of them.
    private final Map<String, Map<String, Counter>> fired = new ConcurrentHashMap<>();

    RecommendationMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.evaluations = Timer.builder("rolecall.evaluation")
                .description("From facts to a recommendation, before it is recorded")
                .publishPercentileHistogram()
                .register(meters);
    }

    Recommendation timed(Supplier<Recommendation> evaluation) {
        return java.util.Objects.requireNonNull(evaluations.record(evaluation));
    }

    /** @param rules the names of the rules that fired, each once */
    void count(Recommendation recommendation, List<String> rules) {
        String policy = recommendation.policy().name();
        count(policy, recommendation.outcome(), recommendation.status().name());
        Map<String, Counter> counters = fired.computeIfAbsent(policy, key -> new ConcurrentHashMap<>());
        for (String rule : rules) {
            counters.computeIfAbsent(
                            rule,
                            key -> Counter.builder("rolecall.rule.fired")
                                    .description("Recommendations in which the rule fired")
                                    .tag("policy", policy)
                                    .tag("rule", rule)
                                    .register(meters))
                    .increment();
        }
    }

    /** A request that was understood, and whose evaluation was stopped. */
    void countFailure(String policy) {
        count(policy, null, Failure.STATUS);
    }

    private void count(String policy, @Nullable String decided, String status) {
        String outcome = decided == null ? "none" : decided;
        recommendations
                .computeIfAbsent(
                        policy + " " + outcome + " " + status,
                        key -> Counter.builder("rolecall.recommendations")
                                .description("Recommendations given")
                                .tag("policy", policy)
                                .tag("outcome", outcome)
                                .tag("status", status)
                                .register(meters))
                .increment();
    }
}
