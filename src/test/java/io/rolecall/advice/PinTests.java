package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.Rolecall;
import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A caller says which version answers: by its number, by a time, or by the oldest it takes. */
class PinTests {

    private static final String SAMPLE = "/v1/policies/sample/recommendations";
    private static final String WANTED = "\"facts\": {\"thing\": {\"wanted\": true}}, \"reference\": \"R\"";
    private static final String NEEDED = "\"facts\": {\"thing\": {\"needed\": true}}";

    @TempDir
    static Path temporary;

    private static ConfigurableApplicationContext service;
    private static Caller api;
    private static Instant second; // while the second version was live
    private static Instant third;

    /** Three versions were live; the fourth and fifth passed their checks once, and the fifth is refused by today's. */
    @BeforeAll
    static void start() throws Exception {
        write("wanted", "First.");
        service = SpringApplication.run(
                Rolecall.class,
                "--server.port=0",
                "--management.server.port=0",
                "--rolecall.rules=" + temporary.resolve("rules"),
                "--rolecall.data=" + temporary.resolve("data"));
        api = new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        second = change("wanted", "Second.");
        third = change("needed", "Third.");
        store("sample", 4, PolicyFolder.files("sample", "needed", "Fourth."));
        store("sample", 5, PolicyFolder.files("sample", "needed", "The fact that is \\\"{$nobody}\\\"."));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void write(String field, String words) throws IOException {
        PolicyFolder.write(temporary.resolve("rules/sample"), PolicyFolder.files("sample", field, words));
    }

    private static Instant change(String field, String words) throws Exception {
        write(field, words);
        long end = System.nanoTime() + 10_000_000_000L;
        while (!ask("\"facts\": {\"thing\": {\"" + field + "\": true}}").text().contains(words)) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(20);
        }
        return Instant.now();
    }

    /** A version that never becomes live. */
    private static void store(String policy, int number, Map<String, String> files) {
        Bundle bundle = PolicyFolder.bundle(policy, files);
        PolicyDraft draft = new PolicyDraft(
                policy,
                bundle.digest(),
                bundle.packed(),
                new byte[0],
                "somebody",
                PolicyVersion.Source.API,
                "For later.",
                number - 1,
                null);
        assertThat(service.getBean(PolicyVersions.class).publish(draft).fresh()).isTrue();
    }

    private static Reply ask(String members, String... headers) {
        return api.post(SAMPLE, "{" + members + "}", headers);
    }

    private static JsonNode answered(String members, int version) {
        Reply reply = ask(members);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json().at("/policy/version").intValue()).isEqualTo(version);
        assertThat(api.get(reply.header("Location")).bytes()).isEqualTo(reply.bytes());
        return reply.json();
    }

    private static String path(JsonNode answer) {
        return "/v1/recommendations/" + answer.path("id").stringValue();
    }

    private static String request(JsonNode answer) {
        JsonNode proof = api.get(path(answer) + "/proof").json();
        return new String(Base64.getDecoder().decode(proof.at("/request/bytes").stringValue()), StandardCharsets.UTF_8);
    }

    @Test
    void answersUnderTheVersionThatIsAskedFor() {
        JsonNode first = answered(WANTED + ", \"version\": 1", 1);
        assertThat(first.at("/signals/0/because").stringValue()).isEqualTo("First.");
        assertThat(first.path("pinned").toString()).isEqualTo("{\"version\":1,\"active\":true}");
        assertThat(request(first))
                .isEqualTo("{\"facts\":{\"thing\":{\"wanted\":true}},\"reference\":\"R\",\"version\":1}");
        JsonNode live = answered(NEEDED + ", \"version\": 3", 3);
        assertThat(live.path("pinned").toString()).isEqualTo("{\"version\":3,\"active\":true}");
        assertThat(answered(NEEDED, 3).has("pinned")).isFalse();
    }

    @Test
    void answersUnderTheVersionThatWasLiveAtATime() {
        JsonNode then = answered(WANTED + ", \"asOf\": \"" + second + "\"", 2);
        assertThat(then.at("/signals/0/because").stringValue()).isEqualTo("Second.");
        assertThat(then.path("pinned").toString()).isEqualTo("{\"asOf\":\"" + second + "\",\"active\":true}");
        assertThat(request(then))
                .isEqualTo("{\"asOf\":\"" + second + "\",\"facts\":{\"thing\":{\"wanted\":true}},\"reference\":\"R\"}");
        String elsewhere = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(second.atOffset(ZoneOffset.ofHours(5)));
        JsonNode same = answered(WANTED + ", \"asOf\": \"" + elsewhere + "\"", 2);
        assertThat(same.at("/pinned/asOf").stringValue()).isEqualTo(elsewhere);
        answered(NEEDED + ", \"asOf\": \"" + third + "\"", 3);
    }

    @Test
    void answersUnderAVersionThatWasNeverLiveAndSaysSo() {
        JsonNode fourth = answered(NEEDED + ", \"version\": 4", 4);
        assertThat(fourth.at("/signals/0/because").stringValue()).isEqualTo("Fourth.");
        assertThat(fourth.path("pinned").toString()).isEqualTo("{\"version\":4,\"active\":false}");
        assertThat(api.post(path(fourth) + "/replay", "").text()).isEqualTo("{\"identical\":true}");
    }

    @Test
    void answersUnderAVersionOfAPolicyThatWasNeverLive() {
        store("new", 1, PolicyFolder.files("new", "wanted", "New."));
        String path = "/v1/policies/new/recommendations";
        Reply reply = api.post(path, "{" + WANTED + ", \"version\": 1}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.json().path("pinned").toString()).isEqualTo("{\"version\":1,\"active\":false}");
        assertThat(api.get(reply.header("Location")).bytes()).isEqualTo(reply.bytes());
        BadRequestTests.problem(api.post(path, "{" + WANTED + "}"), 404, "unknown-policy");
        BadRequestTests.problem(api.post(path, "{" + WANTED + ", \"version\": 2}"), 404, "unknown-version");
    }

    @Test
    void replaysAndExplainsWhatWasPinned() {
        JsonNode first = answered(WANTED + ", \"version\": 1", 1);
        assertThat(api.post(path(first) + "/replay", "").text()).isEqualTo("{\"identical\":true}");
        assertThat(api.post(path(first) + "/replay?version=2", "").json().at("/differences"))
                .hasSize(2)
                .first()
                .hasToString("{\"pointer\":\"/signals/0/because\",\"recorded\":\"First.\",\"replayed\":\"Second.\"}");
        JsonNode why = api.get(path(first) + "/why-not?outcome=X").json();
        assertThat(why.path("recommended").booleanValue()).isTrue();
        JsonNode told = api.get(path(first) + "/explanation").json();
        assertThat(told.at("/recorded/policy/version").intValue()).isEqualTo(1);
        assertThat(told.findValuesAsString("text")).contains("First.").doesNotContain("Second.");
        JsonNode then = answered(WANTED + ", \"asOf\": \"" + second + "\"", 2);
        assertThat(api.post(path(then) + "/replay", "").text()).isEqualTo("{\"identical\":true}");
    }

    @Test
    void takesNullForNotAskedFor() {
        JsonNode answer = answered(NEEDED + ", \"asOf\": null, \"version\": null", 3);
        assertThat(answer.has("pinned")).isFalse();
        assertThat(request(answer))
                .isEqualTo("{\"asOf\":null,\"facts\":{\"thing\":{\"needed\":true}},\"version\":null}");
        JsonNode pinned = answered(WANTED.replace("\"R\"", "null") + ", \"asOf\": null, \"version\": 1", 1);
        assertThat(request(pinned))
                .isEqualTo("{\"asOf\":null,\"facts\":{\"thing\":{\"wanted\":true}},\"reference\":null,\"version\":1}");
    }

    @Test
    void checksTheFactsAgainstThePinnedVersion() {
        JsonNode problem = BadRequestTests.problem(ask(NEEDED + ", \"version\": 1"), 400, "bad-facts");
        assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo("/facts/thing/needed");
        BadRequestTests.problem(ask(WANTED), 400, "bad-facts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "version": "1"      | /version | version is "1" (expected: a whole number, 1 or more).
        "version": 0        | /version | version is 0 (expected: a whole number, 1 or more).
        "version": 1.0      | /version | version is 1.0 (expected: a whole number, 1 or more).
        "version": 99999999999 | /version | version is 99999999999 (expected: a whole number, 1 or more).
        "asOf": 2026        | /asOf | asOf is no time (expected: a time that has passed, such as 2026-11-01T00:00:00Z).
        "asOf": "yesterday" | /asOf | asOf is no time (expected: a time that has passed, such as 2026-11-01T00:00:00Z).
        "asOf": "-200000000-01-01T00:00:00Z" | /asOf | asOf is no time (expected: a time that has passed, such as 2026-11-01T00:00:00Z).
        "asOf": "9000-01-01T00:00:00Z" | /asOf | asOf is in the future (expected: a time that has passed, such as 2026-11-01T00:00:00Z).
        "asOf": "2026-11-01T00:00:00Z", "version": 1 | /asOf | A version and a time are asked for at once (expected: one of them).
        """)
    void refusesWhatIsNoVersion(String member, String pointer, String message) {
        JsonNode problem = BadRequestTests.problem(ask(WANTED + ", " + member), 400, "bad-facts");
        assertThat(problem.path("errors")).hasSize(1);
        assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(problem.path("detail").stringValue()).isEqualTo(message);
    }

    @Test
    void saysWhichVersionsThereAre() {
        JsonNode unknown = BadRequestTests.problem(ask(WANTED + ", \"version\": 6"), 404, "unknown-version");
        assertThat(unknown.path("detail").stringValue())
                .isEqualTo("There is no version 6 of the policy \"sample\" (expected: 1 to 5).");
        JsonNode early =
                BadRequestTests.problem(ask(WANTED + ", \"asOf\": \"0001-01-01T00:00:00Z\""), 404, "unknown-version");
        assertThat(early.path("detail").stringValue())
                .matches("No version of the policy \"sample\" was active at 0001-01-01T00:00:00Z"
                        + " \\(expected: a time since 20\\d\\d-.*Z\\)\\.");
        JsonNode refused = BadRequestTests.problem(ask(NEEDED + ", \"version\": 5"), 422, "not-replayable");
        assertThat(refused.path("detail").stringValue()).startsWith("Version 5 cannot answer any more: conclusions/");
        BadRequestTests.problem(
                api.post("/v1/policies/other/recommendations", "{" + WANTED + ", \"version\": 1}"),
                404,
                "unknown-policy");
    }

    @Test
    void letsNoOlderVersionAnswerThanIsDemanded() {
        assertThat(ask(NEEDED, "Rolecall-At-Least", "3").status()).isEqualTo(201);
        JsonNode live = BadRequestTests.problem(ask(NEEDED, "Rolecall-At-Least", "4"), 409, "older-version");
        assertThat(live.path("detail").stringValue())
                .isEqualTo("Version 3 is live (expected: at least 4, as Rolecall-At-Least demands).");
        assertThat(ask(NEEDED + ", \"version\": 4", "Rolecall-At-Least", "4").status())
                .isEqualTo(201);
        JsonNode pinned = BadRequestTests.problem(
                ask(WANTED + ", \"version\": 1", "Rolecall-At-Least", "2"), 409, "older-version");
        assertThat(pinned.path("detail").stringValue())
                .isEqualTo("Version 1 is asked for (expected: at least 2, as Rolecall-At-Least demands).");
        for (String bad : new String[] {"x", "0", "-1", "007", "1.0", "99999999999"}) {
            JsonNode problem = BadRequestTests.problem(ask(NEEDED, "Rolecall-At-Least", bad), 400, "bad-parameter");
            assertThat(problem.path("detail").stringValue())
                    .isEqualTo("Rolecall-At-Least is \"" + bad + "\" (expected: the number of a version).");
        }
    }

    @Test
    void takesAnotherVersionForAnotherRequest() {
        String key = UUID.randomUUID().toString();
        Reply first = ask(WANTED + ", \"version\": 1", "Idempotency-Key", key);
        Reply again = ask("\"version\": 1, " + WANTED, "Idempotency-Key", key);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        BadRequestTests.problem(
                ask(WANTED + ", \"version\": 2", "Idempotency-Key", key), 422, "idempotency-key-reused");
        BadRequestTests.problem(ask(WANTED, "Idempotency-Key", key), 422, "idempotency-key-reused");
    }

    /** Also those that were answered by a version that was never live. */
    @Test
    void exportsWhatIsAnsweredTheSameAgain() {
        answered(WANTED + ", \"version\": 1", 1);
        answered(WANTED + ", \"asOf\": \"" + second + "\"", 2);
        api.get(path(answered(NEEDED + ", \"version\": 4", 4)) + "/proof"); // signed by then
        Path export = temporary.resolve("export");
        StringWriter out = new StringWriter();
        CommandLine audit = new CommandLine(new AuditCommand()).setOut(new PrintWriter(out, true));
        assertThat(audit.execute("export", "--data", temporary.resolve("data").toString(), export.toString()))
                .isZero();
        assertThat(audit.execute("verify", "--replay", export.toString()))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains(" identical, 0 different.").doesNotContain("Not answered again");
    }
}
