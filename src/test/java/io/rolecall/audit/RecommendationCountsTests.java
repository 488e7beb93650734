package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.audit.RecommendationCounts.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recommendations, refused changes and activations are found by their times. */
class RecommendationCountsTests {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long BUCKET =
            Duration.between(RecommendationCounts.ORIGIN, NOON).toMinutes();

    @TempDir
    Path folder;

    private Store store;
    private AuditLog log;

    @BeforeEach
    void open() {
        store = store();
        log = Entries.log(store);
    }

    Store store() {
        return Entries.store(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String record(String policy, String status, String outcome, Instant at) {
        String id = Entries.id();
        log.append(new Entry(
                id,
                policy,
                1,
                "sha256:1",
                status,
                outcome,
                null,
                at,
                List.of(),
                new byte[] {1},
                null,
                Entries.seal(id, at, "request", "answer")));
        return id;
    }

    private List<Count> counts(String policy, Instant from, Instant to) {
        return new RecommendationCounts(store)
                .of(new Period(policy, from, to), MINUTE)
                .orElseThrow();
    }

    @Test
    void countsByBucketPolicyAndOutcomeWithFailedOnesApart() {
        record("hiring", "RECOMMENDED", "A", NOON);
        record("hiring", "RECOMMENDED", "A", NOON.plusMillis(59_999));
        record("hiring", "RECOMMENDED", "B", NOON.plusSeconds(1));
        record("hiring", "UNDECIDED", null, NOON.plusSeconds(2));
        record("hiring", "FAILED", null, NOON.plusSeconds(3));
        record("hiring", "FAILED", null, NOON.plusSeconds(60));
        record("lending", "RECOMMENDED", "A", NOON.plusSeconds(60));
        record("lending", "RECOMMENDED", "A", NOON.plusSeconds(120));
        assertThat(counts(null, NOON, NOON.plusSeconds(120)))
                .containsExactlyInAnyOrder(
                        new Count(BUCKET, "hiring", "RECOMMENDED", "A", 2),
                        new Count(BUCKET, "hiring", "RECOMMENDED", "B", 1),
                        new Count(BUCKET, "hiring", "UNDECIDED", null, 1),
                        new Count(BUCKET, "hiring", "FAILED", null, 1),
                        new Count(BUCKET + 1, "hiring", "FAILED", null, 1),
                        new Count(BUCKET + 1, "lending", "RECOMMENDED", "A", 1));
        assertThat(counts("lending", NOON, NOON.plusSeconds(180))).hasSize(2);
        assertThat(counts("lending", NOON, NOON)).isEmpty();
    }

    @Test
    void countsWhatWasErasedAsWhatItWas() {
        String id = record("hiring", "RECOMMENDED", "A", NOON);
        record("hiring", "FAILED", null, NOON);
        List<Count> before = counts("hiring", NOON, NOON.plusSeconds(60));
        new Erasures(store, Entries.ENGINE).erase(id).orElseThrow();
        assertThat(counts("hiring", NOON, NOON.plusSeconds(60)))
                .isEqualTo(before)
                .hasSize(2);
    }

    @Test
    void countsAsManyAsASimpleCountDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            String policy = random.nextBoolean() ? "hiring" : "lending";
            int kind = random.nextInt(4);
            String status = kind == 0 ? "FAILED" : kind == 1 ? "UNDECIDED" : "RECOMMENDED";
            String outcome = kind < 2 ? null : "O" + kind;
            int minute = random.nextInt(5);
            record(policy, status, outcome, NOON.plusSeconds(60L * minute + random.nextInt(60)));
            if (minute >= 1 && minute < 4) {
                expected.merge(BUCKET + minute + " " + policy + " " + status + " " + outcome, 1L, Long::sum);
            }
        }
        Map<String, Long> found = new TreeMap<>();
        counts(null, NOON.plusSeconds(60), NOON.plusSeconds(240))
                .forEach(each -> found.put(
                        each.bucket() + " " + each.policy() + " " + each.status() + " " + each.outcome(),
                        each.count()));
        assertThat(found).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void findsRefusedChangesAndActivationsByTheirTimes() {
        PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
        Instant start = Instant.now().minusMillis(1);
        versions.refuse("hiring", "sha256:1", 2, "signals.drl:1:1: no such fact");
        versions.refuse("lending", "", 1, "unreadable");
        versions.refuse("hiring2", "sha256:2", 1, "x");
        Entries.activate(versions, "hiring", "sha256:3", new byte[] {1}, new byte[0]);
        Instant end = Instant.now().plusMillis(1);
        List<RefusedChange> all = versions.refused(new Period(null, start, end), 10);
        assertThat(all).extracting(RefusedChange::policy).containsExactly("hiring2", "lending", "hiring");
        RefusedChange first = all.get(2);
        assertThat(first.at()).isBetween(start, end);
        assertThat(first)
                .isEqualTo(new RefusedChange("hiring", first.at(), "sha256:1", 2, "signals.drl:1:1: no such fact"));
        assertThat(versions.refused(new Period("hiring", start, end), 10)).containsExactly(first);
        assertThat(versions.refused(new Period(null, start, end), 2)).hasSize(2);
        assertThat(versions.refused(new Period(null, start.minusSeconds(9), start), 10))
                .isEmpty();
        assertThat(versions.refused(new Period(null, end, end.plusSeconds(9)), 10))
                .isEmpty();
        PolicyActivations activations = new PolicyActivations(store, Entries.ENGINE);
        PolicyActivation live = activations.newest("hiring").orElseThrow();
        assertThat(activations.list(new Period(null, start, end), 10)).containsExactly(live);
        assertThat(activations.list(new Period("hiring", live.at(), end), 10)).containsExactly(live);
        assertThat(activations.list(new Period("hiring", start, live.at()), 10)).isEmpty();
        assertThat(activations.list(new Period("lending", start, end), 10)).isEmpty();
    }

    @Test
    void looksThroughManyRefusedChangesForOldOnes() {
        PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
        versions.refuse("hiring", "sha256:first", 1, "first");
        Instant then = Instant.now();
        while (!Instant.now().isAfter(then.plusMillis(2))) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 110; i++) {
            versions.refuse("hiring", "sha256:" + i, 1, "later");
        }
        assertThat(versions.refused(new Period("hiring", then.minusSeconds(60), then.plusMillis(1)), 10))
                .singleElement()
                .extracting(RefusedChange::digest)
                .isEqualTo("sha256:first");
    }
}
