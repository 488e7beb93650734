package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import org.junit.jupiter.api.Test;

/** Somebody who owns a policy and knows no Java, from the first click to the version that answers. */
class OwnerVisitTests extends RunningService {

    @Test
    void leadsFromARuleToTheVersionThatAnswers() {
        Lunch.published(api, "visited").live();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/policies").choose("a[href='/policies/visited']");
            visit.follow("It is dry and warm").follow("Edit it");
            WorkbenchEditorTests.type(visit, "@weight( ", "2");
            visit.key("Delete").write("What changes, and why", "Less sure").write("Your name", "ann");
            visit.page().waitForSelector("[data-mark=changed]");
            visit.find("#publish").click();
            visit.page().waitForURL("**/policies/visited/versions/2");
            assertThat(visit.has("Less sure")).isTrue();
            assertThat(visit.find("ins, .added, .diff").allInnerTexts().toString())
                    .contains("@weight( 2 )");
            visit.write("Your name", "rita").press("Approve");
            visit.page().waitForSelector("text=rita");
            visit.press("Make version 2 live");
            visit.page().waitForSelector("text=This version is live since");
            assertThat(api.get("/v1/policies/visited").json().path("version").intValue())
                    .isEqualTo(2);
            visit.go("/policies/visited").follow("It is dry and warm");
            assertThat(visit.find("pre").innerText()).contains("@weight( 2 )");
        }
    }
}
