package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** Where a policy goes past its budget for some facts: a problem of its own type, a record of it, and the service goes on. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@DirtiesContext
class StoppedEvaluationTests {

    private static final String PATH = "/v1/policies/echo/recommendations";

    /** Every rule repeats the name in its sentence and its trace: ten characters a rule for each of the name's. */
    private static final String LONG =
            "{\"facts\": {\"thing\": {\"name\": \"" + "n".repeat(9_000) + "\"}}, \"reference\": \"long\"}";

    private static final String SHORT = "{\"facts\": {\"thing\": {\"name\": \"n\"}}}";

    @TempDir
    static Path temporary;

    @Autowired
    private Environment environment;

    private Caller api;
    private Caller management;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("rules/echo"));
        Files.writeString(folder.resolve("policy.yaml"), """
                name: echo
                title: Says it again
                leanings: [ { id: A, title: A } ]
                outcomes: [ { id: X, title: X, statement: X. } ]
                """);
        Files.writeString(folder.resolve("references.yaml"), "- { key: book, title: A book }\n");
        Files.writeString(
                folder.resolve("rules.drl"),
                """
                package echo;
                declare Thing name : String @ask( "Name?" ) @maxLength( 10000 ) end
                """ + IntStream.range(0, 60).mapToObj("""
                        rule "Echo %d" @favours( A ) @weight( 1 ) @because( "{$n} {$n} {$n} {$n} {$n} {$n} {$n}" ) @cites( "book" )
                        when
                            Thing( $n : name, name != null )
                        then
                            raise( kcontext );
                        end
                        """::formatted).collect(Collectors.joining()));
        registry.add("rolecall.rules", temporary.resolve("rules")::toString);
        registry.add("rolecall.data", temporary.resolve("data")::toString);
    }

    @BeforeEach
    void connect() {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
        management = new Caller(environment.getRequiredProperty("local.management.port", Integer.class));
    }

    @Test
    void aStoppedEvaluationIsAProblemWithARecordOfIt() {
        Reply stopped = api.post(PATH, LONG);
        JsonNode problem = BadRequestTests.problem(stopped, 500, "over-budget");
        assertThat(problem.path("detail").stringValue())
                .isEqualTo("The evaluation was stopped. Its answer has more than 4194304 characters.");
        Reply recorded = api.get(problem.path("instance").stringValue());
        assertThat(recorded.status()).isEqualTo(200);
        JsonNode record = recorded.json();
        assertThat(record.path("status").stringValue()).isEqualTo("FAILED");
        assertThat(record.path("reason").stringValue()).isEqualTo("ANSWER_SIZE");
        assertThat(record.path("facts").path("thing").path("name").stringValue())
                .hasSize(9_000);
        assertThat(record.path("reference").stringValue()).isEqualTo("long");
        assertThat(record.path("policy").path("version").intValue()).isEqualTo(1);
        String path = problem.path("instance").stringValue();
        assertThat(api.get(path + "/proof").json().path("leaf")).isEqualTo(record.at("/audit/leaf"));
        BadRequestTests.problem(api.post(path + "/replay", ""), 422, "not-replayable");
        BadRequestTests.problem(api.get(path + "/explanation"), 422, "not-replayable");
        JsonNode listed = api.get("/v1/recommendations?reference=long").json().path("items");
        assertThat(listed.get(0).path("status").stringValue()).isEqualTo("FAILED");
        assertThat(management.get("/actuator/prometheus").text())
                .contains("rolecall_recommendations_total{outcome=\"none\",policy=\"echo\",status=\"FAILED\"}");
    }

    @Test
    void theRecordSaysWhichVersionWasPinned() {
        Reply stopped = api.post(PATH, LONG.replaceFirst("}$", ", \"version\": 1}"));
        String path = BadRequestTests.problem(stopped, 500, "over-budget")
                .path("instance")
                .stringValue();
        assertThat(api.get(path).json().path("pinned").toString()).isEqualTo("{\"version\":1,\"active\":true}");
        assertThat(api.get(path + "/proof").json().at("/request/bytes").stringValue())
                .isNotEmpty();
    }

    @Test
    void theServiceGoesOn() {
        String before = answer();
        for (int i = 0; i < 20; i++) {
            assertThat(api.post(PATH, LONG).status()).isEqualTo(500);
        }
        assertThat(answer()).isEqualTo(before);
    }

    private String answer() {
        Reply reply = api.post(PATH, SHORT);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.text().replaceAll("\"(id|recordedAt|leaf)\":\"[^\"]*\"", "");
    }

    @Test
    void anIdempotencyKeyStandsForAnAnswerAndNotForNone() {
        assertThat(api.post(PATH, LONG, "Idempotency-Key", "again").status()).isEqualTo(500);
        Reply second = api.post(PATH, LONG, "Idempotency-Key", "again");
        assertThat(second.status()).isEqualTo(500);
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
    }
}
