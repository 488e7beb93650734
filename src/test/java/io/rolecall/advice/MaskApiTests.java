package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A service that keeps the size of a team and the caller's reference out of its record. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "rolecall.audit.mask=team.size, reference, team.nothing"})
@DirtiesContext
class MaskApiTests {

    private static final String BODY =
            "{\"reference\": \"employee 4711\", \"facts\": {\"team\": {\"size\": 98765, \"softwareEngineers\": 4}}}";

    @TempDir
    static Path data;

    @Autowired
    private Environment environment;

    private Caller api;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("rolecall.data", data::toString);
    }

    @BeforeEach
    void connect() {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    @Test
    void neitherSendsNorStoresWhatIsMasked() throws IOException {
        Reply sent = api.post(Caller.HIRING, BODY);
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        JsonNode answer = sent.json();
        assertThat(answer.at("/facts/team/size").stringValue()).isEqualTo("[masked]");
        assertThat(answer.at("/facts/team/softwareEngineers").intValue()).isEqualTo(4);
        assertThat(answer.path("reference").stringValue()).isEqualTo("[masked]");
        assertThat(answer.path("masked").toString()).isEqualTo("[\"team.size\",\"reference\"]");
        assertThat(sent.text()).doesNotContain("98765").doesNotContain("4711");
        assertThat(api.get(sent.header("Location")).bytes()).isEqualTo(sent.bytes());
        try (var files = Files.list(data)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("98765")
                        .doesNotContain("employee 4711");
            }
        }
    }

    @Test
    void provesWhatWasSent() {
        JsonNode proof = api.get(api.post(Caller.HIRING, BODY).header("Location") + "/proof")
                .json();
        assertThat(new String(
                        Base64.getDecoder().decode(proof.at("/request/bytes").stringValue()), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"facts\":{\"team\":{\"size\":\"[masked]\",\"softwareEngineers\":4}},\"reference\":\"[masked]\"}");
    }

    @Test
    void provesAndMasksWhatIsPinned() {
        String pinned = BODY.replaceFirst("}$", ", \"version\": 1}");
        Reply sent = api.post(Caller.HIRING, pinned);
        assertThat(sent.json().path("pinned").toString()).isEqualTo("{\"version\":1,\"active\":true}");
        assertThat(sent.text()).doesNotContain("98765").doesNotContain("4711");
        JsonNode proof = api.get(sent.header("Location") + "/proof").json();
        assertThat(new String(
                        Base64.getDecoder().decode(proof.at("/request/bytes").stringValue()), StandardCharsets.UTF_8))
                .isEqualTo("{\"facts\":{\"team\":{\"size\":\"[masked]\",\"softwareEngineers\":4}},"
                        + "\"reference\":\"[masked]\",\"version\":1}");
    }

    @Test
    void replaysNothingThatIsMasked() {
        String location = api.post(Caller.HIRING, BODY).header("Location");
        JsonNode problem = BadRequestTests.problem(api.post(location + "/replay", ""), 409, "masked");
        assertThat(problem.path("detail").stringValue())
                .isEqualTo("It cannot be answered again: not recorded are the true values of team.size.");
        for (String call : List.of("/changes", "/sensitivity", "?graph=true", "/why-not?outcome=NOT_YET")) {
            BadRequestTests.problem(api.get(location + call), 409, "masked");
        }
        String without = api.hiring("{\"team\": {\"softwareEngineers\": 4, \"size\": null}}")
                .header("Location");
        assertThat(api.get(without).json().has("masked")).isFalse();
        assertThat(api.post(without + "/replay", "").text()).isEqualTo("{\"identical\":true}");
    }

    @Test
    void looksAgainAtAnAnswerOfWhichTheReferenceAloneIsMasked() {
        String body = "{\"reference\": \"employee 4711\", \"facts\": {\"team\": {\"softwareEngineers\": 4}}}";
        Reply sent = api.post(Caller.HIRING, body);
        assertThat(sent.json().path("masked").toString()).isEqualTo("[\"reference\"]");
        String location = sent.header("Location");
        for (String call : List.of("/changes", "/sensitivity", "?graph=true", "/why-not?outcome=NOT_YET")) {
            assertThat(api.get(location + call).status()).as(call).isEqualTo(200);
        }
        assertThat(api.post(location + "/replay", "").text()).isEqualTo("{\"identical\":true}");
    }

    @Test
    void explainsWithoutWhatIsMasked() {
        String location = api.post(Caller.HIRING, BODY).header("Location");
        Reply told = api.get(location + "/explanation?detail=full");
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.text()).doesNotContain("98765", "4711");
        assertThat(told.json().path("masked").toString()).isEqualTo("[\"team.size\",\"reference\"]");
        assertThat(told.json().at("/recorded/reference").stringValue()).isEqualTo("[masked]");
        BadRequestTests.problem(api.get(location + "/why-not?outcome=NOT_YET"), 409, "masked");
    }

    @Test
    void knowsTwoRequestsApartThatDifferInWhatIsMasked() {
        String key = UUID.randomUUID().toString();
        Reply first = api.post(Caller.HIRING, BODY, "Idempotency-Key", key);
        assertThat(api.post(Caller.HIRING, BODY, "Idempotency-Key", key).bytes())
                .isEqualTo(first.bytes());
        Reply other = api.post(Caller.HIRING, BODY.replace("98765", "98764"), "Idempotency-Key", key);
        BadRequestTests.problem(other, 422, "idempotency-key-reused");
    }
}
