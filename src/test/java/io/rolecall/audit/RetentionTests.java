package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.audit.Erasure.Cause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    SqliteStore store;
    AuditLog log;

    @BeforeEach
    void open() {
        store = Entries.store(folder);
        log = Entries.log(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void erasesWhatIsOlderThanItsPolicysPeriod() throws Exception {
        Entry old = recorded("hiring", NOW.minus(731, ChronoUnit.DAYS));
        Entry justBefore = recorded("hiring", Instant.parse("2024-11-21T11:59:59.999Z"));
        Entry justAfter = recorded("hiring", Instant.parse("2024-11-21T12:00:00Z"));
        Entry other = recorded("lending", Instant.EPOCH);
        assertThat(sweep(Map.of("hiring", "P2Y"))).isEqualTo(2);
        assertThat(erased(old)).isTrue();
        assertThat(erased(justBefore)).isTrue();
        assertThat(erased(justAfter)).isFalse();
        assertThat(erased(other)).isFalse();
        assertThat(sweep(Map.of("hiring", "P2Y"))).isZero();
        assertThat(new ProvableLog(store).entries(0, 100))
                .filteredOn(entry -> new String(entry.entry(), StandardCharsets.UTF_8).contains("payload.erased"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(new String(entry.entry(), StandardCharsets.UTF_8))
                        .contains("\"cause\":\"retention\"", "\"actor\":\"retention\""));
        assertThatThrownBy(() -> log.answer(old.id()))
                .isInstanceOfSatisfying(
                        ErasedException.class,
                        it -> assertThat(it.erasure().cause()).isEqualTo(Cause.RETENTION));
    }

    @Test
    void leavesWhatIsHeldUntilItIsReleased() throws Exception {
        Holds holds = new Holds(store, Entries.ENGINE);
        Entry held = recorded("hiring", Instant.EPOCH);
        Entry free = recorded("hiring", Instant.EPOCH);
        holds.place(held.id(), "a dispute");
        assertThat(sweep(Map.of("hiring", "1d"))).isEqualTo(1);
        assertThat(erased(free)).isTrue();
        assertThat(erased(held)).isFalse();
        holds.release(held.id());
        assertThat(sweep(Map.of("hiring", "1d"))).isEqualTo(1);
        assertThat(erased(held)).isTrue();
    }

    /** What is swept is not walked through again every hour; what came late, or the clock was put back for, is at the next start. */
    @Test
    void looksOnlyAtWhatHasGrownOldSince() throws Exception {
        Holds holds = new Holds(store, Entries.ENGINE);
        RetentionPeriods periods = new RetentionPeriods(Map.of("hiring", "1d"));
        Retention retention = new Retention(store, Entries.ENGINE, periods);
        Entry old = recorded("hiring", Instant.EPOCH);
        Entry held = recorded("hiring", Instant.EPOCH);
        Entry young = recorded("hiring", NOW.minus(1, ChronoUnit.HOURS));
        holds.place(held.id(), "a dispute");
        assertThat(retention.sweep(NOW)).isEqualTo(1);
        assertThat(erased(old)).isTrue();
        Entry backdated = recorded("hiring", Instant.EPOCH);
        Entry late = recorded("hiring", NOW.minus(25, ChronoUnit.HOURS));
        holds.release(held.id());
        assertThat(retention.sweep(NOW)).isEqualTo(2);
        assertThat(erased(held)).isTrue();
        assertThat(erased(late)).isTrue();
        assertThat(retention.sweep(NOW.plus(1, ChronoUnit.DAYS))).isEqualTo(1);
        assertThat(erased(young)).isTrue();
        assertThat(erased(backdated)).isFalse();
        assertThat(sweep(Map.of("hiring", "1d"))).isEqualTo(1);
    }

    /** As a store does that somebody else reads for longer than an erasure waits. */
    @Test
    void goesOnWithOthersWhereAnErasureTakesLonger() throws Exception {
        IntStream.range(0, 150).forEach(i -> recorded("hiring", Instant.EPOCH.plusSeconds(i)));
        Store slow = new Unfinished(store);
        RetentionPeriods periods = new RetentionPeriods(Map.of("hiring", "1d"));
        assertThat(new Retention(slow, Entries.ENGINE, periods).sweep(NOW)).isEqualTo(150);
    }

    private record Unfinished(Store store) implements Store {

        @Override
        public <T> T write(Write<T> write) {
            store.write(write);
            throw new ErasureUnfinishedException("somebody reads");
        }

        @Override
        public <T> T read(Reading<T> reading) {
            return store.read(reading);
        }

        @Override
        public Checkpoints checkpoints() {
            return store.checkpoints();
        }

        @Override
        public StoredAnswers answers() {
            return store.answers();
        }

        @Override
        public Doubt doubt() {
            return store.doubt();
        }

        @Override
        public String refusal() {
            return store.refusal();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void takesTheDefaultForPoliciesThatAreNotNamed() throws Exception {
        PolicyVersions versions = new PolicyVersions(store, Entries.ENGINE);
        for (String policy : List.of("hiring", "lending")) {
            Entries.activate(versions, policy, "sha256:1", new byte[] {1}, new byte[0]);
        }
        Entry named = recorded("hiring", NOW.minus(10, ChronoUnit.DAYS));
        Entry other = recorded("lending", NOW.minus(10, ChronoUnit.DAYS));
        assertThat(sweep(Map.of("hiring", "P1Y", "default", "P1W"))).isEqualTo(1);
        assertThat(erased(named)).isFalse();
        assertThat(erased(other)).isTrue();
    }

    @Test
    void erasesMoreThanOneBatchWhileOthersRecord() throws Exception {
        List<Entry> old = IntStream.range(0, 150)
                .mapToObj(i -> recorded("hiring", Instant.EPOCH.plusSeconds(i)))
                .toList();
        Thread writer = new Thread(() -> IntStream.range(0, 100).forEach(i -> recorded("hiring", NOW)));
        writer.start();
        assertThat(sweep(Map.of("hiring", "1d"))).isEqualTo(150);
        writer.join();
        assertThat(old).allMatch(this::erased);
        assertThat(log.search(IdempotencyTests.ALL).items()).hasSize(100);
        assertThat(log.doubt()).isNull();
    }

    @Test
    void sweepsWhenItStartsAndEndsWhenItIsClosed() throws Exception {
        Entry old = recorded("hiring", Instant.EPOCH);
        try (Retention retention =
                new Retention(store, Entries.ENGINE, new RetentionPeriods(Map.of("hiring", "1d"))).start()) {
            while (!erased(old)) {
                Thread.sleep(5);
            }
            assertThat(retention.policies()).containsExactly("hiring");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2 years", "", "P", "-1d", "P-2Y", "0d", "P0D", "soon", "P99999999999Y", "1x", "10", "10ms"})
    void refusesWhatIsNoPeriod(String text) {
        assertThatThrownBy(() -> new RetentionPeriods(Map.of("hiring", text)))
                .isInstanceOf(AuditUnavailableException.class)
                .hasMessage(
                        "rolecall.audit.retention.hiring is \"" + text
                                + "\" (expected: a period such as P2Y, P6M, 730d or 12h; left out, payloads are kept for ever)");
    }

    @ParameterizedTest
    @CsvSource({
        "P2Y, 2024-11-21T12:00:00Z",
        "P6M, 2026-05-21T12:00:00Z",
        "730d, 2024-11-21T12:00:00Z",
        "12h, 2026-11-21T00:00:00Z",
        "PT12H, 2026-11-21T00:00:00Z",
        "P1DT12H, 2026-11-20T00:00:00Z"
    })
    void knowsWhenAPeriodIsOver(String text, Instant end) {
        RetentionPeriods periods = new RetentionPeriods(Map.of("hiring", text));
        assertThat(periods.end("hiring", NOW)).isEqualTo(end);
        assertThat(periods.end("lending", NOW)).isNull();
    }

    @Test
    void keepsForEverWhatAPeriodLongerThanTimeIsFor() {
        assertThatCode(() -> new RetentionPeriods(Map.of("hiring", "P2000000000Y")).end("hiring", NOW))
                .doesNotThrowAnyException();
    }

    private int sweep(Map<String, String> periods) throws InterruptedException {
        return new Retention(store, Entries.ENGINE, new RetentionPeriods(periods)).sweep(NOW);
    }

    private boolean erased(Entry entry) {
        try {
            return log.answer(entry.id()).isEmpty();
        } catch (ErasedException e) {
            return true;
        }
    }

    private Entry recorded(String policy, Instant at) {
        Entry any = Entries.any();
        Entry entry = new Entry(
                any.id(),
                policy,
                any.version(),
                any.digest(),
                any.status(),
                any.outcome(),
                "a reference",
                at,
                any.rules(),
                any.answer(),
                null,
                any.seal());
        log.append(entry);
        return entry;
    }
}
