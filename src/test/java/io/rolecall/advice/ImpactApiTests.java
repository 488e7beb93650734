package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.Rolecall;
import io.rolecall.audit.ImpactReports;
import io.rolecall.serving.PolicyFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three versions of one policy, each live for a while: the first recommends X where the thing is wanted, the second where it is not,
 * and the third asks for another fact.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImpactApiTests {

    private static final String ASK = "/v1/policies/sample/recommendations";
    private static final String VERSIONS = "/v1/policies/sample/versions/";
    private static final String RULE = "recommend: The thing is wanted";
    private static final int RECORDED = 5;

    @TempDir
    static Path temporary;

    private static ConfigurableApplicationContext service;
    private static Caller api;

    /** The answers of version 1. */
    private static final List<Reply> ANSWERS = new ArrayList<>();

    @BeforeAll
    static void record() throws Exception {
        Map<String, String> files = files("wanted");
        PolicyFolder.write(folder(), files);
        start();
        for (String value : List.of("true", "true", "false", "null")) {
            ANSWERS.add(ask("{\"wanted\": " + value + "}"));
        }
        files.computeIfPresent("conclusions/thing.drl", (file, text) -> text.replace("== true", "== false"));
        change(files, 2);
        ask("{\"wanted\": true}");
        assertThat(api.send("DELETE", ANSWERS.get(3).header("Location") + "/payload", BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
    }

    private static Map<String, String> files(String field) {
        Map<String, String> files = PolicyFolder.files("sample", field, "Because.");
        files.computeIfPresent(
                "conclusions/thing.drl", (file, text) -> text.replaceFirst("rule \".*\"", "rule \"" + RULE + "\""));
        return files;
    }

    private static Path folder() {
        return temporary.resolve("rules/sample");
    }

    private static void start() {
        service = SpringApplication.run(
                Rolecall.class,
                "--server.port=0",
                "--management.server.port=0",
                "--rolecall.rules=" + temporary.resolve("rules"),
                "--rolecall.data=" + temporary.resolve("data"));
        api = new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Reply ask(String thing) {
        return api.post(ASK, "{\"facts\": {\"thing\": " + thing + "}}");
    }

    private static void change(Map<String, String> files, int version) throws Exception {
        PolicyFolder.write(folder(), files);
        await(() -> api.get("/v1/policies/sample").json().path("version").intValue() == version);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static Reply begin(int version, String body) {
        return api.post(VERSIONS + version + "/impact", body);
    }

    /** Its report, once it is done. */
    private static JsonNode impact(int version, String body) throws InterruptedException {
        Reply begun = begin(version, body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(begun.json().path("status").stringValue()).isEqualTo("RUNNING");
        await(() -> !api.get(begun.header("Location"))
                .json()
                .path("status")
                .stringValue()
                .equals("RUNNING"));
        return api.get(begun.header("Location")).json();
    }

    private static String part(JsonNode report, String member) {
        return report.path(member).toString();
    }

    @Test
    @Order(1)
    void showsWhatWouldBeAnsweredOtherwise() throws Exception {
        JsonNode report = impact(1, "{}");
        assertThat(part(report, "status")).isEqualTo("\"DONE\"");
        assertThat(report.path("version").intValue()).isEqualTo(1);
        assertThat(report.path("against").intValue()).isEqualTo(2);
        assertThat(report.path("done").intValue()).isEqualTo(RECORDED);
        assertThat(report.path("total").intValue()).isEqualTo(RECORDED);
        assertThat(report.path("unchanged").intValue()).isZero();
        assertThat(part(report, "changed"))
                .isEqualTo(
                        "[{\"from\":\"UNDECIDED\",\"to\":\"X\",\"count\":3},{\"from\":\"X\",\"to\":\"UNDECIDED\",\"count\":1}]");
        assertThat(part(report, "notReplayable")).isEqualTo("[{\"reason\":\"It was erased.\",\"count\":1}]");
        assertThat(part(report, "byRule"))
                .isEqualTo("[{\"rule\":\"" + RULE + "\",\"edit\":\"changed\",\"count\":4,\"signalsChanged\":0}]");
        assertThat(report.path("samples")).hasSize(4);
        JsonNode sample = report.path("samples").get(0);
        assertThat(part(sample, "from") + part(sample, "to")).isEqualTo("\"UNDECIDED\"\"X\"");
        assertThat(sample.at("/after/1/rule").stringValue()).isEqualTo(RULE);
        assertThat(sample.path("before")).hasSize(1);
        assertThat(api.get("/v1/recommendations/" + sample.path("id").stringValue())
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(2)
    void findsNothingBetweenTheActiveVersionAndItself() throws Exception {
        JsonNode report = impact(2, "{\"last\": 100}");
        assertThat(report.path("unchanged").intValue()).isEqualTo(RECORDED - 1);
        assertThat(part(report, "changed") + part(report, "byRule") + part(report, "samples"))
                .isEqualTo("[][][]");
        assertThat(part(report, "unchangedByOutcome"))
                .isEqualTo("[{\"outcome\":\"UNDECIDED\",\"count\":3},{\"outcome\":\"X\",\"count\":1}]");
        assertThat(report.path("signalsChanged").intValue()).isZero();
    }

    private record Ended(int code, List<String> out, List<String> err) {}

    private static Ended run(Object command, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
        return new Ended(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The first version's files in a folder, held against the service and against an export of its record. */
    @Test
    @Order(2)
    void saysTheSameOfAFolder() throws Exception {
        Path folder = PolicyFolder.write(temporary.resolve("draft"), files("wanted"));
        String url = "http://127.0.0.1:" + api.port();
        List<String> expected = List.of(
                "sample against version 2: 5 answers, 0 unchanged, of which 0 with other signals.",
                "       3  UNDECIDED → X",
                "       1  X → UNDECIDED",
                "       1  Not answered again. It was erased.",
                "By rule, outcomes and signals alone:",
                "       4       0  changed \"" + RULE + "\"");
        Ended ended = run(new ImpactCommand(), folder, "--against", url);
        assertThat(ended.code()).as("%s", ended.err()).isEqualTo(1);
        assertThat(ended.out().subList(0, 6)).isEqualTo(expected);
        assertThat(ended.out()).hasSize(10).last().asString().endsWith("  X → UNDECIDED");
        assertThat(run(new ImpactCommand(), temporary.resolve("rules"), "--against", url)
                        .code())
                .as("the active version itself")
                .isZero();

        api.get("/v1/recommendations/"
                + api.get("/v1/recommendations?limit=1")
                        .json()
                        .at("/items/0/id")
                        .stringValue() + "/proof"); // signed by then
        Path export = temporary.resolve("export");
        assertThat(run(new AuditCommand(), "export", "--data", temporary.resolve("data"), export)
                        .code())
                .isZero();
        Ended ofExport = run(new ImpactCommand(), folder, "--against", export, "--json", "--policy", "sample");
        assertThat(ofExport.code()).as("%s", ofExport.err()).isEqualTo(1);
        JsonNode report = JsonMapper.shared().readTree(ofExport.out().get(0));
        assertThat(part(report, "changed"))
                .isEqualTo(
                        "[{\"from\":\"UNDECIDED\",\"to\":\"X\",\"count\":3},{\"from\":\"X\",\"to\":\"UNDECIDED\",\"count\":1}]");
        assertThat(report.path("against").intValue()).isEqualTo(2);
        assertThat(report.at("/samples/0/after/1/rule").stringValue()).isEqualTo(RULE);
        assertThat(run(new ImpactCommand(), folder, "--against", export, "--last", "1")
                        .out()
                        .get(0))
                .startsWith("sample against version 2: 1 answer, ");
        Files.writeString(export.resolve("checkpoint"), "x");
        assertThat(run(new ImpactCommand(), folder, "--against", export).code()).isEqualTo(2);
    }

    @Test
    @Order(2)
    void saysWhatItCannotBeHeldAgainst() {
        Object folder = temporary.resolve("rules");
        Ended gone = run(new ImpactCommand(), folder, "--against", "http://127.0.0.1:1");
        assertThat(gone.code()).isEqualTo(2);
        assertThat(gone.err())
                .containsExactly("http://127.0.0.1:1 cannot be reached (expected: the URL of a running service)");
        assertThat(run(new ImpactCommand(), folder, "--against", temporary).code())
                .isEqualTo(2);
        assertThat(run(new ImpactCommand(), temporary.resolve("data"), "--against", "http://127.0.0.1:1")
                        .err()
                        .get(0))
                .contains("(expected: one)");
        assertThat(run(new ImpactCommand(), folder, "--against", "http://127.0.0.1:1", "--last", "0")
                        .code())
                .isEqualTo(2);
    }

    @Test
    @Order(3)
    void looksOnlyAtWhatIsAskedFor() throws Exception {
        assertThat(impact(1, "{\"last\": 2}").path("total").intValue()).isEqualTo(2);
        Instant third = Instant.parse(ANSWERS.get(2).json().path("recordedAt").stringValue());
        assertThat(impact(1, "{\"from\": \"" + third + "\"}").path("total").intValue())
                .isEqualTo(3);
        assertThat(impact(1, "{\"to\": \"" + third + "\"}").path("total").intValue())
                .isEqualTo(2);
        assertThat(impact(1, "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2020-01-02T00:00:00+01:00\"}")
                        .path("total")
                        .intValue())
                .isZero();
    }

    @Test
    @Order(4)
    void namesWhatDoesNotFit() {
        JsonNode misspelt = BadRequestTests.problem(begin(1, "{\"lats\": 3}"), 400, "bad-impact");
        assertThat(misspelt.at("/errors/0/pointer").stringValue()).isEqualTo("/lats");
        assertThat(misspelt.path("detail").stringValue())
                .isEqualTo("An impact has no \"lats\" (expected: from, last, to). Did you mean \"last\"?");
        Map<String, String> details = Map.of(
                "{\"last\": 0}", "last is 0 (expected: a whole number from 1 to 100000).",
                "{\"last\": 100001}", "last is 100001 (expected: a whole number from 1 to 100000).",
                "{\"last\": 1.5}", "last is 1.5 (expected: a whole number from 1 to 100000).",
                "{\"last\": \"3\"}", "last is \"3\" (expected: a whole number from 1 to 100000).",
                "{\"from\": \"yesterday\"}", "from is \"yesterday\" (expected: a time such as 2026-11-01T00:00:00Z).",
                "{\"to\": \"+1000000000-01-01T00:00:00Z\"}",
                        "to is \"+1000000000-01-01T00:00:00Z\" (expected: a time such as 2026-11-01T00:00:00Z).",
                "{\"from\": \"2026-01-02T00:00:00Z\", \"to\": \"2026-01-02T00:00:00Z\"}",
                        "to is not after from (expected: a later time).",
                "{\"last\": 3, \"to\": \"2026-01-02T00:00:00Z\"}",
                        "last stands beside a time (expected: last, or from and to).");
        details.forEach((body, detail) -> assertThat(BadRequestTests.problem(begin(1, body), 400, "bad-impact")
                        .path("detail")
                        .stringValue())
                .isEqualTo(detail));
        BadRequestTests.problem(begin(1, "[]"), 400, "bad-json");
        BadRequestTests.problem(begin(9, "{}"), 404, "unknown-version");
        BadRequestTests.problem(api.post("/v1/policies/other/versions/1/impact", "{}"), 404, "unknown-policy");
        BadRequestTests.problem(api.post(VERSIONS + "x/impact", "{}"), 400, "bad-parameter");
        BadRequestTests.problem(api.get(VERSIONS + "1/impact/nothing"), 404, "unknown-impact");
    }

    @Test
    @Order(5)
    void keepsTheReportBeyondARestart() throws Exception {
        Reply begun = begin(1, "{}");
        await(() -> api.get(begun.header("Location")).text().contains("\"DONE\""));
        String report = api.get(begun.header("Location")).text();
        String id = begun.json().path("id").stringValue();
        assertThat(api.get(VERSIONS + "2/impact/" + id).status()).isEqualTo(404);
        stop();
        start();
        assertThat(api.get(begun.header("Location")).text()).isEqualTo(report);
        ImpactReports.Kept newest =
                service.getBean(ImpactReports.class).newest("sample", 1).orElseThrow();
        assertThat(newest.id()).isEqualTo(id);
        assertThat(newest.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(new String(newest.report(), StandardCharsets.UTF_8))
                .as("facts in a report would outlive their erasure")
                .contains("\"samples\":[{")
                .doesNotContain("wanted\":")
                .doesNotContain("\"before\"");
    }

    @Test
    @Order(5)
    void listsWhatWasAskedOfAVersionPageByPage() throws Exception {
        String first = impact(2, "{\"last\": 1}").path("id").stringValue();
        String second = impact(2, "{\"last\": 2}").path("id").stringValue();
        JsonNode page = api.get(VERSIONS + "2/impact?limit=1").json();
        assertThat(page.at("/items/0/id").stringValue()).isEqualTo(second);
        assertThat(page.at("/items/0/status").stringValue()).isEqualTo("DONE");
        assertThat(page.at("/items/0/done").intValue()).isEqualTo(2);
        assertThat(page.at("/items/0").has("at")).isTrue();
        JsonNode next = api.get(VERSIONS + "2/impact?limit=1&cursor="
                        + page.path("next").stringValue())
                .json();
        assertThat(next.at("/items/0/id").stringValue()).isEqualTo(first);
        String begun = begin(2, "{}").json().path("id").stringValue();
        assertThat(api.get(VERSIONS + "2/impact").json().at("/items/0/id").stringValue())
                .as("done or not")
                .isEqualTo(begun);
        JsonNode ofAnother = api.get(VERSIONS + "1/impact").json();
        ofAnother
                .path("items")
                .forEach(item -> assertThat(item.path("id").stringValue()).isNotEqualTo(begun));
        assertThat(ofAnother.at("/items/0/changed").intValue()).isEqualTo(4);
        BadRequestTests.problem(api.get(VERSIONS + "2/impact?cursor=x"), 400, "bad-parameter");
        BadRequestTests.problem(api.get(VERSIONS + "9/impact"), 404, "unknown-version");
        BadRequestTests.problem(api.get("/v1/policies/other/versions/1/impact"), 404, "unknown-policy");
    }

    @Test
    @Order(6)
    void saysWhichFactsAVersionDoesNotHave() throws Exception {
        change(files("needed"), 3);
        ask("{\"needed\": true}");
        JsonNode report = impact(2, "{}");
        assertThat(part(report, "notReplayable"))
                .isEqualTo("[{\"reason\":\"Version 3 has no fact thing.wanted.\",\"count\":4},"
                        + "{\"reason\":\"It was erased.\",\"count\":1},"
                        + "{\"reason\":\"Version 2 has no fact thing.needed.\",\"count\":1}]");
    }

    /** Of two answers in a report one was erased since, and the facts of the other do not fit the candidate. */
    @Test
    @Order(7)
    void leavesOutWhatCannotBeShownAnyMore() {
        ImpactReports reports = service.getBean(ImpactReports.class);
        Impact impact = new Impact(
                "019a0000-0000-7000-8000-000000000001",
                3,
                2,
                Impact.Status.DONE,
                null,
                2,
                2,
                2,
                null,
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(sample(ANSWERS.get(0)), sample(ANSWERS.get(3))));
        reports.save(new ImpactReports.Kept(
                impact.id(), "sample", 3, 2, Instant.now(), JsonMapper.shared().writeValueAsBytes(impact)));
        Reply reply = api.get(VERSIONS + "3/impact/" + impact.id());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(part(reply.json(), "samples"))
                .isEqualTo("[{\"id\":" + part(ANSWERS.get(0).json(), "id") + ",\"from\":\"X\",\"to\":\"UNDECIDED\"}]");
    }

    private static Impact.ImpactSample sample(Reply answer) {
        return new Impact.ImpactSample(answer.json().path("id").stringValue(), "X", "UNDECIDED", null, null);
    }

    /** A caller whose request has not ended yet keeps the first impact waiting. */
    @Test
    @Order(8)
    void refusesMoreThanAFewAtOnce() throws Exception {
        for (int i = 0; i < 200; i++) {
            ask("{\"needed\": true}");
        }
        try (Socket caller = new Socket("127.0.0.1", api.port())) {
            caller.getOutputStream()
                    .write(("POST " + ASK + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 9\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < Impacts.WAITING + 2; i++) {
                replies.add(begin(3, "{}"));
            }
            Reply refused = replies.remove(replies.size() - 1);
            BadRequestTests.problem(refused, 429, "too-many-impacts");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(202));
            assertThat(api.get(replies.get(Impacts.WAITING).header("Location"))
                            .json()
                            .path("status")
                            .stringValue())
                    .isEqualTo("RUNNING");
        }
    }
}
