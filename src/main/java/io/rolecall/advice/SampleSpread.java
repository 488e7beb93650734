package io.rolecall.advice;

import io.rolecall.advice.Impact.ImpactSample;
import io.rolecall.advice.ImpactTally.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few of many samples: from each pair of outcomes as many as from any other, as far as there are so many. */
final class SampleSpread {

    static final int MOST = 20;

    private final Map<Pair, List<ImpactSample>> kept = new LinkedHashMap<>();
    private int count;

    void add(Pair pair, ImpactSample sample) {
        List<ImpactSample> own = kept.computeIfAbsent(pair, first -> new ArrayList<>());
        if (count == MOST) {
            List<ImpactSample> largest = kept.values().stream()
                    .max(Comparator.comparingInt(List::size))
                    .orElse(own);
            if (largest.size() < own.size() + 2) {
                return;
            }
            largest.remove(largest.size() - 1);
            count--;
        }
        own.add(sample);
        count++;
    }

    /** Those of a pair side by side. */
    List<ImpactSample> all() {
        return kept.values().stream().flatMap(List::stream).toList();
    }
}
