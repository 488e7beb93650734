package io.rolecall.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Route;
import io.rolecall.Caller;
import io.rolecall.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AuditExplorerTests extends RunningService {

    private static final String SHOWN = "This page shows its title, outcome, statement, facts and rules";

    /** In milliseconds: a check of an answer that is there takes less. */
    private static final int LATER = 300;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String CASE =
            "{\"facts\": {\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}, \"production\": {\"pathExists\": false,"
                    + " \"slaRequired\": true}}, \"reference\": \"the auditor's\"}";

    private String id = "";

    @BeforeEach
    void record() {
        api.hiring("{}"); // a neighbour in the log
        id = api.post(Caller.HIRING, CASE).json().path("id").stringValue();
    }

    @ParameterizedTest
    @EnumSource
    void leadsFromTheSearchToTheProofAndTheReplay(Visit.Look look) {
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/audit");
            visit.page().getByLabel("Policy").selectOption("hiring");
            visit.write("Reference", "the auditor's")
                    .write("From, in UTC", "2026-01-01T00:00")
                    .press("Search")
                    .look("audit");
            assertThat(visit.find(".records code").first().innerText()).isEqualTo(id);
            visit.find(".records a").first().click();
            proven(visit);
            assertThat(visit.find(".checks .good").count()).isEqualTo(7);
            assertThat(visit.find(".path .pair").count()).isGreaterThan(1);
            visit.press("Answer it again");
            assertThat(visit.find("#replay ~ [role=status]").innerText()).contains("Identical.", "byte for byte");
            proven(visit);
            visit.look("audit-record");
            assertThat(visit.find(".trace li").count()).isGreaterThan(5);
            assertThat(visit.has("Written by folder")).isTrue();
        }
    }

    @Test
    void failsVisiblyWhereAnythingWasChangedOnTheWay() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.PHONE_DARK)) {
            changed(visit, proof -> {
                ObjectNode answer = (ObjectNode) proof.path("answer");
                String bytes = new String(
                        Base64.getDecoder().decode(answer.path("bytes").stringValue()), UTF_8);
                assertThat(bytes).contains("ML_ENGINEER_FIRST");
                answer.put("bytes", base64(bytes.replace("ML_ENGINEER_FIRST", "DATA_ANALYST_1ST")));
            });
            visit.go("/audit/" + id);
            assertThat(failed(visit, 1)).containsExactly("What was answered is what was recorded");
            assertThat(visit.find(".checks").innerText()).contains("the answer is not the one that was recorded");
            visit.look("audit-not-proven");
            changed(visit, proof -> {
                ArrayNode path = (ArrayNode) proof.path("path");
                path.set(0, proof.path("leaf").stringValue());
            });
            assertThat(failed(visit.press("Check again"), 1)).containsExactly("The path leads to the signed root");
            changed(visit, proof -> proof.putNull("answer"));
            assertThat(failed(visit.press("Check again"), 1)).containsExactly("What was answered is what was recorded");
            assertThat(visit.find(".checks").innerText()).contains("the service left it out");
            changed(visit, proof -> proof.put("checkpoint", "nothing"));
            assertThat(failed(visit.press("Check again"), 3)).contains("The checkpoint can be read");
            changed(visit, proof -> {});
            visit.write("The log’s key, as you keep it elsewhere", otherKey());
            assertThat(failed(visit.press("Check again"), 1)).containsExactly("The log’s key signed it");
            assertThat(visit.find(".verdict").innerText()).contains("the key you gave");
            visit.page().evaluate("() => document.querySelector('h1').textContent = 'Hire a data analyst first'");
            visit.write(
                    "The log’s key, as you keep it elsewhere",
                    api.get("/v1/audit/key").text());
            assertThat(failed(visit.press("Check again"), 1)).containsExactly(SHOWN);
            visit.go("/audit/" + id)
                    .write(
                            "The log’s key, as you keep it elsewhere",
                            api.get("/v1/audit/key").text())
                    .press("Check again");
            visit.page().waitForSelector(".verdict:has-text('Proven.')");
            assertThat(visit.find(".verdict").innerText()).startsWith("Proven.").contains("the key you gave");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[data-statement]", "[data-facts]", ".trace [data-rule]", ".said [data-outcome] code"})
    void failsWhereThePageShowsAnythingElseThanWasRecorded(String place) {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/audit/" + id);
            proven(visit);
            visit.page().evaluate("place => document.querySelector(place).textContent = '{\"x\": 1}'", place);
            assertThat(failed(visit.press("Check again"), 1)).containsExactly(SHOWN);
        }
    }

    @Test
    void theLastCheckIsTheOneThatCounts() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            AtomicReference<Route> first = new AtomicReference<>();
            visit.page().route("**/proof", route -> {
                if (!first.compareAndSet(null, route)) {
                    route.resume();
                }
            });
            visit.go("/audit/" + id).write("The log’s key, as you keep it elsewhere", otherKey());
            assertThat(failed(visit.press("Check again"), 1)).containsExactly("The log’s key signed it");
            visit.page().waitForResponse("**/proof", () -> first.get().resume());
            visit.page().waitForTimeout(LATER);
            assertThat(visit.find(".verdict").innerText()).startsWith("Not proven.");
            visit.page().unroute("**/proof");
            visit.page().route("**/proof", Route::abort);
            visit.press("Check again");
            visit.page().waitForSelector(".verdict:has-text('Not checked.')");
            assertThat(visit.find(".checks li, .path *, .hashes td").count()).isZero();
            assertThat(visit.find(".checkpoint").textContent()).isEmpty();
        }
    }

    /** What is fetched as the proof is changed so. */
    private static void changed(Visit visit, Consumer<ObjectNode> change) {
        visit.page().unroute("**/proof");
        visit.page().route("**/proof", route -> {
            APIResponse reply = route.fetch();
            ObjectNode proof = (ObjectNode) JSON.readTree(reply.body());
            change.accept(proof);
            route.fulfill(new Route.FulfillOptions().setResponse(reply).setBody(JSON.writeValueAsString(proof)));
        });
    }

    /** Which checks fail, as soon as there are so many. */
    private static List<String> failed(Visit visit, int count) {
        visit.page().waitForSelector(".verdict:has-text('Not proven. " + count + " of')");
        return visit.find(".checks li:has(.bad) strong").allInnerTexts();
    }

    @Test
    void saysWhatIsFoundAndWhatToDoWhereNothingIs() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/audit?rule=A+model+was+accepted");
            assertThat(visit.find(".records a").count()).isPositive();
            visit.go("/audit?reference=nobody%27s");
            assertThat(visit.find("#found ~ .notice").innerText()).contains("Nothing was found.", "show all");
            visit.go("/audit?version=x");
            assertThat(visit.find("[role=alert]").innerText()).contains("version is \"x\"", "search again");
            for (int i = 0; i < 26; i++) {
                api.hiring("{}");
            }
            visit.go("/audit?policy=hiring");
            List<String> newest = visit.find(".records code").allInnerTexts();
            visit.follow("Older ones");
            assertThat(visit.find(".records code").allInnerTexts()).isNotEmpty().doesNotContainAnyElementsOf(newest);
            assertThat(visit.page().url()).contains("policy=hiring");
        }
    }

    @Test
    void holdsReleasesAndErases() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.PHONE)) {
            visit.go("/audit/" + id)
                    .write("Hold it: why may it not be erased?", " ")
                    .press("Hold it");
            assertThat(visit.find("#wrong").innerText()).contains("The reason is empty");
            visit.go("/audit/" + id + "/hold");
            assertThat(visit.page().url()).endsWith("/audit/" + id + "#keep");
            visit.write("Hold it: why may it not be erased?", "A dispute").press("Hold it");
            assertThat(visit.find("#keep ~ .notice").innerText()).contains("It is held", "A dispute");
            visit.go("/audit/" + id + "/erase");
            assertThat(visit.find(".notice").innerText()).contains("It is held, and so it cannot be erased.");
            assertThat(visit.find("form").count()).isZero();
            visit.follow("Release the hold first").press("Release the hold").follow("Erase it…");
            visit.look("audit-erase").press("Erase it");
            assertThat(visit.page().url()).as("not without saying so").endsWith("/erase");
            visit.page().getByLabel("I know that this cannot be undone").check();
            visit.press("Erase it");
            assertThat(visit.title()).isEqualTo("Hire a machine learning engineer first");
            assertThat(visit.find(".notice.bad").innerText()).contains("Erased.", "somebody asked for it");
            visit.page().waitForSelector(".verdict:has-text('Proven, as far as it is left.')");
            assertThat(visit.find(".checks .tag").allInnerTexts())
                    .containsExactly("Holds", "Erased", "Erased", "Holds", "Holds", "Holds");
            assertThat(visit.page().content()).doesNotContain("the auditor", "PROTOTYPE_ACCEPTED");
            visit.look("audit-erased");
        }
    }

    @Test
    void saysHonestlyThatAnEvaluationWasStopped() {
        String facts = "{\"thing\": {\"name\": \"" + "n".repeat(9_000) + "\"}}";
        Echo.publish(api);
        String instance = api.post("/v1/policies/echo/recommendations", "{\"facts\": " + facts + "}")
                .json()
                .path("instance")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(instance.replace("/v1/recommendations", "/audit"));
            assertThat(visit.title()).isEqualTo("Stopped before an answer");
            assertThat(visit.find(".notice.bad").innerText()).contains("There was no answer.", "was stopped");
            proven(visit);
            visit.press("Answer it again");
            assertThat(visit.find("#replay ~ [role=status]").innerText()).contains("could not be answered again");
        }
    }

    @Test
    void saysWithoutScriptsThatNothingWasChecked() {
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go("/audit/" + id);
            assertThat(visit.find("noscript").innerText()).contains("Not checked.", "rolecall.jar audit verify");
            assertThat(visit.find(".verdict").isVisible()).isFalse();
            Download proof = visit.page().waitForDownload(() -> visit.follow("Download the proof"));
            assertThat(proof.suggestedFilename()).isEqualTo("proof-" + id + ".json");
            visit.press("Answer it again");
            assertThat(visit.find("#replay ~ [role=status]").innerText()).contains("Identical.");
        }
    }

    private static String otherKey() {
        try {
            return JSON.readTree(Files.readString(ProofScriptTests.OTHER))
                    .path("key")
                    .stringValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static void proven(Visit visit) {
        visit.page().waitForSelector(".verdict:has-text('Proven.')");
        assertThat(visit.find(".verdict").innerText())
                .startsWith("Proven.")
                .contains("all 7 checks hold", "the key this service gave");
    }
}
