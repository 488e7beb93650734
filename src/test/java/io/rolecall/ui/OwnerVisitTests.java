package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody who owns a policy and knows no Java, from the first click to the version that answers. */
class OwnerVisitTests extends RunningService {

    @ParameterizedTest
    @EnumSource
    void leadsFromARuleToTheVersionThatAnswers(Visit.Look look) {
        String name = "visited" + look.ordinal();
        Lunch.published(api, name).live();
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/policies").choose("a[href='/policies/" + name + "']");
            visit.follow("It is dry and warm").look("owner-rule").follow("Edit it");
            WorkbenchEditorTests.type(visit, "@weight( ", "2");
            visit.key("Delete").write("What changes, and why", "Less sure").write("Your name", "ann");
            visit.page().waitForSelector("[data-mark=changed]");
            visit.look("owner-editor").find("#publish").click();
            visit.page().waitForURL("**/policies/" + name + "/versions/2");
            assertThat(visit.has("Less sure")).isTrue();
            assertThat(visit.find("ins, .added, .diff").allInnerTexts().toString())
                    .contains("@weight( 2 )");
            visit.write("Your name", "rita").press("Approve");
            visit.page().waitForSelector("text=rita");
            visit.press("Make version 2 live");
            visit.page().waitForSelector("text=This version is live since");
            assertThat(api.get("/v1/policies/" + name).json().path("version").intValue())
                    .isEqualTo(2);
            visit.look("owner-version").go("/policies/" + name).follow("It is dry and warm");
            assertThat(visit.find("pre").innerText()).contains("@weight( 2 )");
        }
    }
}
