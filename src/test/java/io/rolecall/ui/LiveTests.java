package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.rolecall.Caller;
import io.rolecall.StartedService;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a service of its own: these pages show all that others do, too. */
class LiveTests {

    private static final int MOMENT = 5_000;

    /** In milliseconds: to show what is there takes less. */
    private static final int LATER = 300;

    private static StartedService service;
    private static Caller api;
    private static int recorded;

    @BeforeAll
    static void start(@TempDir Path data) {
        service = StartedService.with("rolecall.data=" + data);
        api = service.api();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void record() {
        for (String facts : new String[] {
            "{}",
            "{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}}",
            "{\"data\": {\"reachable\": false}}",
            "{\"goal\": 1}"
        }) {
            recorded += api.hiring(facts).status() == 201 ? 1 : 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatWasAnsweredWhenAndWhatWentLive(Visit.Look look) {
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/live");
            assertThat(total(visit)).isEqualTo(recorded);
            assertThat(visit.find(".columns rect").count()).isGreaterThanOrEqualTo(3);
            assertThat(visit.find(".legend li").allInnerTexts())
                    .anyMatch(one -> one.startsWith("Hire a data engineer first"))
                    .anyMatch(one -> one.startsWith("Undecided"));
            assertThat(visit.find(".columns .look-undecided").count()).isPositive();
            int marks = visit.find(".columns .mark").count();
            assertThat(marks)
                    .isPositive()
                    .isEqualTo(visit.find("#activations ~ ol > li").count());
            assertThat(visit.find("#activations ~ ol").innerText()).contains("hiring, version 1", "by folder");
            assertThat(visit.find("#refused ~ .scroll").innerText())
                    .contains("POST /v1/policies/{policy}/recommendations", "400");
            assertThat(visit.find("#times ~ .scroll").innerText())
                    .contains("Answering", "Recording")
                    .containsPattern("\\d\\.\\d\\s+\\d+\\.\\d")
                    .doesNotContain("–");
            visit.find("summary").click();
            visit.look("live").follow("Last month");
            assertThat(visit.page().url()).contains("span=month");
            assertThat(total(visit)).isEqualTo(recorded);
            visit.look("live-month");
        }
    }

    @Test
    void looksAgainByItselfUntilItIsPaused() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.page().clock().install();
            visit.go("/live");
            int before = total(visit);
            visit.find("summary").click();
            recorded += api.hiring("{}").status() == 201 ? 1 : 0;
            visit.page().clock().fastForward(MOMENT);
            visit.page()
                    .waitForFunction(
                            "before => !document.querySelector('#total').innerText.startsWith(before + ' ')",
                            String.valueOf(before));
            assertThat(total(visit)).isEqualTo(before + 1);
            assertThat(visit.find("#columns").isVisible())
                    .as("what was open stays open")
                    .isTrue();
            AtomicInteger asked = new AtomicInteger();
            visit.page().onRequest(request -> asked.incrementAndGet());
            visit.press("Pause");
            visit.page().clock().fastForward(MOMENT);
            assertThat(visit.find("[data-said]").innerText()).isEqualTo("Paused.");
            assertThat(asked.get()).isZero();
            visit.press("Go on");
            visit.page().waitForRequest("**/live*", () -> visit.page().clock().fastForward(MOMENT));
        }
    }

    @Test
    void showsNothingNewOnceItIsPaused() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.page().clock().install();
            visit.go("/live");
            int before = total(visit);
            recorded += api.hiring("{}").status() == 201 ? 1 : 0;
            AtomicReference<Route> late = new AtomicReference<>();
            visit.page().route("**/live*", late::set);
            visit.page().waitForRequest("**/live*", () -> visit.page().clock().fastForward(MOMENT));
            visit.press("Pause");
            visit.page().waitForResponse("**/live*", () -> late.get().resume());
            visit.page().waitForTimeout(LATER);
            assertThat(total(visit)).isEqualTo(before);
            assertThat(visit.find("[data-said]").innerText()).isEqualTo("Paused.");
        }
    }

    @Test
    void saysSoWhereTheServiceDoesNotAnswer() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.page().clock().install();
            visit.go("/live");
            visit.page().route("**/live*", route -> route.abort());
            visit.page().clock().fastForward(MOMENT);
            visit.page().waitForSelector("[data-said]:has-text('did not answer')");
            assertThat(total(visit)).isPositive();
        }
    }

    @Test
    void worksWithoutScripts() {
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go("/live").follow("Last day");
            assertThat(total(visit)).isEqualTo(recorded);
            assertThat(visit.find("noscript").innerText()).isEqualTo("Load the page again for newer numbers.");
            assertThat(visit.find("[data-pause]").isVisible()).isFalse();
        }
    }

    private static int total(Visit visit) {
        return Integer.parseInt(visit.find("#total").innerText().replaceFirst(" .*", ""));
    }
}
