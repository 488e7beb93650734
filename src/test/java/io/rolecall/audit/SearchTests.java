package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTests {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    Store store;
    AuditLog log;

    /** Ten records, a second apart but for the last two, which share a millisecond. */
    @BeforeEach
    void record() {
        store = store();
        log = Entries.log(store);
        for (int i = 0; i < 10; i++) {
            log.append(new Entry(
                    "id-" + i,
                    i % 2 == 0 ? "hiring" : "lending",
                    1 + i / 5,
                    "sha256:" + i / 5,
                    i == 3 ? "UNDECIDED" : "RECOMMENDED",
                    i == 3 ? null : "OUTCOME_" + i % 3,
                    i < 4 ? "ticket-" + i / 2 : null,
                    NOON.plusSeconds(Math.min(i, 8)),
                    i % 4 == 0 ? List.of("Rule B", "Rule A") : List.of("Rule B"),
                    new byte[] {(byte) i},
                    null,
                    Entries.seal("id-" + i, NOON, "request", "answer")));
        }
    }

    Store store() {
        return Entries.store(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void listsTheNewestFirst() {
        Page page = find(null, null, null, null, null, null, null);
        assertThat(ids(page))
                .containsExactly("id-9", "id-8", "id-7", "id-6", "id-5", "id-4", "id-3", "id-2", "id-1", "id-0");
        assertThat(page.next()).isNull();
        assertThat(page.items().get(6))
                .isEqualTo(new Summary("id-3", "lending", 1, "UNDECIDED", null, "ticket-1", NOON.plusSeconds(3)));
    }

    @Test
    void countsHowOftenEachRuleFired() {
        FiredRules fired = log.fired("hiring");
        assertThat(fired).isEqualTo(new FiredRules(Map.of("Rule A", 3L, "Rule B", 5L), 5, 0, NOON, true));
        new Erasures(store, Entries.ENGINE).erase("id-4");
        assertThat(log.fired("hiring")).isEqualTo(new FiredRules(Map.of("Rule A", 2L, "Rule B", 4L), 5, 1, NOON, true));
        assertThat(log.fired("hiring", 2))
                .isEqualTo(new FiredRules(Map.of("Rule A", 1L, "Rule B", 2L), 2, 0, NOON.plusSeconds(6), false));
        assertThat(log.fired("nothing")).isEqualTo(new FiredRules(Map.of(), 0, 0, null, true));
    }

    @Test
    void filtersByEachProperty() {
        assertThat(ids(find("lending", null, null, null, null, null, null)))
                .containsExactly("id-9", "id-7", "id-5", "id-3", "id-1");
        assertThat(ids(find(null, "OUTCOME_0", null, null, null, null, null))).containsExactly("id-9", "id-6", "id-0");
        assertThat(ids(find(null, null, "Rule A", null, null, null, null))).containsExactly("id-8", "id-4", "id-0");
        assertThat(find(null, null, "Rule B", null, null, null, null).items()).hasSize(10);
        assertThat(find(null, null, "Rule", null, null, null, null).items()).isEmpty();
        assertThat(ids(find(null, null, null, 2, null, null, null)))
                .containsExactly("id-9", "id-8", "id-7", "id-6", "id-5");
        assertThat(ids(find(null, null, null, null, "ticket-1", null, null))).containsExactly("id-3", "id-2");
    }

    @Test
    void filtersByTimeFromIncludedToExcluded() {
        assertThat(ids(find(null, null, null, null, null, NOON.plusSeconds(3), NOON.plusSeconds(5))))
                .containsExactly("id-4", "id-3");
        assertThat(ids(find(
                        null,
                        null,
                        null,
                        null,
                        null,
                        NOON.plusNanos(1),
                        NOON.plusSeconds(1).plusNanos(1))))
                .containsExactly("id-1");
    }

    @Test
    void filtersByEverythingTogether() {
        assertThat(ids(find("hiring", "OUTCOME_2", "Rule B", 1, "ticket-1", NOON, NOON.plusSeconds(9))))
                .containsExactly("id-2");
    }

    @Test
    void givesEachRecordOnceOverThePages() {
        for (int limit = 1; limit <= 11; limit++) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                Page page = log.search(new Search(null, null, "Rule B", null, null, null, null, cursor, limit));
                assertThat(page.items()).hasSizeLessThanOrEqualTo(limit).isNotEmpty();
                seen.addAll(ids(page));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).containsExactlyElementsOf(ids(find(null, null, null, null, null, null, null)));
        }
    }

    @Test
    void doesNotRepeatWhatIsRecordedBetweenTwoPages() {
        Page first = log.search(new Search(null, null, null, null, null, null, null, null, 5));
        log.append(Entries.any());
        Page second = log.search(new Search(null, null, null, null, null, null, null, first.next(), 5));
        assertThat(ids(second)).containsExactly("id-4", "id-3", "id-2", "id-1", "id-0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1:2", "****", "MTox OjE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk6MQ", "é"})
    void refusesACursorItDidNotGive(String cursor) {
        assertThatThrownBy(() -> log.search(new Search(null, null, null, null, null, null, null, cursor, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cursor: not one of ours (expected: next of the page before)");
    }

    @Test
    void refusesAPageOfNothing() {
        assertThatThrownBy(() -> new Search(null, null, null, null, null, null, null, null, 0))
                .hasMessage("limit: 0 (expected: 1 or more)");
    }

    private Page find(
            String policy, String outcome, String rule, Integer version, String reference, Instant from, Instant to) {
        return log.search(new Search(policy, outcome, rule, version, reference, from, to, null, 100));
    }

    private static List<String> ids(Page page) {
        return page.items().stream().map(Summary::id).toList();
    }
}
