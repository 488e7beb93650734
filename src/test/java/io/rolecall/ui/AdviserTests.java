package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviserTests extends RunningService {

    @ParameterizedTest
    @EnumSource
    void leadsFromTheFirstQuestionToTheRecommendation(Visit.Look look) {
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/").look("adviser-home").follow("Start the interview").look("adviser-question");
            assertThat(visit.title()).isEqualTo("What must the team deliver next?");
            visit.press("A model that runs in production")
                    .press("A prototype accepted against a measure")
                    .look("adviser-step");
            visit.press("Don’t know").press("Get the recommendation").look("recommendation");
            visit.page().evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)");
            visit.look("recommendation-open");
        }
    }
}
