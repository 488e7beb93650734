package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A policy from its first draft to its roll-back, over HTTP, where one other person has to approve. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "rolecall.rules-mode=off",
            "rolecall.policy.approvals=1",
            "rolecall.policy.scenarios=hold"
        })
@DirtiesContext
class PolicyLifecycleTests {

    private static final String SIGNALS = "signals/thing.drl";
    private static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";

    @TempDir
    static Path temporary;

    @Autowired
    private Environment environment;

    private Caller api;
    private String policy;
    private Map<String, String> files;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path rules = Files.createDirectory(temporary.resolve("rules"));
        registry.add("rolecall.rules", rules::toString);
        registry.add("rolecall.data", temporary.resolve("data")::toString);
    }

    @BeforeEach
    void connect(TestInfo test) {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
        policy = "p" + Integer.toHexString(test.getDisplayName().hashCode());
        files = PolicyFolder.files(policy, "wanted", "First.");
        Reply first = publish("ada", 0, files, "The first one.");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(review(1, "bob", "APPROVE").status()).isEqualTo(201);
        assertThat(activate(1, "bob").status()).isEqualTo(201);
    }

    @Test
    void goesFromADraftToARollBack() {
        assertThat(says()).isEqualTo("First.");
        Reply second = publish("ada", 1, Map.of(SIGNALS, signals("Second.")), "Says it better.");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Location")).isEqualTo("/v1/policies/" + policy + "/versions/2");
        assertThat(second.json().at("/check/passed").booleanValue()).isTrue();
        assertThat(second.json().at("/version/base").intValue()).isEqualTo(1);
        assertThat(says()).isEqualTo("First.");
        JsonNode diff = get("/versions/2/diff").json();
        assertThat(diff.at("/rules/changed/0/edits/0/what").stringValue()).isEqualTo("because");
        assertThat(diff.at("/rules/changed/0/edits/0/to").stringValue()).isEqualTo("Second.");
        assertThat(diff.path("text").stringValue()).contains("-    @favours", "+    @favours");

        problem(activate(2, "ada"), 409, "not-approved");
        problem(review(2, "ada", "APPROVE"), 403, "own-review");
        assertThat(review(2, "eve", "REJECT").status()).isEqualTo(201);
        assertThat(review(2, "bob", "APPROVE").status()).isEqualTo(201);
        assertThat(problem(activate(2, "ada"), 409, "not-approved")
                        .path("detail")
                        .stringValue())
                .contains("rejected by eve");
        assertThat(review(2, "eve", "APPROVE").status()).isEqualTo(201);
        assertThat(says()).isEqualTo("First.");
        Reply activated = activate(2, "ada");
        assertThat(activated.status()).isEqualTo(201);
        assertThat(says()).isEqualTo("Second.");
        assertThat(activate(2, "ada").status()).isEqualTo(200);
        assertThat(activate(1, "bob").status()).isEqualTo(201);
        assertThat(says()).isEqualTo("First.");

        List<String> history = new ArrayList<>();
        get("/activations")
                .json()
                .path("items")
                .forEach(one -> history.add(one.path("number") + " v" + one.path("version") + " "
                        + one.path("actor").stringValue()));
        assertThat(history).containsExactly("3 v1 bob", "2 v2 ada", "1 v1 bob");
        assertThat(get("/versions/2/reviews").json().path("items")).hasSize(3);
        assertThat(get("/versions/1/files/" + SIGNALS).text()).isEqualTo(files.get(SIGNALS));
        assertThat(api.get("/v1/policies/" + policy).json().path("source").stringValue())
                .isEqualTo("api");
    }

    @Test
    void saysWhoStandsBehindEachRuleThatFired() {
        publish("cleo", 1, Map.of(SIGNALS, signals("Second.")), "Says it better.");
        review(2, "bob", "APPROVE");
        activate(2, "bob");
        String answer =
                api.post("/v1/policies/" + policy + "/recommendations", WANTED).header("Location");
        JsonNode provenance = api.get(answer + "?provenance=true").json().path("provenance");
        List<String> said = new ArrayList<>();
        provenance.forEach(one -> said.add(one.path("rule").stringValue() + " v" + one.path("version") + " "
                + one.path("author").stringValue() + " " + one.path("approvedBy")));
        assertThat(said)
                .containsExactly(
                        "The thing is wanted: raise v2 cleo [\"bob\"]",
                        "The thing is wanted: recommend v1 ada [\"bob\"]");
        String recorded = api.get(answer).text();
        assertThat(api.get(answer + "?provenance=true").text())
                .startsWith(recorded.substring(0, recorded.length() - 1) + ",\"provenance\":[");
    }

    @Test
    void refusesWhatIsNoVersionAndChangesNothing() {
        problem(publish("ada", 7, Map.of(SIGNALS, "x"), "A note."), 409, "outdated-base");
        problem(publish("ada", 0, Map.of(SIGNALS, "x"), "A note."), 409, "outdated-base");
        JsonNode refused =
                problem(publish("ada", 1, Map.of(SIGNALS, "package x;\nrule"), "A note."), 422, "policy-refused");
        assertThat(refused.at("/errors/0/file").stringValue()).isEqualTo(SIGNALS);
        assertThat(refused.at("/errors/0/line").intValue()).isPositive();
        for (String path :
                List.of("../other/x.drl", "/etc/x.drl", "a/../x.drl", ".hidden.drl", "x.txt", "a\\\\..\\\\x.drl", "")) {
            JsonNode bad = problem(publish("ada", 1, Map.of(path, "x"), "A note."), 400, "bad-version");
            assertThat(bad.at("/errors/0/pointer").stringValue()).startsWith("/files/");
        }
        problem(publish("ada", 1, Map.of(SIGNALS, "x".repeat(3_000_000)), "A note."), 413, "too-large");
        problem(publish("ada", 1, Map.of(SIGNALS, "x".repeat(5_000_000)), "A note."), 413, "too-large");
        problem(
                api.post(path("/versions"), "{\"base\": 1, \"files\": {\"old.drl\": null}, \"note\": \"x\"}"),
                400,
                "bad-version");
        problem(api.post(path("/versions"), "{\"base\": 1, \"files\": {\"a.drl\": \"\"}}"), 400, "bad-version");
        problem(api.post(path("/versions"), "{\"base\": \"1\", \"file\": {}, \"note\": \" \"}"), 400, "bad-version");
        problem(
                api.post("/v1/policies/none/versions", "{\"base\": 1, \"files\": {\"a.drl\": \"\"}, \"note\": \"x\"}"),
                409,
                "outdated-base");
        problem(activate(9, "ada"), 404, "unknown-version");
        problem(api.post(path("/activations"), "{\"version\": 0, \"because\": \"x\"}"), 400, "bad-activation");
        problem(review(9, "bob", "APPROVE"), 404, "unknown-version");
        problem(review(1, "bob", "MAYBE"), 400, "bad-review");
        problem(review(1, "folder", "APPROVE"), 400, "bad-parameter");
        problem(get("/versions/9"), 404, "unknown-version");
        problem(get("/versions/1/files/none.drl"), 404, "unknown-file");
        problem(get("/versions/1/diff"), 400, "bad-parameter");
        problem(get("/versions?cursor=x"), 400, "bad-parameter");
        problem(api.get("/v1/policies/none/versions"), 404, "unknown-policy");
        assertThat(get("/versions").json().path("items")).hasSize(1);
        assertThat(get("/activations").json().path("items")).hasSize(1);
        assertThat(says()).isEqualTo("First.");
    }

    @Test
    void onlyChecksADryRun() {
        String body = body(1, Map.of(SIGNALS, signals("Second.")), null);
        Reply checked = api.post(path("/versions?dryRun=true"), body);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().has("version")).isFalse();
        assertThat(checked.json().at("/check/rules").intValue()).isEqualTo(2);
        problem(api.post(path("/versions?dryRun=true"), body.replace("package", "packag")), 422, "policy-refused");
        assertThat(get("/versions").json().path("items")).hasSize(1);
    }

    @Test
    void givesContentThatWasThereBeforeItsOldNumber() {
        publish("ada", 1, Map.of(SIGNALS, signals("Second.")), "Says it better.");
        Reply back = publish("eve", 2, Map.of(SIGNALS, files.get(SIGNALS)), "Back.");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().at("/version/number").intValue()).isEqualTo(1);
        assertThat(back.json().at("/version/author").stringValue()).isEqualTo("ada");
    }

    @Test
    void holdsBackAVersionWhoseScenariosFail() {
        String scenario = "- { name: Wanted, given: { thing: { wanted: true } }, expect: { outcome: undecided } }\n";
        Reply published = publish("ada", 1, Map.of("signals/thing.scenarios.yaml", scenario), "Wrong.");
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.json().at("/check/passed").booleanValue()).isFalse();
        review(2, "bob", "APPROVE");
        assertThat(problem(activate(2, "ada"), 409, "not-passed").path("detail").stringValue())
                .contains("1 of its scenarios");
        assertThat(says()).isEqualTo("First.");
    }

    @Test
    void makesOneOfTwoLiveAtOnce() throws Exception {
        publish("ada", 1, Map.of(SIGNALS, signals("Second.")), "Two.");
        publish("ada", 2, Map.of(SIGNALS, signals("Third.")), "Three.");
        review(2, "bob", "APPROVE");
        review(3, "bob", "APPROVE");
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                long before =
                        get("/activations?limit=1").json().at("/items/0/number").longValue();
                Future<Reply> one = two.submit(() -> activate(2, "ada"));
                Future<Reply> other = two.submit(() -> activate(3, "eve"));
                List<Integer> statuses = List.of(one.get().status(), other.get().status());
                assertThat(statuses).isSubsetOf(200, 201, 409);
                JsonNode newest =
                        get("/activations?limit=1").json().path("items").path(0);
                assertThat(newest.path("number").longValue())
                        .isEqualTo(before
                                + statuses.stream()
                                        .filter(status -> status == 201)
                                        .count());
                assertThat(says()).isEqualTo(newest.path("version").intValue() == 2 ? "Second." : "Third.");
            }
        } finally {
            two.shutdown();
        }
    }

    private String signals(String words) {
        return files.get(SIGNALS).replace("First.", words);
    }

    private String says() {
        return api.post("/v1/policies/" + policy + "/recommendations", WANTED)
                .json()
                .at("/signals/0/because")
                .stringValue();
    }

    private String path(String rest) {
        return "/v1/policies/" + policy + rest;
    }

    private Reply get(String rest) {
        return api.get(path(rest));
    }

    private Reply publish(String author, int base, Map<String, String> changes, String note) {
        return api.post(path("/versions"), body(base, changes, note), "Rolecall-Actor", author);
    }

    private static String body(int base, Map<String, String> changes, String note) {
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        body.put("base", base);
        body.put("files", changes);
        body.put("note", note);
        return JsonMapper.shared().writeValueAsString(body);
    }

    private Reply review(int version, String reviewer, String verdict) {
        return api.post(
                path("/versions/" + version + "/reviews"),
                "{\"verdict\": \"" + verdict + "\", \"comment\": \"Looked at it.\"}",
                "Rolecall-Actor",
                reviewer);
    }

    private Reply activate(int version, String actor) {
        return api.post(
                path("/activations"),
                "{\"version\": " + version + ", \"reason\": \"It is time.\"}",
                "Rolecall-Actor",
                actor);
    }

    private static JsonNode problem(Reply reply, int status, String type) {
        return BadRequestTests.problem(reply, status, type);
    }
}
