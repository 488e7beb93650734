package io.rolecall.policy;

import io.rolecall.knowledge.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a policy's own samples state each fact: what is stated often is likely to be known.
 *
 * @param times by the fact's path; none where it never is
 * @param samples how many there are
 */
public record Stated(Map<String, Integer> times, int samples) {

    static Stated of(List<Scenario> samples) {
        Map<String, Integer> times = new HashMap<>();
        for (Scenario sample : samples) {
            sample.given()
                    .properties()
                    .forEach(fact -> fact.getValue().properties().stream()
                            .filter(field -> !field.getValue().isNull())
                            .forEach(field -> times.merge(fact.getKey() + "." + field.getKey(), 1, Integer::sum)));
        }
        return new Stated(Map.copyOf(times), samples.size());
    }

    /** Between 0 and 1, and never either: samples are few. */
    public double likely(Field field) {
        return (times.getOrDefault(field.path(), 0) + 1.0) / (samples + 2.0);
    }
}
