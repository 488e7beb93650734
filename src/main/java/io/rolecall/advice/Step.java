package io.rolecall.advice;

import io.rolecall.audit.RecommendationCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How long a bucket of counts is. Weeks begin on Monday, and all buckets at whole ones of their kind in UTC. */
enum Step {
    MINUTE("1m", Duration.ofMinutes(1)),
    TEN_MINUTES("10m", Duration.ofMinutes(10)),
    HOUR("1h", Duration.ofHours(1)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    DAY("1d", Duration.ofDays(1)),
    WEEK("7d", Duration.ofDays(7)),
    FOUR_WEEKS("28d", Duration.ofDays(28));

    private final String text;
    private final Duration length;

    Step(String text, Duration length) {
        this.text = text;
        this.length = length;
    }

    static Optional<Step> of(String text) {
        return Arrays.stream(values()).filter(step -> step.text.equals(text)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Step::toString).collect(Collectors.joining(", "));
    }

    Duration length() {
        return length;
    }

    /** The number of the bucket that a time is in. */
    long bucket(Instant time) {
        return Math.floorDiv(time.toEpochMilli() - RecommendationCounts.ORIGIN.toEpochMilli(), length.toMillis());
    }

    /** When a bucket begins. */
    Instant begin(long bucket) {
        return RecommendationCounts.ORIGIN.plusMillis(bucket * length.toMillis());
    }

    @Override
    public String toString() {
        return text;
    }
}
