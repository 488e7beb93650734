package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers write code against the API's description. The one that is served is a file, which must say what the controllers
 * say: {@code -Dgolden.write=true} accepts a change to them.
 */
class OpenApiTests extends RunningService {

    private static final Path GOLDEN = Path.of("src/main/resources/openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonNode description() {
        return api.get("/v3/api-docs").json();
    }

    @Test
    void staysAsItWasReviewed() throws IOException {
        JsonNode description = api.get("/springdoc").json();
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, JSON.writeValueAsString(description) + "\n");
        }
        assertThat(JSON.writeValueAsString(description))
                .isEqualToIgnoringNewLines(Files.readString(GOLDEN).strip());
    }

    @Test
    void isOpenApi31AndNamesNoPort() {
        assertThat(description().path("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(description().path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
    }

    @Test
    void describesEveryCallAndItsProblems() {
        JsonNode paths = description().path("paths");
        Map<String, List<String>> expected = Map.ofEntries(
                Map.entry("/v1/policies", List.of("200")),
                Map.entry("/v1/policies/{policy}", List.of("200", "404", "503")),
                Map.entry(
                        "/v1/policies/{policy}/versions",
                        List.of("200", "201", "400", "404", "409", "413", "415", "422", "503")),
                Map.entry("/v1/policies/{policy}/versions/{number}", List.of("200", "404", "503")),
                Map.entry("/v1/policies/{policy}/versions/{number}/files/{path}", List.of("200", "404", "503")),
                Map.entry("/v1/policies/{policy}/versions/{number}/diff", List.of("200", "400", "404", "409", "503")),
                Map.entry(
                        "/v1/policies/{policy}/versions/{number}/reviews",
                        List.of("200", "201", "400", "403", "404", "413", "415", "503")),
                Map.entry(
                        "/v1/policies/{policy}/activations",
                        List.of("200", "201", "400", "404", "409", "413", "415", "503", "504")),
                Map.entry("/v1/policies/{policy}/replicas", List.of("200", "404", "503")),
                Map.entry("/v1/policies/{policy}/examples", List.of("200", "404", "503")),
                Map.entry("/v1/policies/{policy}/rules", List.of("200", "400", "404", "422", "503")),
                Map.entry("/v1/policies/{policy}/rule", List.of("200", "400", "404", "422", "503")),
                Map.entry("/v1/policies/{policy}/vocabulary", List.of("200", "400", "404", "422", "503")),
                Map.entry(
                        "/v1/policies/{policy}/trials",
                        List.of("200", "400", "404", "413", "415", "422", "500", "503")),
                Map.entry("/v1/policies/{policy}/schema", List.of("200", "404", "503")),
                Map.entry("/v1/policies/{policy}/guides/{guide}", List.of("200", "404", "503")),
                Map.entry(
                        "/v1/policies/{policy}/recommendations",
                        List.of("201", "400", "404", "409", "410", "413", "415", "422", "500", "503")),
                Map.entry(
                        "/v1/policies/{policy}/interview",
                        List.of("200", "400", "404", "413", "415", "422", "500", "503")),
                Map.entry("/v1/recommendations", List.of("200", "400", "503")),
                Map.entry("/v1/statistics", List.of("200", "400", "503")),
                Map.entry("/v1/latencies", List.of("200")),
                Map.entry("/v1/audit/export", List.of("200", "429", "500", "503")),
                Map.entry("/v1/recommendations/{id}", List.of("200", "404", "409", "410", "422", "503")),
                Map.entry("/v1/recommendations/{id}/payload", List.of("204", "404", "409", "503")),
                Map.entry(
                        "/v1/recommendations/{id}/hold",
                        List.of("200", "201", "204", "400", "404", "410", "413", "415", "503")),
                Map.entry("/v1/recommendations/{id}/proof", List.of("200", "404", "500", "503")),
                Map.entry(
                        "/v1/recommendations/{id}/explanation",
                        List.of("200", "400", "404", "406", "410", "422", "503")),
                Map.entry(
                        "/v1/recommendations/{id}/why-not",
                        List.of("200", "400", "404", "406", "409", "410", "422", "503")),
                Map.entry("/v1/recommendations/{id}/changes", List.of("200", "400", "404", "409", "410", "422", "503")),
                Map.entry("/v1/recommendations/{id}/sensitivity", List.of("200", "404", "409", "410", "422", "503")),
                Map.entry("/v1/recommendations/{id}/replay", List.of("200", "400", "404", "409", "410", "422", "503")),
                Map.entry(
                        "/v1/recommendations/{id}/follow-ups",
                        List.of("200", "201", "400", "404", "410", "413", "415", "422", "503")),
                Map.entry("/v1/policies/{policy}/follow-ups", List.of("200", "404", "503")),
                Map.entry(
                        "/v1/policies/{policy}/versions/{number}/impact",
                        List.of("200", "202", "400", "404", "409", "413", "415", "429", "503")),
                Map.entry("/v1/policies/{policy}/versions/{number}/impact/{id}", List.of("200", "400", "404", "503")),
                Map.entry("/v1/policies/{policy}/shadow", List.of("200", "204", "400", "404", "413", "415", "503")),
                Map.entry("/v1/audit/checkpoint", List.of("200", "503")),
                Map.entry("/v1/audit/key", List.of("200")),
                Map.entry("/v1/audit/entries", List.of("200", "400", "503")),
                Map.entry("/v1/audit/consistency", List.of("200", "400", "503")));
        assertThat(new TreeSet<>(paths.propertyNames())).isEqualTo(new TreeSet<>(expected.keySet()));
        expected.forEach((path, statuses) -> {
            TreeSet<String> found = new TreeSet<>();
            List<Map.Entry<String, JsonNode>> answers = new ArrayList<>();
            paths.path(path)
                    .forEach(call -> answers.addAll(call.path("responses").properties()));
            answers.forEach(answer -> found.add(answer.getKey()));
            assertThat(found).as(path).isEqualTo(new TreeSet<>(statuses));
            answers.stream()
                    .filter(response -> response.getKey().startsWith("4")
                            || response.getKey().startsWith("5"))
                    .forEach(response -> assertThat(response.getValue()
                                    .at("/content/application~1problem+json/schema/$ref")
                                    .stringValue())
                            .isEqualTo("#/components/schemas/Problem"));
        });
    }

    @Test
    void describesWhatIsAnswered() {
        String example = description()
                .at(
                        "/paths/~1v1~1policies~1{policy}~1recommendations/post/requestBody/content/application~1json/example")
                .toString();
        Reply decided = api.post(Caller.HIRING, example);
        assertThat(decided.status()).as(decided.text()).isEqualTo(201);
        fits(decided.json(), "Recommendation");
        fits(api.hiring("{}").json(), "Recommendation");
        fits(api.hiring("{\"models\": 1}").json(), "Problem");
        fits(api.get("/v1/recommendations/1").json(), "Problem");
        fits(api.get("/v1/recommendations").json(), "Page");
        fits(api.get("/v1/statistics").json(), "Statistics");
        fits(api.get("/v1/latencies").json(), "Latencies");
        fits(api.get(decided.header("Location") + "/proof").json(), "Proof");
        fits(api.get("/v1/recommendations/1/proof").json(), "Problem");
        fits(api.get(decided.header("Location") + "/explanation").json(), "Account");
        fits(api.post(decided.header("Location") + "/replay", "").json(), "Replayed");
        fits(api.post("/v1/policies/hiring/interview", "{\"facts\": {}}").json(), "Interviewed");
        fits(api.get(decided.header("Location") + "/changes?unknown=true").json(), "Alternatives");
        fits(api.get(decided.header("Location") + "/sensitivity").json(), "Firmness");
        String followUps = decided.header("Location") + "/follow-ups";
        fits(api.post(followUps, "{\"followed\": \"YES\"}").json(), "FollowUp");
        fits(api.post(followUps, "{}").json(), "Problem");
        fits(api.get(followUps).json(), "FollowUpList");
        fits(api.get("/v1/policies/hiring/follow-ups").json(), "FollowUpCounts");
        Reply impact = api.post("/v1/policies/hiring/versions/1/impact", "{}");
        fits(impact.json(), "Impact");
        fits(api.get(impact.header("Location")).json(), "Impact");
        fits(api.get("/v1/audit/entries?limit=2").json(), "EntryPage");
        fits(api.get("/v1/audit/consistency?from=1").json(), "Consistency");
        fits(api.get("/v1/policies/hiring/rules?fact=models.status").json(), "RuleList");
        fits(api.get("/v1/policies/hiring/rule?name=A%20model%20was%20accepted").json(), "RuleDetails");
        fits(api.get("/v1/policies/hiring/vocabulary").json(), "Vocabulary");
        fits(
                api.post(
                                "/v1/policies/hiring/trials",
                                description()
                                        .at(
                                                "/paths/~1v1~1policies~1{policy}~1trials/post/requestBody/content/application~1json/example")
                                        .toString())
                        .json(),
                "Tried");
        fits(api.get("/v1/policies").json(), "PolicyList");
        fits(api.get("/v1/policies/hiring").json(), "Served");
        fits(api.get("/v1/policies/hiring/guides/ml-engineer").json(), "Guide");
    }

    /** Every member is described, every required one is there, and null stands only where it may. */
    private void fits(JsonNode value, String schema) {
        JsonNode schemas = description().path("components").path("schemas");
        List<String> faults = new ArrayList<>();
        fits(value, schemas.path(schema), schemas, schema, faults);
        assertThat(faults).isEmpty();
    }

    private static void fits(JsonNode value, JsonNode schema, JsonNode schemas, String at, List<String> faults) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").stringValue().replace("#/components/schemas/", "");
            fits(value, schemas.path(name), schemas, at, faults);
        } else if (schema.has("anyOf")) {
            fits(value, value.isNull() ? schema.at("/anyOf/1") : schema.at("/anyOf/0"), schemas, at, faults);
        } else if (schema.has("type")
                && types(value).stream().noneMatch(schema.path("type").toString()::contains)) {
            faults.add(at + " is " + types(value) + ", not " + schema.path("type"));
        } else if (value.isArray()) {
            value.forEach(item -> fits(item, schema.path("items"), schemas, at + "[]", faults));
        } else if (value.isObject() && schema.has("properties")) {
            for (JsonNode required : schema.path("required")) {
                if (!value.has(required.stringValue())) {
                    faults.add(at + " has no " + required.stringValue());
                }
            }
            value.properties().forEach(member -> {
                if (schema.path("properties").has(member.getKey())) {
                    fits(
                            member.getValue(),
                            schema.path("properties").path(member.getKey()),
                            schemas,
                            at + "." + member.getKey(),
                            faults);
                } else {
                    faults.add(at + "." + member.getKey() + " is not described");
                }
            });
        }
    }

    private static List<String> types(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> List.of("\"array\"");
            case OBJECT -> List.of("\"object\"");
            case BOOLEAN -> List.of("\"boolean\"");
            case NUMBER -> value.isIntegralNumber() ? List.of("\"integer\"", "\"number\"") : List.of("\"number\"");
            case STRING -> List.of("\"string\"");
            default -> List.of("\"null\"");
        };
    }
}
