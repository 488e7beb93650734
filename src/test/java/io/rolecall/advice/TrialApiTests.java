package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.StartedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts tried against drafts; and who changed a rule, as the drafts become versions. */
class TrialApiTests {

    private static final Map<String, Object> WANTED = Map.of("thing", Map.of("wanted", true));
    private static final String RAISE = "The thing is wanted: raise";

    @TempDir
    static Path temporary;

    static StartedService service;
    static SamplePolicy policy;
    static SamplePolicy draftOnly;

    @BeforeAll
    static void start() throws Exception {
        service = StartedService.with(
                "rolecall.rules=" + Files.createDirectory(temporary.resolve("rules")),
                "rolecall.data=" + temporary.resolve("data"),
                "rolecall.rules-mode=off");
        policy = new SamplePolicy(service.api(), "sample");
        policy.publish("ada", 0, policy.files());
        policy.activate("ada", 1);
        policy.publish("bob", 1, Map.of(SamplePolicy.SIGNALS, changed("weight( 1 )", "weight( 3 )")));
        draftOnly = new SamplePolicy(service.api(), "unborn");
        draftOnly.publish("ada", 0, draftOnly.files());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String changed(String from, String to) {
        String text = policy.files().get(SamplePolicy.SIGNALS);
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private static Reply attempt(SamplePolicy policy, int base, Map<String, ?> files, Object facts) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("base", base);
        body.put("files", files);
        body.put("facts", facts);
        return service.api().post(policy.path("/trials"), JsonMapper.shared().writeValueAsString(body));
    }

    private static JsonNode tried(int base, Map<String, ?> files, Object facts) {
        Reply reply = attempt(policy, base, files, facts);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void saysWhatTheDraftAnswersOtherwise() {
        JsonNode tried = tried(1, Map.of(SamplePolicy.SIGNALS, changed("weight( 1 )", "weight( 4 )")), WANTED);
        assertThat(tried.at("/draft/outcome").stringValue()).isEqualTo("X");
        assertThat(tried.at("/draft").has("version")).isFalse();
        assertThat(tried.at("/draft/signals/0/weight").intValue()).isEqualTo(4);
        assertThat(tried.at("/live/version").intValue()).isEqualTo(1);
        assertThat(tried.at("/live/signals/0/weight").intValue()).isEqualTo(1);
        assertThat(tried.path("difference").toString())
                .isEqualTo("{\"from\":\"X\",\"to\":\"X\",\"raised\":[],\"lost\":[],\"otherwise\":[\"" + RAISE
                        + "\"],\"scores\":[{\"leaning\":\"A\",\"from\":1,\"to\":4}],\"edits\":[{\"rule\":\"" + RAISE
                        + "\",\"edit\":\"changed\"}]}");
        assertThat(tried.path("fired").toString()).isEqualTo("[\"" + RAISE + "\",\"The thing is wanted: recommend\"]");
        assertThat(tried.path("nearMisses")).isEmpty();
    }

    @Test
    void saysWhatIsRaisedAndLost() {
        String name = "The thing is not wanted";
        JsonNode tried = tried(
                1,
                Map.of(SamplePolicy.SIGNALS, changed("true", "false").replace(RAISE, name)),
                Map.of("thing", Map.of("wanted", false)));
        assertThat(tried.at("/difference/raised").toString()).isEqualTo("[\"" + name + "\"]");
        JsonNode other =
                tried(1, Map.of(SamplePolicy.SIGNALS, changed("true", "false").replace(RAISE, name)), WANTED);
        assertThat(other.at("/difference/lost").toString()).isEqualTo("[\"" + RAISE + "\"]");
        JsonNode miss = other.at("/nearMisses/0");
        assertThat(miss.path("rule").stringValue()).isEqualTo(name);
        assertThat(miss.at("/conditions/0/required").stringValue()).isEqualTo("false");
        assertThat(miss.at("/conditions/0/actual").toString()).isEqualTo("{\"thing.wanted\":true}");
        assertThat(miss.at("/conditions/0/holds").booleanValue()).isFalse();
    }

    @Test
    void triesAnyVersionAsItIs() {
        JsonNode tried = tried(2, Map.of(), WANTED);
        assertThat(tried.at("/draft/version").intValue()).isEqualTo(2);
        assertThat(tried.at("/difference/scores").toString()).isEqualTo("[{\"leaning\":\"A\",\"from\":1,\"to\":3}]");
        assertThat(tried(1, Map.of(), WANTED).at("/difference/scores")).isEmpty();
    }

    @Test
    void storesAndRecordsNothing() {
        tried(1, Map.of(SamplePolicy.SIGNALS, changed("First.", "Tried.")), WANTED);
        assertThat(policy.get("/versions").json().path("items")).hasSize(2);
        assertThat(service.api().get("/v1/recommendations").json().path("items"))
                .isEmpty();
    }

    @Test
    void triesFactsThatOnlyTheDraftKnows() {
        String facts = policy.files().get("facts.drl").replace("end", "    more : Boolean @ask( \"More?\" )\nend");
        JsonNode tried = tried(1, Map.of("facts.drl", facts), Map.of("thing", Map.of("wanted", true, "more", true)));
        assertThat(tried.at("/draft/outcome").stringValue()).isEqualTo("X");
        assertThat(tried.path("live").isNull()).isTrue();
        assertThat(tried.path("difference").isNull()).isTrue();
        assertThat(tried.at("/unfit/0/pointer").stringValue()).isEqualTo("/facts/thing/more");
    }

    @Test
    void triesWhatWasNeverLive() {
        Reply reply = attempt(draftOnly, 1, Map.of(), WANTED);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().at("/draft/outcome").stringValue()).isEqualTo("X");
        assertThat(reply.json().path("live").isNull()).isTrue();
    }

    @Test
    void saysWhatIsWrong() {
        JsonNode refused = problem(
                attempt(policy, 1, Map.of(SamplePolicy.SIGNALS, changed("wanted ==", "wnated ==")), WANTED), 422);
        assertThat(refused.path("type").stringValue()).endsWith("policy-refused");
        assertThat(refused.at("/errors/0/code").stringValue()).isEqualTo("unknown-field");
        assertThat(refused.at("/errors/0/file").stringValue()).isEqualTo(SamplePolicy.SIGNALS);
        assertThat(refused.at("/errors/0/endColumn").intValue())
                .isGreaterThan(refused.at("/errors/0/column").intValue());
        JsonNode facts = problem(attempt(policy, 1, Map.of(), Map.of("thing", Map.of("wnated", true))), 400);
        assertThat(facts.path("type").stringValue()).endsWith("bad-facts");
        assertThat(facts.at("/errors/0/pointer").stringValue()).isEqualTo("/facts/thing/wnated");
        JsonNode draft = problem(attempt(policy, 0, Map.of("a.drl", 1), WANTED), 400);
        assertThat(draft.path("type").stringValue()).endsWith("bad-version");
        assertThat(draft.path("errors").findValuesAsString("pointer")).containsExactly("/base", "/files/a.drl");
        assertThat(problem(attempt(policy, 1, Map.of("../a.drl", ""), WANTED), 400)
                        .at("/errors/0/pointer")
                        .stringValue())
                .isEqualTo("/files/..~1a.drl");
        assertThat(problem(attempt(policy, 9, Map.of(), WANTED), 404)
                        .path("detail")
                        .stringValue())
                .contains("There is no version 9 of the policy \"sample\" (expected: 1 to 2).");
        problem(attempt(new SamplePolicy(service.api(), "nothing"), 1, Map.of(), WANTED), 404);
    }

    private static JsonNode problem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        return reply.json();
    }

    @Test
    void saysOfEachScenarioOfADraftWhatBecameOfIt() {
        String scenarios = """
                - name: It is wanted
                  given: { thing: { wanted: true } }
                  expect: { signals: [ "%s" ], outcome: X }
                - name: It is not wanted
                  given: { thing: { wanted: false } }
                  expect: { signals: [ "%s" ], outcome: X }
                """.formatted(RAISE, RAISE);
        SamplePolicy shown = new SamplePolicy(service.api(), "shown");
        shown.publish("ada", 0, shown.files());
        Reply reply = service.api()
                .post(
                        shown.path("/versions?dryRun=true"),
                        SamplePolicy.draft(1, Map.of("signals/thing.scenarios.yaml", scenarios), null));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("scenarios").toString())
                .isEqualTo("[{\"name\":\"It is wanted\",\"file\":\"signals/thing.scenarios.yaml\",\"line\":1,"
                        + "\"passed\":true,\"failures\":[]},"
                        + "{\"name\":\"It is not wanted\",\"file\":\"signals/thing.scenarios.yaml\",\"line\":4,"
                        + "\"passed\":false,\"failures\":[\"The signal \\\"" + RAISE + "\\\" is missing.\","
                        + "\"The outcome is undecided (expected: X).\"]}]");
        assertThat(reply.json().at("/check/passed").booleanValue()).isFalse();
        Reply published = shown.publish("ada", 1, Map.of("signals/thing.scenarios.yaml", scenarios));
        assertThat(published.json().has("scenarios")).isFalse();
    }

    @Test
    void saysWhoChangedARuleLast() {
        JsonNode second = policy.get("/rules?version=2").json();
        Map<String, String> authors = new LinkedHashMap<>();
        second.path("items")
                .forEach(rule -> authors.put(
                        rule.path("name").stringValue(),
                        rule.at("/changed/author").stringValue()));
        assertThat(authors).containsEntry(RAISE, "bob").containsEntry("The thing is wanted: recommend", "ada");
        assertThat(policy.get("/rules").json().at("/policy/version").intValue()).isEqualTo(1);
    }
}
