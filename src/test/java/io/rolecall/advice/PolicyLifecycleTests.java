package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.audit.CanonicalJson;
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

    @TempDir
    static Path temporary;

    @Autowired
    private Environment environment;

    private Caller api;
    private SamplePolicy policy;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path rules = Files.createDirectory(temporary.resolve("rules"));
        registry.add("rolecall.rules", rules::toString);
        registry.add("rolecall.data", temporary.resolve("data")::toString);
    }

    @BeforeEach
    void connect(TestInfo test) {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
        policy = new SamplePolicy(
                api, "p" + Integer.toHexString(test.getDisplayName().hashCode()));
        Reply first = policy.publish("ada", 0, policy.files());
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(policy.review(1, "bob", "APPROVE").status()).isEqualTo(201);
        assertThat(policy.activate("bob", 1).status()).isEqualTo(201);
    }

    @Test
    void goesFromADraftToARollBack() {
        assertThat(policy.says()).isEqualTo("First.");
        Reply second = policy.publish("ada", 1, policy.saying("Second."));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Location")).isEqualTo(policy.path("/versions/2"));
        assertThat(second.json().at("/check/passed").booleanValue()).isTrue();
        assertThat(second.json().at("/version/base").intValue()).isEqualTo(1);
        assertThat(policy.says()).isEqualTo("First.");
        JsonNode diff = policy.get("/versions/2/diff").json();
        assertThat(diff.at("/rules/changed/0/edits/0/what").stringValue()).isEqualTo("because");
        assertThat(diff.at("/rules/changed/0/edits/0/to").stringValue()).isEqualTo("Second.");
        assertThat(diff.path("text").stringValue()).contains("-    @favours", "+    @favours");
        assertThat(diff.has("semantic")).isFalse();
        JsonNode semantic = policy.get("/versions/2/diff?semantic=true").json().path("semantic");
        assertThat(semantic.path("differences").size()).isZero();
        assertThat(semantic.path("proven").booleanValue()).isTrue();

        problem(policy.activate("ada", 2), 409, "not-approved");
        problem(policy.review(2, "ada", "APPROVE"), 403, "own-review");
        assertThat(policy.review(2, "eve", "REJECT").status()).isEqualTo(201);
        assertThat(policy.review(2, "bob", "APPROVE").status()).isEqualTo(201);
        assertThat(problem(policy.activate("ada", 2), 409, "not-approved")
                        .path("detail")
                        .stringValue())
                .contains("rejected by eve");
        assertThat(policy.review(2, "eve", "APPROVE").status()).isEqualTo(201);
        assertThat(policy.says()).isEqualTo("First.");
        Reply activated = policy.activate("ada", 2);
        assertThat(activated.status()).isEqualTo(201);
        assertThat(policy.says()).isEqualTo("Second.");
        assertThat(policy.activate("ada", 2).status()).isEqualTo(200);
        assertThat(policy.activate("bob", 1).status()).isEqualTo(201);
        assertThat(policy.says()).isEqualTo("First.");

        List<String> history = new ArrayList<>();
        policy.get("/activations")
                .json()
                .path("items")
                .forEach(one -> history.add(one.path("number") + " v" + one.path("version") + " "
                        + one.path("actor").stringValue()));
        assertThat(history).containsExactly("3 v1 bob", "2 v2 ada", "1 v1 bob");
        assertThat(policy.get("/versions/2/reviews").json().path("items")).hasSize(3);
        assertThat(policy.get("/versions/1/files/" + SamplePolicy.SIGNALS).text())
                .isEqualTo(policy.files().get(SamplePolicy.SIGNALS));
        assertThat(policy.get("").json().path("source").stringValue()).isEqualTo("api");
    }

    @Test
    void saysWhoStandsBehindEachRuleThatFired() {
        policy.publish("cleo", 1, policy.saying("Second."));
        policy.review(2, "bob", "APPROVE");
        policy.activate("bob", 2);
        String answer =
                api.post(policy.path("/recommendations"), SamplePolicy.WANTED).header("Location");
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
        problem(policy.publish("ada", 7, Map.of(SamplePolicy.SIGNALS, "x")), 409, "outdated-base");
        problem(policy.publish("ada", 0, Map.of(SamplePolicy.SIGNALS, "x")), 409, "outdated-base");
        JsonNode refused = problem(
                policy.publish("ada", 1, Map.of(SamplePolicy.SIGNALS, "package x;\nrule")), 422, "policy-refused");
        assertThat(refused.at("/errors/0/file").stringValue()).isEqualTo(SamplePolicy.SIGNALS);
        assertThat(refused.at("/errors/0/line").intValue()).isPositive();
        for (String path :
                List.of("../other/x.drl", "/etc/x.drl", "a/../x.drl", ".hidden.drl", "x.txt", "a\\\\..\\\\x.drl", "")) {
            JsonNode bad = problem(policy.publish("ada", 1, Map.of(path, "x")), 400, "bad-version");
            assertThat(bad.at("/errors/0/pointer").stringValue()).startsWith("/files/");
        }
        problem(policy.publish("ada", 1, Map.of(SamplePolicy.SIGNALS, "x".repeat(3_000_000))), 413, "too-large");
        problem(policy.publish("ada", 1, Map.of(SamplePolicy.SIGNALS, "x".repeat(5_000_000))), 413, "too-large");
        problem(
                api.post(policy.path("/versions"), "{\"base\": 1, \"files\": {\"old.drl\": null}, \"note\": \"x\"}"),
                400,
                "bad-version");
        problem(api.post(policy.path("/versions"), "{\"base\": 1, \"files\": {\"a.drl\": \"\"}}"), 400, "bad-version");
        problem(
                api.post(policy.path("/versions"), "{\"base\": \"1\", \"file\": {}, \"note\": \" \"}"),
                400,
                "bad-version");
        problem(
                api.post("/v1/policies/none/versions", "{\"base\": 1, \"files\": {\"a.drl\": \"\"}, \"note\": \"x\"}"),
                409,
                "outdated-base");
        problem(policy.activate("ada", 9), 404, "unknown-version");
        problem(api.post(policy.path("/activations"), "{\"version\": 0, \"because\": \"x\"}"), 400, "bad-activation");
        problem(policy.review(9, "bob", "APPROVE"), 404, "unknown-version");
        problem(policy.review(1, "bob", "MAYBE"), 400, "bad-review");
        problem(policy.review(1, "folder", "APPROVE"), 400, "bad-parameter");
        problem(policy.get("/versions/9"), 404, "unknown-version");
        problem(policy.get("/versions/1/files/none.drl"), 404, "unknown-file");
        problem(policy.get("/versions/1/diff"), 400, "bad-parameter");
        problem(policy.get("/versions?cursor=x"), 400, "bad-parameter");
        problem(api.get("/v1/policies/none/versions"), 404, "unknown-policy");
        assertThat(policy.get("/versions").json().path("items")).hasSize(1);
        assertThat(policy.get("/activations").json().path("items")).hasSize(1);
        assertThat(policy.says()).isEqualTo("First.");
    }

    @Test
    void onlyChecksADryRun() {
        String body = SamplePolicy.draft(1, policy.saying("Second."), null);
        Reply checked = api.post(policy.path("/versions?dryRun=true"), body);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().has("version")).isFalse();
        assertThat(checked.json().at("/check/rules").intValue()).isEqualTo(2);
        assertThat(checked.json().path("scenarios")).isEmpty();
        problem(
                api.post(policy.path("/versions?dryRun=true"), body.replace("package", "packag")),
                422,
                "policy-refused");
        assertThat(policy.get("/versions").json().path("items")).hasSize(1);
    }

    @Test
    void givesContentThatWasThereBeforeItsOldNumber() {
        policy.publish("ada", 1, policy.saying("Second."));
        Reply back = policy.publish(
                "eve", 2, Map.of(SamplePolicy.SIGNALS, policy.files().get(SamplePolicy.SIGNALS)));
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().at("/version/number").intValue()).isEqualTo(1);
        assertThat(back.json().at("/version/author").stringValue()).isEqualTo("ada");
    }

    @Test
    void holdsBackAVersionWhoseScenariosFail() {
        String scenario = "- { name: Wanted, given: { thing: { wanted: true } }, expect: { outcome: undecided } }\n";
        Reply published = policy.publish("ada", 1, Map.of("signals/thing.scenarios.yaml", scenario));
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.json().at("/check/passed").booleanValue()).isFalse();
        policy.review(2, "bob", "APPROVE");
        assertThat(problem(policy.activate("ada", 2), 409, "not-passed")
                        .path("detail")
                        .stringValue())
                .contains("1 of its scenarios");
        assertThat(policy.says()).isEqualTo("First.");
    }

    @Test
    void bindsAReviewToTheCheckReportThatWasSeen() {
        policy.publish("ada", 1, policy.saying("Second."));
        JsonNode version = policy.get("/versions/2").json();
        String digest = version.path("checkDigest").stringValue();
        assertThat(digest).isEqualTo("sha256:" + Fingerprint.sha256(CanonicalJson.of(version.path("check"))));
        String review = "{\"verdict\": \"APPROVE\", \"seen\": \"%s\"}";
        JsonNode refused = problem(
                api.post(policy.path("/versions/2/reviews"), review.formatted("sha256:0"), Actor.HEADER, "bob"),
                400,
                "bad-review");
        assertThat(refused.at("/errors/0/pointer").stringValue()).isEqualTo("/seen");
        assertThat(refused.at("/errors/0/message").stringValue()).contains(digest);
        assertThat(policy.get("/versions/2/reviews").json().path("items")).isEmpty();
        Reply reviewed = api.post(policy.path("/versions/2/reviews"), review.formatted(digest), Actor.HEADER, "bob");
        assertThat(reviewed.status()).isEqualTo(201);
        assertThat(reviewed.json().path("seen").stringValue()).isEqualTo(digest);
        assertThat(policy.review(2, "eve", "APPROVE").json().path("seen").stringValue())
                .isEqualTo(digest);
    }

    @Test
    void makesOneOfTwoLiveAtOnce() throws Exception {
        policy.publish("ada", 1, policy.saying("Second."));
        policy.publish("ada", 2, policy.saying("Third."));
        policy.review(2, "bob", "APPROVE");
        policy.review(3, "bob", "APPROVE");
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                long before = policy.get("/activations?limit=1")
                        .json()
                        .at("/items/0/number")
                        .longValue();
                Future<Reply> one = two.submit(() -> policy.activate("ada", 2));
                Future<Reply> other = two.submit(() -> policy.activate("eve", 3));
                List<Integer> statuses = List.of(one.get().status(), other.get().status());
                assertThat(statuses).isSubsetOf(200, 201, 409);
                JsonNode newest =
                        policy.get("/activations?limit=1").json().path("items").path(0);
                assertThat(newest.path("number").longValue())
                        .isEqualTo(before
                                + statuses.stream()
                                        .filter(status -> status == 201)
                                        .count());
                assertThat(policy.says()).isEqualTo(newest.path("version").intValue() == 2 ? "Second." : "Third.");
            }
        } finally {
            two.shutdown();
        }
    }

    private static JsonNode problem(Reply reply, int status, String type) {
        return BadRequestTests.problem(reply, status, type);
    }
}
