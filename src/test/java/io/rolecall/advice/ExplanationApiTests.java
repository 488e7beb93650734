package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What an answer rests on, over HTTP, for a team of the shipped policy. {@code -Dgolden.write=true} accepts a change to the sentences.
 */
class ExplanationApiTests extends RunningService {

    private static final Path GOLDEN = Path.of("src/test/resources/io/rolecall/advice");

    private static Policy hiring;

    @BeforeAll
    static void read() throws IOException {
        hiring = PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy();
    }

    private String advised() {
        JsonNode facts = hiring.teams().stream()
                .filter(team -> team.at().file().endsWith("churn-model-into-product.yaml"))
                .findFirst()
                .orElseThrow()
                .given();
        Reply reply = api.post(Caller.HIRING, "{\"reference\": \"case <7>\", \"facts\": " + facts + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.header("Location");
    }

    private Reply explained(String location, String detail, String accept) {
        return api.send("GET", location + "/explanation" + detail, BodyPublishers.noBody(), "Accept", accept);
    }

    @ParameterizedTest
    @EnumSource(Detail.class)
    void saysInSentencesWhatAnAnswerRestsOn(Detail detail) throws IOException {
        Reply reply = explained(advised(), "?detail=" + detail.word(), "text/markdown");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
        String told = reply.text()
                .replaceAll("Record \\S+ of \\S+Z", "Record ID of TIME")
                .replaceAll("version \\d+, sha256:\\w{64}", "version N, DIGEST")
                .replaceAll("has the hash \\S+\\.", "has the hash LEAF.");
        Path golden = GOLDEN.resolve("explanation-" + detail.word() + ".md");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, told);
        }
        assertThat(told).isEqualToNormalizingNewlines(Files.readString(golden));
    }

    @Test
    void saysNothingThatIsNeitherRecordedNorInTheVersion() {
        String location = advised();
        JsonNode record = api.get(location).json();
        JsonNode told = api.get(location + "/explanation?detail=full").json();
        assertThat(told.path("title")).isEqualTo(record.path("title"));
        assertThat(told.path("statement")).isEqualTo(record.path("statement"));
        assertThat(told.at("/recorded/id")).isEqualTo(record.path("id"));
        assertThat(told.at("/recorded/recordedAt")).isEqualTo(record.path("recordedAt"));
        assertThat(told.at("/recorded/policy")).isEqualTo(record.path("policy"));
        assertThat(told.at("/recorded/leaf")).isEqualTo(record.at("/audit/leaf"));
        assertThat(told.path("plan")).isEqualTo(record.path("plan"));
        assertThat(told.path("cautions")).isEqualTo(record.path("cautions"));
        List<JsonNode> recorded = new ArrayList<>();
        record.path("signals").forEach(recorded::add);
        record.path("conclusions").forEach(recorded::add);
        List<JsonNode> reasons = reasons(told);
        assertThat(reasons).hasSameSizeAs(recorded);
        for (JsonNode reason : reasons) {
            assertThat(recorded).anySatisfy(one -> {
                assertThat(reason.path("text")).isEqualTo(one.path("because"));
                for (String member : List.of("rule", "file", "line", "facts", "cites")) {
                    assertThat(reason.path(member)).isEqualTo(one.path(member));
                }
            });
        }
        List<String> unknown = new ArrayList<>();
        told.path("unknown").forEach(one -> unknown.add(one.path("fact").stringValue()));
        assertThat(unknown).containsExactlyInAnyOrderElementsOf(new Part(record).texts("unknown"));
    }

    private static List<JsonNode> reasons(JsonNode account) {
        List<JsonNode> reasons = new ArrayList<>();
        for (String kind : List.of("spokeFor", "spokeAgainst", "alsoSaid")) {
            account.path(kind).forEach(reasons::add);
        }
        return reasons;
    }

    @Test
    void saysHowMuchItLeavesOut() {
        String location = advised();
        JsonNode full = api.get(location + "/explanation?detail=full").json();
        for (Detail less : List.of(Detail.SHORT, Detail.STANDARD)) {
            JsonNode told =
                    api.get(location + "/explanation?detail=" + less.word()).json();
            for (String kind : List.of("spokeFor", "spokeAgainst", "alsoSaid", "unknown", "plan", "cautions")) {
                assertThat(told.path(kind).size() + told.at("/leftOut/" + kind).intValue())
                        .as(kind)
                        .isEqualTo(full.path(kind).size());
                assertThat(full.path(kind)).startsWith(elements(told.path(kind)));
            }
        }
        full.path("leftOut").forEach(count -> assertThat(count.intValue()).isZero());
    }

    private static JsonNode[] elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements.toArray(JsonNode[]::new);
    }

    @Test
    void resolvesEveryCitationOfWhatItTells() {
        JsonNode told = api.get(advised() + "/explanation").json();
        List<String> resolved = new ArrayList<>();
        for (JsonNode source : told.path("sources")) {
            String key = source.path("key").stringValue();
            assertThat(source.path("title").stringValue())
                    .isEqualTo(hiring.sources().get(key).title());
            resolved.add(key);
            source.path("places").forEach(place -> resolved.add(key + "-" + place.stringValue()));
        }
        List<JsonNode> all = reasons(told);
        told.path("plan").forEach(all::add);
        told.path("cautions").forEach(all::add);
        assertThat(all).isNotEmpty().allSatisfy(one -> assertThat(resolved).containsAll(new Part(one).texts("cites")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "text/markdown | text/markdown;charset=UTF-8",
                "text/html | text/html;charset=UTF-8",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html;charset=UTF-8",
                "text/html;q=0.5,text/markdown | text/markdown;charset=UTF-8"
            })
    void takesTheFormThatIsAskedFor(String accept, String type) {
        Reply reply = explained(advised(), "", accept);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        boolean page = type.startsWith("text/");
        assertThat(reply.header("Content-Security-Policy"))
                .matches(policy ->
                        page ? policy.equals("default-src 'none'") : policy.startsWith("default-src 'none';"));
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/plain", "application/pdf"})
    void knowsNoOtherForm(String accept) {
        Reply reply = explained(advised(), "", accept);
        assertThat(BadRequestTests.problem(reply, 406, "not-acceptable")
                        .path("detail")
                        .stringValue())
                .isEqualTo(
                        "This answer has other forms (expected: Accept: application/json or text/markdown or text/html).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/markdown", "application/json"})
    void saysWhatIsWrongInEveryForm(String accept) {
        BadRequestTests.problem(explained("/v1/recommendations/x", "", accept), 404, "unknown-recommendation");
        JsonNode problem = BadRequestTests.problem(explained(advised(), "?detail=long", accept), 400, "bad-parameter");
        assertThat(problem.path("detail").stringValue())
                .isEqualTo("detail is \"long\" (expected: short, standard, full).");
        String location = advised();
        api.send("DELETE", location + "/payload", BodyPublishers.noBody());
        BadRequestTests.problem(explained(location, "", accept), 410, "erased");
    }

    @Test
    void saysWhatIsNotKnownWhereThereIsNoAnswer() {
        String location = api.hiring("{}").header("Location");
        JsonNode told = api.get(location + "/explanation").json();
        assertThat(told.path("outcome").isNull()).isTrue();
        assertThat(told.path("reason").stringValue()).isEqualTo("NO_CONCLUSION");
        assertThat(reasons(told)).isEmpty();
        assertThat(explained(location, "", "text/markdown").text())
                .startsWith("# Undecided\n\nWhat is known so far leads to no answer.")
                .contains("## What was not known\n\n- ")
                .containsPattern("And \\d+ more\\.")
                .doesNotContain("spoke", "What to do");
    }
}
