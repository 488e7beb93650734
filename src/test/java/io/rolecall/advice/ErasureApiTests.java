package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Erases what was recorded, unless it is held. */
class ErasureApiTests extends RunningService {

    private static final String BODY =
            "{\"reference\": \"employee 4711\", \"facts\": {\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}}}";

    private Reply advised(String... headers) {
        Reply reply = api.post(Caller.HIRING, BODY, headers);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private Reply erase(String location) {
        return api.send("DELETE", location + "/payload", BodyPublishers.noBody());
    }

    private Reply hold(String location, String body) {
        return api.send("PUT", location + "/hold", BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    private Reply release(String location) {
        return api.send("DELETE", location + "/hold", BodyPublishers.noBody());
    }

    @Test
    void erasesAPayloadAndKeepsItsProof() {
        Reply advised = advised();
        String location = advised.header("Location");
        JsonNode before = api.get(location + "/proof").json();
        Reply erased = erase(location);
        assertThat(erased.status()).as(erased.text()).isEqualTo(204);
        assertThat(erased.bytes()).isEmpty();
        assertThat(erase(location).status()).isEqualTo(204);

        JsonNode problem = BadRequestTests.problem(api.get(location), 410, "erased");
        assertThat(problem.path("detail").stringValue())
                .matches(
                        "The payload of [-0-9a-f]{36} was erased at \\S+Z because somebody asked for it; its proof stays\\.");
        BadRequestTests.problem(api.post(location + "/replay", ""), 410, "erased");
        BadRequestTests.problem(api.post(location + "/follow-ups", "{\"followed\": \"YES\"}"), 410, "erased");
        assertThat(api.get(location + "/follow-ups").text()).isEqualTo("{\"items\":[],\"next\":null}");
        JsonNode after = api.get(location + "/proof").json();
        assertThat(after.path("entry")).isEqualTo(before.path("entry"));
        assertThat(after.path("request").isNull()).isTrue();
        assertThat(after.path("answer").isNull()).isTrue();
        assertThat(after.has("answer")).isTrue();

        JsonNode summary = api.get("/v1/recommendations?limit=1").json().at("/items/0");
        assertThat(location).endsWith(summary.path("id").stringValue());
        assertThat(summary.path("reference").isNull()).isTrue();
        assertThat(summary.path("outcome").stringValue()).isEqualTo("ML_ENGINEER_FIRST");
    }

    @Test
    void answersAKeyWhosePayloadWasErasedWith410() {
        String key = UUID.randomUUID().toString();
        erase(advised("Idempotency-Key", key).header("Location"));
        BadRequestTests.problem(api.post(Caller.HIRING, BODY, "Idempotency-Key", key), 410, "erased");
    }

    @Test
    void erasesNothingThatIsHeld() {
        String location = advised().header("Location");
        BadRequestTests.problem(api.get(location + "/hold"), 404, "not-held");
        Reply held = hold(location, "{\"reason\": \"a dispute\"}");
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(held.json().path("reason").stringValue()).isEqualTo("a dispute");
        Reply again = hold(location, "{\"reason\": \"a claim\"}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(held.json());
        assertThat(api.get(location + "/hold").json()).isEqualTo(held.json());

        JsonNode problem = BadRequestTests.problem(erase(location), 409, "held");
        assertThat(problem.path("detail").stringValue())
                .isEqualTo("It is held since " + held.json().path("since").stringValue()
                        + ", and so not erased; release the hold first.");
        assertThat(api.get(location).status()).isEqualTo(200);
        assertThat(release(location).status()).isEqualTo(204);
        assertThat(release(location).status()).isEqualTo(204);
        assertThat(erase(location).status()).isEqualTo(204);
        BadRequestTests.problem(hold(location, "{\"reason\": \"too late\"}"), 410, "erased");
    }

    @Test
    void knowsNothingOfWhatIsNotRecorded() {
        String nothing = "/v1/recommendations/nothing";
        BadRequestTests.problem(erase(nothing), 404, "unknown-recommendation");
        BadRequestTests.problem(hold(nothing, "{\"reason\": \"x\"}"), 404, "unknown-recommendation");
        BadRequestTests.problem(release(nothing), 404, "unknown-recommendation");
        BadRequestTests.problem(api.get(nothing + "/hold"), 404, "unknown-recommendation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /reason | The reason is missing (expected: 1 to 300 characters).",
                "{\"reason\": 1} | /reason | The reason is no text (expected: 1 to 300 characters).",
                "{\"reason\": null} | /reason | The reason is no text (expected: 1 to 300 characters).",
                "{\"reason\": \" \"} | /reason | The reason is empty (expected: 1 to 300 characters).",
                "{\"reason\": \"x\", \"until\": 1} | /until | A hold has no \"until\" (expected: reason).",
                "[] | '' | A hold has to be an object (expected: {\"reason\": \"…\"})."
            })
    void saysWhatIsWrongWithAHold(String body, String pointer, String message) {
        Reply reply = hold(advised().header("Location"), body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(reply.json().at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    @Test
    void countsTheCharactersOfAReason() {
        String longest = "{\"reason\": \"" + "😀".repeat(300) + "\"}";
        String location = advised().header("Location");
        assertThat(hold(location, longest).status()).isEqualTo(201);
        JsonNode problem = BadRequestTests.problem(hold(location, longest.replace("\"}", "x\"}")), 400, "bad-hold");
        assertThat(problem.at("/errors/0/message").stringValue())
                .isEqualTo("The reason is too long (expected: 1 to 300 characters).");
    }
}
