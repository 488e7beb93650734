package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is counted again, and what not yet. */
class KeptTests {

    private long now;
    private int counted;
    private final Kept<String, Integer> kept = new Kept<>(() -> now);

    private int count(String key, Duration takes) {
        return kept.get(key, () -> {
            now += takes.toNanos();
            return ++counted;
        });
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void keepsWhatTookLongForSomeTimesAsLong() {
        assertThat(count("a", Kept.LONG)).isEqualTo(1);
        pass(Kept.LONG.multipliedBy(9));
        assertThat(count("a", Kept.LONG)).isEqualTo(1);
        assertThat(count("b", Kept.LONG)).as("another one").isEqualTo(2);
        pass(Kept.LONG);
        assertThat(count("a", Kept.LONG)).isEqualTo(3);
    }

    @Test
    void keepsNothingForLongerThanTheLongest() {
        count("a", Kept.LONGEST);
        pass(Kept.LONGEST.minusMillis(1));
        assertThat(count("a", Kept.LONGEST)).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(count("a", Kept.LONGEST)).isEqualTo(2);
    }

    @Test
    void countsAnewWhatIsQuick() {
        count("a", Kept.LONG.minusNanos(1));
        assertThat(count("a", Kept.LONG.minusNanos(1))).isEqualTo(2);
    }
}
