package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What stood in the way of a rule, and of an outcome. */
class WhyNotTests extends RunningService {

    private static final String PROTOTYPE = """
            {"goal": {"next": "PRODUCTION"}, "models": {"status": "PROTOTYPE_ACCEPTED"}, "production": {"pathExists": true}}""";

    private Reply ask(String facts, String name, String value) {
        String location = api.hiring(facts).header("Location");
        return api.get(location + "/why-not?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @Test
    void saysWhichConditionFailed() {
        JsonNode rule = ask(PROTOTYPE, "rule", "An accepted model has no path to production")
                .json();
        assertThat(rule.path("fired").booleanValue()).isFalse();
        assertThat(rule.path("failed").stringValue()).isEqualTo("Production( pathExists == false )");
        assertThat(rule.path("unknown")).isEmpty();
        assertThat(rule.path("file").stringValue()).isEqualTo("signals/models.drl");
        JsonNode met = rule.at("/conditions/0");
        assertThat(met.path("condition").stringValue()).isEqualTo("Models( status == ModelStatus.PROTOTYPE_ACCEPTED )");
        assertThat(met.path("holds").booleanValue()).isTrue();
        JsonNode failed = rule.at("/conditions/1");
        assertThat(failed.path("required").stringValue()).isEqualTo("false");
        assertThat(failed.path("actual").toString()).isEqualTo("{\"production.pathExists\":true}");
        assertThat(failed.path("holds").booleanValue()).isFalse();
        assertThat(rule.has("otherWays")).isFalse();
    }

    @Test
    void saysWhatWasUnknown() {
        JsonNode rule =
                ask("{}", "rule", "An accepted model has no path to production").json();
        assertThat(rule.path("failed").isNull()).isTrue();
        assertThat(rule.path("unknown").toString())
                .isEqualTo(
                        "[\"Models( status == ModelStatus.PROTOTYPE_ACCEPTED )\",\"Production( pathExists == false )\"]");
        assertThat(rule.at("/conditions/0/holds").isNull()).isTrue();
        assertThat(rule.at("/conditions/0/actual").toString()).isEqualTo("{\"models.status\":null}");
    }

    @Test
    void saysWhyItFired() {
        JsonNode rule = ask(PROTOTYPE, "rule", "A model was accepted").json();
        assertThat(rule.path("fired").booleanValue()).isTrue();
        assertThat(rule.path("failed").isNull()).isTrue();
        rule.path("conditions")
                .forEach(one -> assertThat(one.path("holds").booleanValue()).isTrue());
    }

    @Test
    void putsTheNearestConclusionFirst() {
        JsonNode outcome = ask(PROTOTYPE, "outcome", "DATA_SCIENTIST_FIRST").json();
        assertThat(outcome.path("recommended").booleanValue()).isFalse();
        assertThat(outcome.path("title").stringValue()).isNotEmpty();
        List<Integer> failing = new ArrayList<>();
        boolean missed = false;
        for (JsonNode conclusion : outcome.path("conclusions")) {
            assertThat(conclusion.path("precedence").isInt()).isTrue();
            int fails = 0;
            for (JsonNode condition : conclusion.path("conditions")) {
                fails += condition.path("holds").isBoolean()
                                && !condition.path("holds").booleanValue()
                        ? 1
                        : 0;
                missed |= condition.path("condition").stringValue().startsWith("Score(") && condition.has("missedBy");
            }
            failing.add(fails);
        }
        assertThat(failing).hasSizeGreaterThan(2).isSorted();
        assertThat(missed).as("some conclusion missed a score by a number").isTrue();
    }

    @Test
    void saysByHowMuchAConclusionMissedItsScores() {
        String location = api.hiring(PROTOTYPE).header("Location");
        JsonNode conclusion = null;
        for (JsonNode one : api.get(location + "/why-not?outcome=DATA_SCIENTIST_FIRST")
                .json()
                .path("conclusions")) {
            conclusion = one.path("rule").stringValue().equals("Evidence leads") ? one : conclusion;
        }
        assertThat(conclusion).isNotNull();
        JsonNode score = conclusion.at("/scores/0");
        JsonNode recorded = null;
        for (JsonNode one : api.get(location).json().path("scores")) {
            recorded = one.path("leaning").stringValue().equals("DATA_SCIENTIST") ? one : recorded;
        }
        assertThat(conclusion.path("scores")).hasSize(1);
        for (String member : List.of("leaning", "total", "rank", "lead")) {
            assertThat(score.path(member)).isEqualTo(recorded.path(member));
        }
        // It wants rank 1, and at least 1 of total and lead.
        assertThat(score.at("/missedBy/rank").doubleValue())
                .isEqualTo(score.path("rank").intValue() - 1);
        assertThat(score.at("/missedBy/total").doubleValue())
                .isEqualTo(1 - score.path("total").intValue());
        assertThat(score.at("/missedBy/lead").doubleValue())
                .isEqualTo(1 - score.path("lead").intValue());
        assertThat(conclusion.path("outranked")).isNotEmpty();
    }

    @Test
    void saysOfEachPartWhatItCameTo() {
        JsonNode rule = ask(
                        "{\"company\": {\"hires\": 3}, \"goal\": {\"next\": \"UNCLEAR\", \"useCaseNamed\": false},"
                                + " \"data\": {\"reachable\": true}}",
                        "rule",
                        "Nobody knows what for")
                .json();
        JsonNode either = rule.at("/conditions/2");
        assertThat(either.path("condition").stringValue()).isEqualTo("Data( reachable == null || reachable == false )");
        assertThat(either.path("holds").booleanValue()).isFalse();
        assertThat(either.at("/parts/0/required").stringValue()).isEqualTo("unknown");
        assertThat(either.at("/parts/1/required").stringValue()).isEqualTo("false");
        assertThat(either.at("/parts/1/actual").toString()).isEqualTo("{\"data.reachable\":true}");
        assertThat(rule.at("/conditions/0").has("parts")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/markdown", "text/html"})
    void saysItOnAPageForPeople(String type) {
        String location = api.hiring(PROTOTYPE).header("Location");
        Reply reply = api.send(
                "GET", location + "/why-not?outcome=DATA_SCIENTIST_FIRST", BodyPublishers.noBody(), "Accept", type);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(type + ";charset=UTF-8");
        assertThat(reply.text())
                .contains(
                        "Hire a data scientist first",
                        "it was not recommended",
                        "Evidence leads",
                        "Fails: Score( rank == 1 )");
    }

    @Test
    void saysOfTheRecommendedOutcomeWhatLedToIt() {
        String location = api.hiring(PROTOTYPE).header("Location");
        JsonNode answer = api.get(location).json();
        assertThat(answer.path("outcome").isNull()).isFalse();
        JsonNode outcome = api.get(
                        location + "/why-not?outcome=" + answer.path("outcome").stringValue())
                .json();
        assertThat(outcome.path("recommended").booleanValue()).isTrue();
        JsonNode first = outcome.at("/conclusions/0");
        assertThat(first.path("fired").booleanValue()).isTrue();
        assertThat(answer.path("conclusions").findValuesAsString("rule"))
                .contains(first.path("rule").stringValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule=A model was acepted   | 404 | has no rule \"A model was acepted\" (expected: \"A model was accepted\", ",
                "rule=A model was acepted   | 404 | , …). Did you mean \"A model was accepted\"?",
                "outcome=ML_ENGINEER        | 404 | has no outcome \"ML_ENGINEER\" (expected: ",
                "                           | 400 | rule and outcome are missing (expected: one of them).",
                "outcome=NOT_YET&rule=x     | 400 | rule and outcome are both there (expected: one of them)."
            })
    void saysWhatCanBeAskedFor(String query, int status, String detail) {
        String location = api.hiring("{}").header("Location");
        Reply reply = api.get(location + "/why-not?" + (query == null ? "" : query.replace(" ", "%20")));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("detail").stringValue()).contains(detail);
    }

    @Test
    void knowsNoOtherRecommendation() {
        Reply reply = api.get("/v1/recommendations/x/why-not?outcome=NOT_YET");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("type").stringValue()).endsWith("unknown-recommendation");
    }
}
