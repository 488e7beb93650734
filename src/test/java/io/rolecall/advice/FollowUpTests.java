package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what was done with advice, and reads it back. */
class FollowUpTests extends RunningService {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private String advised() {
        return api.hiring("{}").header("Location");
    }

    @Test
    void recordsWhatWasDoneAsAnEntry() throws Exception {
        String location = advised();
        Reply said =
                api.post(location + "/follow-ups", "{\"followed\": \"PARTLY\", \"note\": \"Nur \\\"halb\\\" 😀\"}");
        assertThat(said.status()).as(said.text()).isEqualTo(201);
        JsonNode followUp = said.json();
        assertThat(followUp.path("followed").stringValue()).isEqualTo("PARTLY");
        assertThat(followUp.path("note").stringValue()).isEqualTo("Nur \"halb\" 😀");
        JsonNode logged = entry(followUp.at("/audit/leaf"));
        String bytes =
                new String(Base64.getDecoder().decode(logged.path("entry").stringValue()), StandardCharsets.UTF_8);
        JsonNode entry = JSON.readTree(bytes);
        assertThat(entry.path("type").stringValue()).isEqualTo("follow-up");
        assertThat(entry.path("id")).isEqualTo(followUp.path("id"));
        assertThat(entry.path("t")).isEqualTo(followUp.path("recordedAt"));
        assertThat(location).endsWith(entry.path("recommendation").stringValue());
        assertThat(entry.path("followed").stringValue()).isEqualTo("PARTLY");
        assertThat(entry.at("/policy/name").stringValue()).isEqualTo("hiring");
        assertThat(entry.path("note").stringValue()).hasSize(43);
        assertThat(bytes).doesNotContain("halb");
        api.post(location + "/follow-ups", "{\"followed\": \"NO\"}");
        JsonNode all = api.get(location + "/follow-ups").json();
        assertThat(all.at("/items/0")).isEqualTo(followUp);
        assertThat(all.at("/items/1/followed").stringValue()).isEqualTo("NO");
        assertThat(all.at("/items/1/note").isNull()).isTrue();
        assertThat(all.path("items")).hasSize(2);
    }

    private JsonNode entry(JsonNode leaf) {
        for (long from = 0; ; from++) {
            JsonNode entry =
                    api.get("/v1/audit/entries?limit=1&from=" + from).json().at("/items/0");
            if (entry.path("leaf").equals(leaf)) {
                return entry;
            }
            assertThat(entry.isMissingNode()).isFalse();
        }
    }

    @Test
    void countsEachRecommendationByItsNewestFollowUp() {
        JsonNode before = undecided();
        String first = advised() + "/follow-ups";
        String second = advised() + "/follow-ups";
        api.post(first, "{\"followed\": \"NO\"}");
        api.post(first, "{\"followed\": \"YES\", \"note\": null}");
        api.post(second, "{\"followed\": \"PARTLY\"}");
        JsonNode after = undecided();
        assertThat(after.path("yes").asInt()).isEqualTo(before.path("yes").asInt(0) + 1);
        assertThat(after.path("no").asInt()).isEqualTo(before.path("no").asInt(0));
        assertThat(after.path("partly").asInt()).isEqualTo(before.path("partly").asInt(0) + 1);
        assertThat(after.path("version").asInt()).isEqualTo(1);
    }

    /** Nothing is known of these teams, so nothing was recommended to them. */
    private JsonNode undecided() {
        for (JsonNode each : api.get("/v1/policies/hiring/follow-ups").json().path("items")) {
            if (each.path("outcome").isNull()) {
                return each;
            }
        }
        return JSON.createObjectNode();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /followed | followed is missing (expected: YES, NO, PARTLY).",
                "{\"followed\": \"yes\"} | /followed | followed is \"yes\" (expected: YES, NO, PARTLY).",
                "{\"followed\": 1} | /followed | followed is 1 (expected: YES, NO, PARTLY).",
                "{\"followed\": \"NO\", \"note\": 1} | /note | The note is no text (expected: at most 2000 characters, or null).",
                "{\"followed\": \"NO\", \"why\": 1} | /why | A follow-up has no \"why\" (expected: followed, note).",
                "[] | '' | A follow-up has to be an object (expected: {\"followed\": \"YES\"})."
            })
    void saysWhatIsWrong(String body, String pointer, String message) {
        Reply reply = api.post(advised() + "/follow-ups", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(reply.json().at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    @Test
    void refusesALongNoteAndAnUnknownRecommendation() {
        String longest = "{\"followed\": \"NO\", \"note\": \"" + "😀".repeat(2_000) + "\"}";
        assertThat(api.post(advised() + "/follow-ups", longest).status()).isEqualTo(201);
        BadRequestTests.problem(
                api.post(advised() + "/follow-ups", longest.replace("\"}", "x\"}")), 400, "bad-follow-up");
        BadRequestTests.problem(
                api.post("/v1/recommendations/nothing/follow-ups", "{\"followed\": \"NO\"}"),
                404,
                "unknown-recommendation");
        BadRequestTests.problem(api.get("/v1/recommendations/nothing/follow-ups"), 404, "unknown-recommendation");
        BadRequestTests.problem(api.get("/v1/policies/nothing/follow-ups"), 404, "unknown-policy");
    }
}
