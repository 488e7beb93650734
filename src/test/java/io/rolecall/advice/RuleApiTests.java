package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The rules of a version as its owners look through them. */
class RuleApiTests extends RunningService {

    private static final String RULES = "/v1/policies/hiring/rules";
    private static final String ACCEPTED = "An accepted model has no path to production";

    private JsonNode rules(String query) {
        Reply reply = api.get(RULES + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    private Reply rule(String name) {
        return api.get("/v1/policies/hiring/rule?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode item : list.path("items")) {
            if (item.path("name").stringValue().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("No " + name);
    }

    @Test
    void tellsOfEachRuleWhatIsKnown() {
        JsonNode list = rules("");
        assertThat(list.path("items").size()).isGreaterThan(250);
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(list.at("/policy/version").intValue()).isEqualTo(1);
        JsonNode rule = named(list, ACCEPTED);
        assertThat(rule.path("file").stringValue()).isEqualTo("signals/models.drl");
        assertThat(rule.path("phase").stringValue()).isEqualTo("signals");
        assertThat(rule.path("verb").stringValue()).isEqualTo("raise");
        assertThat(rule.path("head").propertyNames()).containsExactly("favours", "weight", "because");
        assertThat(rule.path("facts").toString()).isEqualTo("[\"models.status\",\"production.pathExists\"]");
        assertThat(rule.path("scenarios").findValuesAsString("file")).contains("signals/models.scenarios.yaml");
        assertThat(rule.at("/changed/version").intValue()).isEqualTo(1);
        assertThat(rule.at("/changed/author").stringValue()).isEqualTo("folder");
        JsonNode citation = rule.at("/cites/0");
        assertThat(citation.path("citation").stringValue()).isEqualTo("0-30");
        assertThat(citation.path("key").stringValue()).isEqualTo("0");
        assertThat(citation.path("place").stringValue()).isEqualTo("30");
        assertThat(citation.path("title").stringValue()).isEqualTo("When to Hire ML Engineers vs Data Scientists");
    }

    @Test
    void tellsWhatGoesWithEachVerb() {
        JsonNode list = rules("");
        JsonNode conclusion = named(list, "Evidence leads");
        assertThat(conclusion.path("head").propertyNames()).containsExactly("recommends", "precedence", "because");
        assertThat(conclusion.path("facts").toString())
                .isEqualTo("[\"score.leaning\",\"score.rank\",\"score.total\",\"score.lead\"]");
        assertThat(conclusion.path("scenarios").findValuesAsString("file"))
                .containsOnly("conclusions/recommendation.scenarios.yaml");
        assertThat(named(list, "Data is out of reach").path("head").toString()).isEqualTo("{\"inserts\":\"DataGap\"}");
        list.path("items")
                .forEach(rule ->
                        assertThat(rule.path("head").size()).as(rule.toString()).isPositive());
    }

    @Test
    void countsHowOftenARuleFired() {
        long before = named(rules(""), ACCEPTED).path("fired").longValue();
        long of = rules("").at("/counted/of").longValue();
        api.hiring("{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}, \"production\": {\"pathExists\": false}}");
        JsonNode after = rules("");
        assertThat(named(after, ACCEPTED).path("fired").longValue()).isEqualTo(before + 1);
        assertThat(after.at("/counted/of").longValue()).isEqualTo(of + 1);
        assertThat(after.at("/counted/all").booleanValue()).isTrue();
        JsonNode never = rules("?fired=never");
        assertThat(never.path("items").findValuesAsString("name")).isNotEmpty().doesNotContain(ACCEPTED);
        never.path("items")
                .forEach(rule -> assertThat(rule.path("fired").longValue()).isZero());
    }

    @Test
    void filters() {
        all(
                "?leaning=ONE_PERSON",
                rule -> rule.at("/head/favours").asString("").equals("ONE_PERSON")
                        || rule.at("/head/opposes").asString("").equals("ONE_PERSON"));
        all("?fact=models.live", rule -> rule.path("facts").toString().contains("\"models.live\""));
        all("?fact=Models", rule -> rule.path("facts").toString().contains("\"models."));
        all("?fact=dataGap", rule -> rule.path("facts").toString().contains("\"dataGap\""));
        all("?source=0", rule -> rule.path("cites").findValuesAsString("key").contains("0"));
        all(
                "?source=0-30",
                rule -> rule.path("cites").findValuesAsString("citation").contains("0-30"));
        all("?file=signals/models.drl", rule -> rule.path("file").stringValue().equals("signals/models.drl"));
        all(
                "?file=signals/models.drl&leaning=ML_ENGINEER&fact=production",
                rule -> rule.path("file").stringValue().equals("signals/models.drl")
                        && rule.at("/head").toString().contains("ML_ENGINEER")
                        && rule.path("facts").toString().contains("production."));
    }

    /** All that are shown are meant, and all that are meant are shown. */
    private void all(String query, Predicate<JsonNode> meant) {
        List<String> expected = rules("")
                .path("items")
                .valueStream()
                .filter(meant)
                .map(rule -> rule.path("name").stringValue())
                .toList();
        assertThat(expected).as(query).isNotEmpty();
        assertThat(rules(query).path("items").findValuesAsString("name")).containsAll(expected);
        assertThat(rules(query).path("items")).as(query).hasSize(expected.size());
    }

    @Test
    void showsTheTextOfOneAndWhatItSays() {
        JsonNode details = rule(ACCEPTED).json();
        assertThat(details.at("/rule")).isEqualTo(named(rules(""), ACCEPTED));
        assertThat(details.path("text").stringValue())
                .startsWith("rule \"" + ACCEPTED + "\"\n    @favours( ML_ENGINEER )")
                .endsWith("\nthen\n    raise( kcontext );\nend\n");
        assertThat(details.path("sentence").stringValue())
                .isEqualTo("When \"How far is the best model?\" is answered \"A prototype accepted against a measure\""
                        + " and \"Is there a known way to bring a model into production?\" is answered no, it speaks"
                        + " for \"Machine learning engineer\" with weight 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules?leaning=ML_ENGINER  | 400 | leaning: the policy \"hiring\" has no \"ML_ENGINER\" (expected: DATA_ANALYST, ",
                "rules?leaning=ML_ENGINER  | 400 | Did you mean \"ML_ENGINEER\"?",
                "rules?fact=modelz         | 400 | (expected: company, data, dataGap, goal, heavyRunning, models, production, recommendation, score, team).",
                "rules?fact=models.stauts  | 400 | Did you mean \"models.status\"?",
                "rules?source=0-99         | 400 | The source \"0\" has no place \"99\" (expected: 1 to 75).",
                "rules?source=nobody       | 400 | references.yaml has no source for \"nobody\" (expected: 0, ",
                "rules?file=models.drl     | 400 | (expected: conclusions/both.drl, ",
                "rules?fired=often         | 400 | fired is \"often\" (expected: never).",
                "rules?version=99          | 404 | There is no version 99 of the policy \"hiring\" (expected: 1).",
                "vocabulary?version=99     | 404 | There is no version 99",
                "rule?name=A+model+was+acepted | 404 | Did you mean \"A model was accepted\"?",
                "rule                      | 400 | name is missing (expected: the rule's name)."
            })
    void saysWhatCanBeAskedFor(String query, int status, String detail) {
        Reply reply = api.get("/v1/policies/hiring/" + query);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("detail").stringValue()).contains(detail);
    }

    @Test
    void offersWhatMayBeWritten() {
        JsonNode words = api.get("/v1/policies/hiring/vocabulary").json();
        assertThat(words.path("facts").findValuesAsString("name"))
                .contains("Models", "DataGap", "Score", "Recommendation", "status", "lead");
        JsonNode models = words.path("facts")
                .valueStream()
                .filter(fact -> fact.path("name").stringValue().equals("Models"))
                .findFirst()
                .orElseThrow();
        assertThat(models.path("origin").stringValue()).isEqualTo("ASKED");
        assertThat(models.at("/fields/0").propertyNames()).contains("name", "type", "ask");
        assertThat(models.at("/fields/0/type").stringValue()).isEqualTo("ModelStatus");
        assertThat(words.path("enums")
                        .valueStream()
                        .filter(type -> type.path("name").stringValue().equals("ModelStatus"))
                        .map(type -> type.at("/constants/3").toString()))
                .containsExactly("{\"name\":\"LIVE\",\"label\":\"In production\"}");
        assertThat(words.path("verbs").toString())
                .contains("{\"verb\":\"step\",\"annotations\":[\"order\",\"advises\",\"until\",\"cites\"]}");
        assertThat(words.path("sources").findValuesAsString("key")).contains("0", "breck-2017");
        assertThat(words.path("leanings").findValuesAsString("id")).contains("ML_ENGINEER");
        assertThat(words.path("outcomes").findValuesAsString("title")).contains("Hire neither yet");
    }
}
