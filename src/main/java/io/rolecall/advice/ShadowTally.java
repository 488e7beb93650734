package io.rolecall.advice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rolecall.advice.ShadowReport.ShadowEdit;
import io.rolecall.advice.ShadowReport.ShadowOutcome;
import io.rolecall.advice.ShadowReport.ShadowSample;
import io.rolecall.audit.PolicyShadow;
import io.rolecall.policy.Comparison.Compared;
import io.rolecall.policy.Comparison.RuleEdit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a shadow has found: for those who ask, and for Prometheus as {@code rolecall_shadow_total}. */
final class ShadowTally {

    static final int SAMPLES = 20;

    private final Map<Ending, Counter> meters = new EnumMap<>(Ending.class);
    private final LongAdder skipped = new LongAdder();
    private final Map<List<String>, Long> outcomes = new LinkedHashMap<>();
    private final Map<RuleEdit, Long> edits = new LinkedHashMap<>();
    private final Deque<ShadowSample> samples = new ArrayDeque<>();
    private long same;
    private long different;
    private long failed;
    private @Nullable String failure;

    /** How it ended with an answer that the shadow was to give, too. */
    private enum Ending {
        SAME,
        DIFFERENT,
        FAILED,
        SKIPPED
    }

    ShadowTally(String policy, MeterRegistry registry) {
        for (Ending ending : Ending.values()) {
            meters.put(
                    ending,
                    Counter.builder("rolecall.shadow")
                            .description("Recommendations that a shadow was to answer, too")
                            .tag("policy", policy)
                            .tag("result", ending.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /** Waits for nobody. */
    void skipped() {
        skipped.increment();
        count(Ending.SKIPPED);
    }

    synchronized void failed(String reason) {
        failed++;
        failure = reason;
        count(Ending.FAILED);
    }

    synchronized void compared(String id, Compared compared) {
        if (compared.edits().isEmpty()) {
            same++;
            count(Ending.SAME);
            return;
        }
        different++;
        count(Ending.DIFFERENT);
        if (compared.changed()) {
            outcomes.merge(List.of(compared.from(), compared.to()), 1L, Long::sum);
        }
        compared.edits().forEach(edit -> edits.merge(edit, 1L, Long::sum));
        if (samples.size() == SAMPLES) {
            samples.removeLast();
        }
        samples.addFirst(new ShadowSample(id, compared.from(), compared.to(), compared.edits()));
    }

    private void count(Ending ending) {
        Objects.requireNonNull(meters.get(ending)).increment();
    }

    /** @param shown whether a recommendation may be among the samples */
    synchronized ShadowReport report(PolicyShadow shadow, @Nullable String refused, Predicate<String> shown) {
        samples.removeIf(sample -> !shown.test(sample.id()));
        return new ShadowReport(
                shadow.version(),
                shadow.share(),
                shadow.since(),
                refused,
                same + different,
                same,
                different,
                failed,
                failure,
                skipped.sum(),
                outcomes.entrySet().stream()
                        .map(one -> new ShadowOutcome(
                                one.getKey().get(0), one.getKey().get(1), one.getValue()))
                        .toList(),
                edits.entrySet().stream()
                        .map(one ->
                                new ShadowEdit(one.getKey().rule(), one.getKey().edit(), one.getValue()))
                        .toList(),
                List.copyOf(samples));
    }
}
