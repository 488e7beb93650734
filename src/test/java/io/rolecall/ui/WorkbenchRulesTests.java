package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import io.rolecall.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkbenchRulesTests extends RunningService {

    private static final String PATHLESS = "An accepted model has no path to production";

    @ParameterizedTest
    @EnumSource
    void leadsFromThePoliciesToARule(Visit.Look look) {
        record();
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/policies").look("policies").follow("Whom to hire first");
            assertThat(visit.find(".rules > li").count()).isGreaterThan(200);
            visit.page().getByLabel("Reads the fact").selectOption("production.pathExists");
            visit.page().waitForURL("**fact=production.pathExists**");
            assertThat(visit.find(".rules > li").count()).isBetween(3, 60);
            visit.look("rules").follow(PATHLESS);
            assertThat(visit.title()).isEqualTo(PATHLESS);
            assertThat(visit.find(".lead").innerText()).startsWith("When ").contains("speaks for");
            assertThat(visit.find("pre").innerText()).startsWith("rule \"" + PATHLESS + "\"");
            assertThat(visit.has("Show them")).isTrue();
        }
    }

    @Test
    void filtersWithoutScripts() {
        record();
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go("/policies/hiring");
            visit.page().getByLabel("Fired").selectOption(new SelectOption().setLabel("never"));
            visit.page().getByLabel("Speaks for or against").selectOption("DATA_ANALYST");
            visit.press("Show");
            assertThat(visit.page().url()).contains("leaning=DATA_ANALYST", "fired=never");
            assertThat(visit.page().getByLabel("Speaks for or against").inputValue())
                    .isEqualTo("DATA_ANALYST");
            assertThat(visit.find(".rules > li").count()).isPositive();
            assertThat(visit.find(".rules .number").allInnerTexts()).containsOnly("never fired");
            visit.follow("Show all");
            assertThat(visit.page().url()).endsWith("/policies/hiring");
        }
    }

    @Test
    void saysWhatThereIsWhereSomethingIsUnknown() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/policies/hiring/rule?rule=Nothing");
            assertThat(visit.title()).isEqualTo("There is no such rule");
            visit.go("/policies/hiring?leaning=NOBODY_AT_ALL");
            assertThat(visit.has("NOBODY_AT_ALL")).isTrue();
        }
    }

    private void record() {
        assertThat(api.hiring(
                                "{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}, \"production\": {\"pathExists\": false}}")
                        .status())
                .isEqualTo(201);
    }
}
