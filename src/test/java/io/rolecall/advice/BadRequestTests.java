package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a caller reads who got something wrong. Messages are compared whole: they are written to be read. */
class BadRequestTests extends RunningService {

    private static final String FACTS = "bad-facts";
    private static final String JSON = "bad-json";
    private static final String NOT_JSON = "The body is not JSON at line 1, column ";
    private static final String NOT_UTF_8 =
            "The body is not UTF-8 text (expected: JSON in UTF-8, without a byte order mark).";
    private static final String STATUS = "(expected: NONE, PROTOTYPE_UNEVALUATED, PROTOTYPE_ACCEPTED, LIVE).";
    private static final String FIELDS = "(expected: complexity, inNotebooks, live, needsDeepStatistics, status).";
    private static final String NAMES = "(expected: company, data, goal, models, production, team).";

    private int before;

    private record Bad(String name, byte[] body, String type, List<String> errors) {}

    @BeforeEach
    void count() {
        before = recorded();
    }

    @AfterEach
    void nothingIsRecorded() {
        assertThat(recorded()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> tellsWhatIsWrongAndWhere() {
        return Stream.of(members(), facts(), numbers(), json(), encodings(), sizes())
                .flatMap(List::stream)
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> {
                    Reply reply = api.post(Caller.HIRING, bad.body());
                    JsonNode problem = problem(reply, 400, bad.type());
                    List<String> errors = new ArrayList<>();
                    problem.path("errors")
                            .forEach(error -> errors.add(error.path("pointer").stringValue() + " "
                                    + error.path("message").stringValue()));
                    assertThat(errors).isEqualTo(bad.errors());
                    assertThat(problem.path("detail").stringValue())
                            .startsWith(errors.get(0).substring(errors.get(0).indexOf(' ') + 1));
                }));
    }

    private static List<Bad> members() {
        return List.of(
                bad(
                        "an unknown member",
                        "{\"facts\": {}, \"refrence\": \"x\"}",
                        FACTS,
                        "/refrence A request has no \"refrence\" (expected: asOf, facts, reference, version). Did you"
                                + " mean \"reference\"?"),
                bad(
                        "a member in other letters",
                        "{\"Facts\": {}}",
                        FACTS,
                        "/Facts A request has no \"Facts\" (expected: asOf, facts, reference, version). Did you mean"
                                + " \"facts\"?",
                        "/facts The facts are missing (expected: {\"facts\": {…}})."),
                bad("no facts", "{}", FACTS, "/facts The facts are missing (expected: {\"facts\": {…}})."),
                of("null", FACTS, "/facts The facts are given by name (expected: an object; found: null)."),
                of("[]", FACTS, "/facts The facts are given by name (expected: an object; found: a list)."),
                of("\"x\"", FACTS, "/facts The facts are given by name (expected: an object; found: a text)."),
                bad(
                        "a reference that is a number",
                        "{\"facts\": {}, \"reference\": 5}",
                        FACTS,
                        "/reference The reference is no text (expected: at most 200 characters, or null)."),
                bad(
                        "a reference that is too long",
                        "{\"facts\": {}, \"reference\": \"" + "x".repeat(201) + "\"}",
                        FACTS,
                        "/reference The reference is too long (expected: at most 200 characters)."));
    }

    private static List<Bad> facts() {
        return List.of(
                of(
                        "{\"modles\": {}}",
                        FACTS,
                        "/facts/modles There is no fact \"modles\" " + NAMES + " Did you mean \"models\"?"),
                of(
                        "{\"Models\": {}}",
                        FACTS,
                        "/facts/Models There is no fact \"Models\" " + NAMES + " Did you mean \"models\"?"),
                of(
                        "{\"dataGap\": {}}",
                        FACTS,
                        "/facts/dataGap There is no fact \"dataGap\" " + NAMES + " Did you mean \"data\"?"),
                of("{\"a/b~c\": {}}", FACTS, "/facts/a~1b~0c There is no fact \"a/b~c\" " + NAMES),
                of(
                        "{\"models\": 5}",
                        FACTS,
                        "/facts/models \"models\" has fields (expected: an object; found: a number)."),
                of(
                        "{\"models\": []}",
                        FACTS,
                        "/facts/models \"models\" has fields (expected: an object; found: a list)."),
                of(
                        "{\"models\": true}",
                        FACTS,
                        "/facts/models \"models\" has fields (expected: an object; found: true)."),
                model(
                        "\"liveModelz\": 1",
                        "/liveModelz There is no field \"liveModelz\" " + FIELDS + " Did you mean \"live\"?"),
                model("\"Live\": 1", "/Live There is no field \"Live\" " + FIELDS + " Did you mean \"live\"?"),
                model("\"status\": \"FINISHED\"", "/status \"FINISHED\" is not one of its values " + STATUS),
                model(
                        "\"status\": \"live\"",
                        "/status \"live\" is not one of its values " + STATUS + " Did you mean \"LIVE\"?"),
                model("\"status\": 1", "/status 1 is not one of its values " + STATUS),
                model("\"status\": [\"LIVE\"]", "/status a list is not one of its values " + STATUS),
                model("\"inNotebooks\": \"true\"", "/inNotebooks \"true\" does not fit (expected: true or false)."),
                model("\"inNotebooks\": 1", "/inNotebooks 1 does not fit (expected: true or false)."),
                model("\"live\": \"1\"", "/live \"1\" does not fit (expected: a whole number)."),
                model("\"live\": true", "/live true does not fit (expected: a whole number)."),
                model("\"live\": {}", "/live an object does not fit (expected: a whole number)."),
                production("\"1\"", "\"1\" does not fit (expected: a number)."),
                production("false", "false does not fit (expected: a number)."),
                production("[1]", "a list does not fit (expected: a number)."),
                of(
                        "{\"models\": {\"live\": -1, \"status\": 2}, \"team\": {\"size\": \"many\"}}",
                        FACTS,
                        "/facts/models/live -1 is out of range (expected: 0 to 100000).",
                        "/facts/models/status 2 is not one of its values " + STATUS,
                        "/facts/team/size \"many\" does not fit (expected: a whole number)."));
    }

    private static List<Bad> numbers() {
        String exponent = "The body is more than this service reads: a number in it has too large an exponent.";
        String digits = "The body is more than this service reads: a number in it has more than 400 digits.";
        return List.of(
                model("\"live\": -1", "/live -1 is out of range (expected: 0 to 100000)."),
                model("\"live\": 100001", "/live 100001 is out of range (expected: 0 to 100000)."),
                model("\"live\": 1.5", "/live 1.5 does not fit (expected: a whole number)."),
                model("\"live\": 9007199254740993", "/live 9007199254740993 is out of range (expected: 0 to 100000)."),
                model("\"live\": 4294967296", "/live 4294967296 is out of range (expected: 0 to 100000)."),
                model("\"live\": 1e400", "/live 1E+400 is out of range (expected: 0 to 100000)."),
                model("\"live\": 1e999999999", "/live 1E+999999999 is out of range (expected: 0 to 100000)."),
                // These would take minutes to divide out
                model("\"live\": 1E-99999999", "/live 1E-99999999 does not fit (expected: a whole number)."),
                model("\"live\": 1e-999999999", "/live 1E-999999999 does not fit (expected: a whole number)."),
                model("\"live\": 1e-400", "/live 1E-400 does not fit (expected: a whole number)."),
                production("1e400", "1E+400 is out of range (expected: 0 to 86400000)."),
                production("-1e400", "-1E+400 is out of range (expected: 0 to 86400000)."),
                production("86400000.001", "86400000.001 is out of range (expected: 0 to 86400000)."),
                of("{\"models\": {\"live\": 1e9999999999}}", JSON, " " + exponent),
                of("{\"production\": {\"latencyTargetMs\": 1e99999999999999999999}}", JSON, " " + exponent),
                of("{\"models\": {\"live\": " + "1".repeat(20_000) + "}}", JSON, " " + digits),
                of("{\"production\": {\"latencyTargetMs\": 0." + "1".repeat(20_000) + "}}", JSON, " " + digits),
                token("NaN", "49: NaN is no number (expected: digits, or null where it is unknown)."),
                token("Infinity", "54: Infinity is no number (expected: digits, or null where it is unknown)."),
                token("-Infinity", "55: -Infinity is no number (expected: digits, or null where it is unknown)."),
                token("01", "47: a number starts with a zero too many."),
                token("+1", "47: a number starts with a plus sign."),
                token(".5", "46: . is not expected here."),
                token("1.", "47: a number is not finished as JSON writes it."),
                token("0x1", "47: x stands where a comma or the end is expected."));
    }

    private static List<Bad> json() {
        return List.of(
                bad("an empty body", "", JSON, " The body is empty (expected: JSON)."),
                bad("a blank body", " \r\n\t ", JSON, " The body is empty (expected: JSON)."),
                bad("a list", "[]", JSON, " A request has to be an object (expected: {\"facts\": {…}})."),
                bad("null", "null", JSON, " A request has to be an object (expected: {\"facts\": {…}})."),
                bad("a text", "\"x\"", JSON, " A request has to be an object (expected: {\"facts\": {…}})."),
                bad("a number", "12", JSON, " A request has to be an object (expected: {\"facts\": {…}})."),
                bad(
                        "a word",
                        "hello",
                        JSON,
                        " " + NOT_JSON + "1: \"hello\" is no value (expected: a text in double quotes, a number, true,"
                                + " false, null, {…} or […])."),
                bad("XML", "<a/>", JSON, " " + NOT_JSON + "1: < is not expected here."),
                bad(
                        "a trailing comma",
                        "{\"facts\": {},}",
                        JSON,
                        " " + NOT_JSON + "14: } stands where a name in double quotes is expected."),
                bad(
                        "a word after the end",
                        "{\"facts\": {}} x",
                        JSON,
                        " " + NOT_JSON
                                + "15: \"x\" is no value (expected: a text in double quotes, a number, true, false,"
                                + " null, {…} or […])."),
                bad(
                        "a second request after the end",
                        "{\"facts\": {}}{}",
                        JSON,
                        " " + NOT_JSON + "14: more follows after the end of the request."),
                bad(
                        "a bracket after the end",
                        "{\"facts\": {}}}",
                        JSON,
                        " " + NOT_JSON + "14: more follows after the end of the request."),
                bad(
                        "facts twice",
                        "{\"facts\": {}, \"facts\": {}}",
                        JSON,
                        " " + NOT_JSON + "22: the name \"facts\" stands there twice."),
                of(
                        "{\"models\": {\"live\": 1, \"live\": 2}}",
                        JSON,
                        " " + NOT_JSON + "40: the name \"live\" stands there twice."),
                of(
                        "{\"models\": {\"live\": 1, \"l\\u0069ve\": 1}}",
                        JSON,
                        " " + NOT_JSON + "45: the name \"live\" stands there twice."),
                of("{/* none */}", JSON, " " + NOT_JSON + "12: JSON has no comments."),
                of("{// none\n}", JSON, " " + NOT_JSON + "12: JSON has no comments."),
                of("{# none\n}", JSON, " " + NOT_JSON + "12: # stands where a name in double quotes is expected."),
                bad(
                        "single quotes",
                        "{'facts': {}}",
                        JSON,
                        " " + NOT_JSON + "2: ' stands where a name in double quotes is expected."),
                bad(
                        "no quotes",
                        "{facts: {}}",
                        JSON,
                        " " + NOT_JSON + "2: f stands where a name in double quotes is expected."),
                bad(
                        "half a request",
                        "{\"facts\": {",
                        JSON,
                        " " + NOT_JSON + "12: it ends before all that was opened is closed."),
                bad(
                        "half a name",
                        "{\"facts\": {\"a",
                        JSON,
                        " " + NOT_JSON + "14: it ends before all that was opened is closed."),
                bad(
                        "a control character",
                        "{\"facts\": {}, \"reference\": \"a\tb\"}",
                        JSON,
                        " " + NOT_JSON + "30: a control character (code 9) has to be written as an escape."),
                bad(
                        "an unknown escape",
                        "{\"facts\": {}, \"reference\": \"a\\qb\"}",
                        JSON,
                        " " + NOT_JSON + "31: \\q is no escape that JSON knows."));
    }

    private static List<Bad> encodings() {
        String half = "holds half a character: a lone surrogate (expected: both halves).";
        return List.of(
                bad(
                        "a lone surrogate",
                        "{\"facts\": {}, \"reference\": \"\\ud800\"}",
                        JSON,
                        "/reference The text " + half),
                of("{\"models\": {\"status\": \"\\udc00\"}}", JSON, "/facts/models/status The text " + half),
                of("{\"\\udc00\": {}}", JSON, "/facts A name in it " + half),
                bad(
                        "a lone surrogate in bytes",
                        bytes("{\"facts\": {}, \"reference\": \"", 0xed, 0xa0, 0x80, "\"}"),
                        JSON,
                        " " + NOT_UTF_8),
                bad("no UTF-8", bytes("{\"facts\": {}, \"reference\": \"", 0xff, "\"}"), JSON, " " + NOT_UTF_8),
                bad(
                        "overlong UTF-8",
                        bytes("{\"facts\": {}, \"reference\": \"", 0xc0, 0xaf, "\"}"),
                        JSON,
                        " " + NOT_UTF_8),
                bad("UTF-16", "{\"facts\": {}}".getBytes(StandardCharsets.UTF_16), JSON, " " + NOT_UTF_8),
                bad("UTF-16LE", "{\"facts\": {}}".getBytes(StandardCharsets.UTF_16LE), JSON, " " + NOT_UTF_8),
                bad("UTF-16BE", "{\"facts\": {}}".getBytes(StandardCharsets.UTF_16BE), JSON, " " + NOT_UTF_8),
                bad("a byte order mark", bytes(0xef, 0xbb, 0xbf, "{\"facts\": {}}"), JSON, " " + NOT_UTF_8),
                bad("a NUL", bytes("{\"facts\": {}}", 0), JSON, " " + NOT_UTF_8));
    }

    private static List<Bad> sizes() {
        String more = "The body is more than this service reads: ";
        String key = "\"" + "k".repeat(100_000) + "\"";
        List<String> hundred = new ArrayList<>();
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append(i == 0 ? "" : ", ").append("\"k").append(i).append("\": 1");
            if (i < 100) {
                hundred.add("/facts/models/k" + i + " There is no field \"k" + i + "\" " + FIELDS);
            }
        }
        hundred.add(" And 4900 more places that are wrong.");
        return List.of(
                of("[".repeat(32) + "]".repeat(32), JSON, " " + more + "it is nested deeper than 32 levels."),
                bad(
                        "33 objects",
                        "{\"a\":".repeat(33) + "1" + "}".repeat(33),
                        JSON,
                        " " + more + "it is nested deeper than 32 levels."),
                bad("100,000 lists", "[".repeat(100_000), JSON, " " + more + "it is nested deeper than 32 levels."),
                of("{" + key + ": {}}", JSON, " " + more + "a name in it is longer than 1000 characters."),
                of("{\"models\": {" + key + ": 1}}", JSON, " " + more + "a name in it is longer than 1000 characters."),
                of(
                        "{\"" + "k".repeat(1_000) + "\": {}}",
                        FACTS,
                        "/facts/" + "k".repeat(1_000) + " There is no fact \"" + "k".repeat(39) + "…\" " + NAMES),
                model("\"status\": " + key, "/status \"" + "k".repeat(59) + "… is not one of its values " + STATUS),
                new Bad("5,000 unknown fields", utf8("{\"facts\": {\"models\": {" + many + "}}}"), FACTS, hundred));
    }

    @Test
    void takesNothingOver256KiB() {
        byte[] body = utf8("{\"facts\": {}}" + " ".repeat(256 * 1024 - 12));
        assertThat(body).hasSize(256 * 1024 + 1);
        problem(api.post(Caller.HIRING, body), 413, "too-large");
        Reply chunked = api.send(
                "POST",
                Caller.HIRING,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "Content-Type",
                "application/json");
        assertThat(problem(chunked, 413, "too-large").path("detail").stringValue())
                .isEqualTo("The body is too large (expected: at most 256 KiB).");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, The Content-Type is text/plain (expected: application/json).",
        "application/x-www-form-urlencoded, The Content-Type is application/x-www-form-urlencoded (expected:"
                + " application/json).",
        "rubbish, The Content-Type is missing (expected: application/json)."
    })
    void takesOnlyJson(String type, String detail) {
        Reply reply = api.send("POST", Caller.HIRING, BodyPublishers.ofString("{\"facts\": {}}"), "Content-Type", type);
        assertThat(problem(reply, 415, "unsupported-media-type").path("detail").stringValue())
                .isEqualTo(detail);
    }

    @Test
    void takesNoBodyWithoutItsType() {
        Reply reply = api.send("POST", Caller.HIRING, BodyPublishers.ofString("{\"facts\": {}}"));
        assertThat(problem(reply, 415, "unsupported-media-type").path("detail").stringValue())
                .isEqualTo("The Content-Type is missing (expected: application/json).");
    }

    @Test
    void givesOnlyJson() {
        Reply reply = api.post(Caller.HIRING, "{\"facts\": {}}", "Accept", "application/xml");
        assertThat(problem(reply, 406, "not-acceptable").path("detail").stringValue())
                .isEqualTo("An answer is JSON (expected: Accept: application/json).");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/policies/hiring/recommendations, (expected: POST)",
        "PUT, /v1/policies/hiring/recommendations, (expected: POST)",
        "PATCH, /v1/policies/hiring/recommendations, (expected: POST)",
        "DELETE, /v1/recommendations/1, (expected: GET)",
        "POST, /v1/policies, (expected: GET)"
    })
    void namesTheMethodsThatThereAre(String method, String path, String expected) {
        Reply reply = api.send(method, path, BodyPublishers.noBody());
        assertThat(problem(reply, 405, "method-not-allowed").path("detail").stringValue())
                .isEqualTo(method + " is not possible at this path " + expected + ".");
        assertThat(reply.header("Allow")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/v1", "/v1/nothing", "/v1/policies/", "/error", "/index.html", "/actuator/health"})
    void saysThatThereIsNothing(String path) {
        assertThat(problem(api.get(path), 404, "not-found").path("detail").stringValue())
                .isEqualTo("There is nothing at " + path + " (expected: a path of /v3/api-docs).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/schema", "/guides/ml-engineer"})
    void namesThePoliciesThatThereAre(String rest) {
        assertThat(problem(api.get("/v1/policies/hirring" + rest), 404, "unknown-policy")
                        .path("detail")
                        .stringValue())
                .isEqualTo("There is no policy \"hirring\" (expected: " + served() + ").");
    }

    @Test
    void namesThePoliciesThatThereAreToWhoAsksForAdvice() {
        Reply reply = api.post("/v1/policies/" + "x".repeat(3_000) + "/recommendations", "{\"facts\": {}}");
        assertThat(problem(reply, 404, "unknown-policy").path("detail").stringValue())
                .isEqualTo("There is no policy \"" + "x".repeat(39) + "…\" (expected: " + served() + ").");
    }

    private String served() {
        return String.join(", ", api.get("/v1/policies").json().path("items").findValuesAsString("name"));
    }

    @Test
    void knowsNoOtherGuides() {
        assertThat(problem(api.get("/v1/policies/hiring/guides/ml"), 404, "unknown-guide")
                        .path("detail")
                        .stringValue())
                .isEqualTo("There is no guide \"ml\" (expected: both-together, data-analyst, data-engineer,"
                        + " data-scientist, ml-engineer, not-yet, one-person).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01900000-0000-7000-8000-000000000000", "1", "'%20OR%20'1'='1", "..;a=b"})
    void knowsNoOtherRecommendations(String id) {
        problem(api.get("/v1/recommendations/" + id), 404, "unknown-recommendation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "limit=0| limit is 0 (expected: a whole number from 1 to 500).",
                "limit=501| limit is 501 (expected: a whole number from 1 to 500).",
                "limit=x| limit is \"x\" (expected: a whole number).",
                "limit=1.5| limit is \"1.5\" (expected: a whole number).",
                "limit=99999999999| limit is \"99999999999\" (expected: a whole number).",
                "version=x| version is \"x\" (expected: a whole number).",
                "cursor=x| cursor: not one of ours (expected: next of the page before)",
                "from=x| from is \"x\" (expected: a time such as 2026-11-01T00:00:00Z).",
                "to=2026-11-01| to is \"2026-11-01\" (expected: a time such as 2026-11-01T00:00:00Z).",
                "from=%2B1000000000-12-31T00:00:00Z| from or to: +1000000000-12-31T00:00:00Z (expected: a time such as"
                        + " 2026-11-01T00:00:00Z)",
                "outcom=X| There is no parameter \"outcom\" (expected: cursor, from, limit, outcome, policy,"
                        + " reference, rule, to, version). Did you mean \"outcome\"?",
                "limit=0x1| limit is \"0x1\" (expected: a whole number).",
                "limit=01| limit is \"01\" (expected: a whole number).",
                "limit=1&limit=2| limit is there 2 times (expected: once).",
                "rule=%ff| The query cannot be read (expected: UTF-8, escaped as %C3%A9)."
            })
    void saysWhichParameterDoesNotFit(String query, String detail) {
        assertThat(problem(api.get("/v1/recommendations?" + query), 400, "bad-parameter")
                        .path("detail")
                        .stringValue())
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", ""})
    void saysWhatAKeyLooksLike(String key) {
        Reply reply = api.hiring("{}", "Idempotency-Key", key);
        assertThat(problem(reply, 400, "bad-idempotency-key").path("detail").stringValue())
                .isEqualTo("An Idempotency-Key has 1 to 255 printable characters and no spaces.");
    }

    @Test
    void takesNoKeyOver255Characters() {
        problem(api.hiring("{}", "Idempotency-Key", "k".repeat(256)), 400, "bad-idempotency-key");
    }

    /** What the container refuses before the service sees it. */
    @ParameterizedTest
    @CsvSource({
        "GET /v1/policies/%zz HTTP/1.1, 400, bad-request",
        "GET /v1/policies/a%00b HTTP/1.1, 400, bad-request",
        "GET /v1/recommendations/<script> HTTP/1.1, 400, bad-request",
        "TRACE /v1/policies HTTP/1.1, 405, method-not-allowed"
    })
    void writesNoPageOfTheContainer(String line, int status, String type) throws IOException {
        String reply = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(reply)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"urn:rolecall:problem:" + type + "\"")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("timestamp");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JsonNode problem(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.path("type").stringValue()).isEqualTo("urn:rolecall:problem:" + type);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").stringValue()).isNotBlank();
        assertThat(problem.path("detail").stringValue()).isNotBlank();
        assertThat(reply.text().toLowerCase(Locale.ROOT))
                .doesNotContain("exception", "java.", "jackson", "springframework", "select ", "sqlite", "\\tat ");
        return problem;
    }

    private static Bad of(String facts, String type, String... errors) {
        String name = facts.length() > 60 ? facts.substring(0, 59) + "…" : facts;
        return bad("facts " + name, "{\"facts\": " + facts + "}", type, errors);
    }

    private static Bad model(String field, String error) {
        return of("{\"models\": {" + field + "}}", FACTS, "/facts/models" + error);
    }

    private static Bad production(String value, String error) {
        return of(
                "{\"production\": {\"latencyTargetMs\": " + value + "}}",
                FACTS,
                "/facts/production/latencyTargetMs " + error);
    }

    private static Bad token(String value, String error) {
        return of("{\"production\": {\"latencyTargetMs\": " + value + "}}", JSON, " " + NOT_JSON + error);
    }

    private static Bad bad(String name, String body, String type, String... errors) {
        return bad(name, utf8(body), type, errors);
    }

    private static Bad bad(String name, byte[] body, String type, String... errors) {
        return new Bad(name, body, type, List.of(errors));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Texts as UTF-8, numbers as the byte they are. */
    private static byte[] bytes(Object... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer value) {
                all.write(value);
            } else {
                all.writeBytes(utf8((String) part));
            }
        }
        return all.toByteArray();
    }
}
