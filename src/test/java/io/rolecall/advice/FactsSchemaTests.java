package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What the schema accepts, the service accepts, and nothing else. */
class FactsSchemaTests extends RunningService {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Reply schema() {
        return api.get("/v1/policies/hiring/schema");
    }

    @Test
    void isAJsonSchemaWithTheQuestionsAsTitles() {
        Reply reply = schema();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/schema+json");
        String dialect = "https://json-schema.org/draft/2020-12/schema";
        assertThat(reply.json().path("$schema").stringValue()).isEqualTo(dialect);
        assertThat(REGISTRY.getSchema(SchemaLocation.of(dialect)).validate(reply.text(), InputFormat.JSON))
                .isEmpty();
        assertThat(reply.json().at("/properties/models/properties/status/title").stringValue())
                .isEqualTo("How far is the best model?");
        assertThat(reply.json()
                        .at("/properties/models/properties/status/oneOf/0/title")
                        .stringValue())
                .isEqualTo("No model yet");
    }

    @TestFactory
    Stream<DynamicTest> acceptsEveryTeam() throws IOException {
        Schema schema = REGISTRY.getSchema(schema().text());
        try (Stream<Path> files = Files.list(Path.of("rules-drl/hiring/teams"))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        Map<String, Object> team = new Yaml().load(Files.readString(file));
                        String facts = JSON.writeValueAsString(team.get("given"));
                        assertThat(schema.validate(facts, InputFormat.JSON)).isEmpty();
                    }));
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheService() {
        Schema schema = REGISTRY.getSchema(schema().text());
        Stream<DynamicTest> good = Stream.of(
                        "{}",
                        "{\"models\": {}}",
                        "{\"models\": null}",
                        model("\"status\": null"),
                        model("\"status\": \"LIVE\""),
                        model("\"inNotebooks\": true"),
                        model("\"inNotebooks\": null"),
                        model("\"live\": 0"),
                        model("\"live\": -0"),
                        model("\"live\": 100000"),
                        model("\"live\": 1.0"),
                        model("\"live\": 1e2"),
                        model("\"live\": 1.2e1"),
                        share("0"),
                        share("1"),
                        share("-0.0"),
                        share("1.0"),
                        share("0.5"),
                        share("5e-1"),
                        share("1e-400"),
                        share("null"))
                .map(facts -> agrees(schema, facts, true));
        Stream<DynamicTest> bad = Stream.of(
                        "null",
                        "[]",
                        "\"x\"",
                        "1",
                        "{\"modles\": {}}",
                        "{\"Models\": {}}",
                        "{\"dataGap\": {\"reason\": \"x\"}}",
                        "{\"models\": []}",
                        "{\"models\": 1}",
                        "{\"models\": \"\"}",
                        model("\"lives\": 1"),
                        model("\"Live\": 1"),
                        model("\"status\": \"live\""),
                        model("\"status\": \"LIVE \""),
                        model("\"status\": 3"),
                        model("\"status\": [\"LIVE\"]"),
                        model("\"status\": \"In production\""),
                        model("\"inNotebooks\": \"true\""),
                        model("\"inNotebooks\": 0"),
                        model("\"inNotebooks\": []"),
                        model("\"live\": \"1\""),
                        model("\"live\": true"),
                        model("\"live\": 1.5"),
                        model("\"live\": -1"),
                        model("\"live\": 100001"),
                        model("\"live\": 4294967296"),
                        model("\"live\": 9007199254740993"),
                        model("\"live\": 1e30"),
                        share("\"0.5\""),
                        share("true"),
                        share("-0.1"),
                        share("1.1"),
                        share("1e300"),
                        share("{}"))
                .map(facts -> agrees(schema, facts, false));
        return Stream.concat(good, bad);
    }

    private DynamicTest agrees(Schema schema, String facts, boolean good) {
        return DynamicTest.dynamicTest((good ? "good: " : "bad: ") + facts, () -> {
            List<?> errors = schema.validate(facts, InputFormat.JSON);
            assertThat(errors.isEmpty()).as("schema: %s", errors).isEqualTo(good);
            Reply reply = api.hiring(facts);
            assertThat(reply.status()).as(reply.text()).isEqualTo(good ? 201 : 400);
        });
    }

    private static String model(String field) {
        return "{\"models\": {" + field + "}}";
    }

    private static String share(String value) {
        return "{\"team\": {\"infrastructureShare\": " + value + "}}";
    }
}
