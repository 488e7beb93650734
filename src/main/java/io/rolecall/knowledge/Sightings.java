package io.rolecall.knowledge;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which of true, false and unknown each condition has been, by its place. */
final class Sightings {

    private final Map<Span, Set<Truth>> seen = new HashMap<>();

    void saw(Span condition, Truth truth) {
        seen.computeIfAbsent(condition, place -> EnumSet.noneOf(Truth.class)).add(truth);
    }

    Set<Truth> of(Span condition) {
        return seen.getOrDefault(condition, Set.of());
    }
}
