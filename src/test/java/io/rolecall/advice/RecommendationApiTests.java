package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RecommendationApiTests extends RunningService {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path HIRING = Path.of("rules-drl/hiring");

    @ParameterizedTest
    @CsvSource({
        "churn-unknown, DATA_SCIENTIST_FIRST, There is no model yet",
        "churn-model-into-product, ML_ENGINEER_FIRST, A model was accepted"
    })
    void answersTheSeedsExamplesWithTheirReasons(String team, String outcome, String signal) throws IOException {
        JsonNode facts = HiringTeams.facts(team);
        Reply reply = api.hiring(facts.toString());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        JsonNode answer = reply.json();
        assertThat(reply.header("Location"))
                .isEqualTo("/v1/recommendations/" + answer.path("id").stringValue());
        assertThat(UUID.fromString(answer.path("id").stringValue()).version()).isEqualTo(7);
        assertThat(answer.path("status").stringValue()).isEqualTo("RECOMMENDED");
        assertThat(answer.path("outcome").stringValue()).isEqualTo(outcome);
        assertThat(answer.path("title").stringValue()).startsWith("Hire a ");
        assertThat(answer.path("statement").stringValue()).startsWith("What is missing is ");
        assertThat(answer.path("policy").path("name").stringValue()).isEqualTo("hiring");
        assertThat(answer.path("policy").path("version").intValue()).isEqualTo(1);
        assertThat(answer.path("policy").path("digest").stringValue()).matches("sha256:[0-9a-f]{64}");
        assertThat(answer.path("facts")).isEqualTo(facts);
        assertThat(answer.path("reference").isNull()).isTrue();
        assertThat(Instant.parse(answer.path("recordedAt").stringValue())).isBefore(Instant.now());
        assertThat(names(answer.path("signals"))).contains(signal);
        assertThat(answer.path("plan")).isNotEmpty();
        assertThat(answer.path("guides")).isNotEmpty();
        for (JsonNode each : answer.path("signals")) {
            explained(each, facts);
            assertThat(each.path("weight").intValue()).isBetween(1, 5);
            assertThat(each.has("favours") ^ each.has("opposes")).isTrue();
        }
        Set<Boolean> decisive = new HashSet<>();
        for (JsonNode each : answer.path("conclusions")) {
            explained(each, facts);
            decisive.add(each.path("decisive").booleanValue());
        }
        assertThat(decisive).contains(true);
        traced(answer);
        scored(answer);
    }

    /** What a rule says stands in the file at the line that the answer names. */
    private static void explained(JsonNode reason, JsonNode facts) throws IOException {
        String rule = reason.path("rule").stringValue();
        List<String> lines =
                Files.readAllLines(HIRING.resolve(reason.path("file").stringValue()));
        int line = reason.path("line").intValue();
        assertThat(lines.get(line - 1)).isEqualTo("rule \"" + rule + "\"");
        String source = String.join("\n", lines.subList(line, Math.min(lines.size(), line + 30)));
        source = source.substring(0, source.indexOf("\nend"));
        assertThat(reason.path("because").stringValue()).isNotBlank().doesNotContain("{$");
        assertThat(reason.path("cites")).isNotEmpty();
        for (JsonNode citation : reason.path("cites")) {
            assertThat(source).contains(citation.stringValue());
        }
        reason.path("facts").properties().forEach(fact -> {
            JsonNode given = facts.at("/" + fact.getKey().replace('.', '/'));
            if (given.isNumber()) {
                assertThat(fact.getValue().decimalValue()).isEqualByComparingTo(given.decimalValue());
            } else {
                assertThat(fact.getValue().asString("")).as(fact.getKey()).isEqualTo(given.asString(""));
            }
        });
    }

    private static void traced(JsonNode answer) {
        List<String> fired = names(answer.path("trace"));
        assertThat(fired)
                .containsAll(names(answer.path("signals")))
                .containsAll(names(answer.path("conclusions")))
                .containsAll(names(answer.path("plan")))
                .containsAll(names(answer.path("cautions")));
        List<String> phases = new ArrayList<>();
        int step = 1;
        for (JsonNode each : answer.path("trace")) {
            assertThat(each.path("step").intValue()).isEqualTo(step++);
            assertThat(each.path("matched").isObject()).isTrue();
            String phase = each.path("phase").stringValue();
            if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(phase)) {
                phases.add(phase);
            }
        }
        assertThat(phases).isEqualTo(List.of("signals", "conclusions", "plan"));
    }

    private static void scored(JsonNode answer) {
        for (JsonNode score : answer.path("scores")) {
            int total = 0;
            for (JsonNode signal : answer.path("signals")) {
                JsonNode leaning = score.path("leaning");
                total += leaning.equals(signal.path("favours"))
                        ? signal.path("weight").intValue()
                        : 0;
                total -= leaning.equals(signal.path("opposes"))
                        ? signal.path("weight").intValue()
                        : 0;
            }
            assertThat(score.path("total").intValue()).as(score.toString()).isEqualTo(total);
        }
    }

    @Test
    void givesTheRecordBackByteForByte() throws IOException {
        Reply sent = api.post(Caller.HIRING, """
                {"reference": "Fall \\"7\\" – Größe 😀", "facts": %s}""".formatted(HiringTeams.facts("churn-unknown")));
        Reply kept = api.get(sent.header("Location"));
        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.header("Content-Type")).isEqualTo("application/json");
        assertThat(kept.bytes()).isEqualTo(sent.bytes());
        assertThat(kept.json().path("reference").stringValue()).isEqualTo("Fall \"7\" – Größe 😀");
    }

    @Test
    void saysTheSameTwiceButForIdAndTime() throws IOException {
        String facts = HiringTeams.facts("churn-model-into-product").toString();
        JsonNode first = api.hiring(facts).json();
        JsonNode second = api.hiring(facts).json();
        assertThat(first.path("id")).isNotEqualTo(second.path("id"));
        assertThat(withoutMark(second).toString()).isEqualTo(withoutMark(first).toString());
    }

    private static ObjectNode withoutMark(JsonNode answer) {
        return ((ObjectNode) answer.deepCopy()).without(List.of("id", "recordedAt", "audit"));
    }

    @Test
    void staysUndecidedWhereNothingIsKnown() {
        JsonNode answer = api.hiring("{}").json();
        assertThat(answer.path("status").stringValue()).isEqualTo("UNDECIDED");
        assertThat(answer.has("outcome")).isTrue();
        assertThat(answer.path("outcome").isNull()).isTrue();
        assertThat(answer.path("reason").stringValue()).isEqualTo("NO_CONCLUSION");
        assertThat(answer.path("title").stringValue()).isEqualTo("Undecided");
        assertThat(answer.path("signals")).isEmpty();
        assertThat(texts(answer.path("unknown"))).isEqualTo(asked());
    }

    @Test
    void listsEveryFactThatIsNotGiven() {
        JsonNode answer = api.hiring("""
                {"models": {"status": "LIVE", "live": null, "inNotebooks": false}, "team": null, "goal": {}}""").json();
        List<String> expected = new ArrayList<>(asked());
        expected.removeAll(List.of("models.status", "models.inNotebooks"));
        assertThat(texts(answer.path("unknown"))).isEqualTo(expected);
    }

    /** Every field that may be asked, read past the service. */
    private static List<String> asked() {
        List<String> asked = new ArrayList<>();
        String fact = "";
        try {
            List<String> lines = Files.readAllLines(HIRING.resolve("facts.drl"));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches("declare [A-Z]\\w+")) {
                    fact = lines.get(i).substring(8);
                    fact = fact.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + fact.substring(1);
                } else if (lines.get(i).contains("@ask")) {
                    asked.add(fact + "." + lines.get(i - 1).strip().replaceAll(" :.*", ""));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return asked;
    }

    @Test
    void takesAZeroWithASignAsZero() {
        JsonNode answer = api.hiring("""
                {"models": {"live": -0}, "production": {"latencyTargetMs": -0.0}}""").json();
        assertThat(answer.path("status").stringValue()).isEqualTo("UNDECIDED");
        assertThat(answer.path("facts").path("models").path("live").intValue()).isZero();
    }

    @Test
    void takesABodyOf256KiB() {
        String body = "{\"facts\": {}}";
        assertThat(api.post(Caller.HIRING, body + " ".repeat(256 * 1024 - body.length()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void filtersTheList() throws IOException {
        String mark = UUID.randomUUID().toString();
        String accepted = ask("churn-model-into-product", mark).path("id").stringValue();
        Instant between = Instant.now();
        while (!Instant.now().isAfter(between.plusMillis(2))) {
            Thread.onSpinWait();
        }
        String unknown = ask("churn-unknown", mark).path("id").stringValue();
        String by = "reference=" + mark;
        assertThat(ids(by)).containsExactly(unknown, accepted);
        assertThat(ids(by + "&policy=hiring")).containsExactly(unknown, accepted);
        assertThat(ids(by + "&policy=firing")).isEmpty();
        assertThat(ids(by + "&outcome=ML_ENGINEER_FIRST")).containsExactly(accepted);
        assertThat(ids(by + "&rule=" + escaped("A model was accepted"))).containsExactly(accepted);
        assertThat(ids(by + "&rule=" + escaped("There is no model yet"))).containsExactly(unknown);
        assertThat(ids(by + "&rule=model")).isEmpty();
        assertThat(ids(by + "&version=1")).containsExactly(unknown, accepted);
        assertThat(ids(by + "&version=2")).isEmpty();
        assertThat(ids(by + "&from=" + between.plusMillis(1))).containsExactly(unknown);
        assertThat(ids(by + "&to=" + between.plusMillis(1))).containsExactly(accepted);
        assertThat(ids(by + "&from=2020-01-01T00:00:00%2B02:00&to=2099-01-01T00:00:00Z"))
                .containsExactly(unknown, accepted);
        assertThat(ids("reference=" + mark.toUpperCase(java.util.Locale.ROOT))).isEmpty();
        JsonNode item = api.get("/v1/recommendations?" + by).json().at("/items/1");
        JsonNode whole = api.get("/v1/recommendations/" + accepted).json();
        for (String member : List.of("id", "status", "outcome", "reference", "recordedAt")) {
            assertThat(item.path(member)).as(member).isEqualTo(whole.path(member));
        }
        assertThat(item.path("policy").stringValue()).isEqualTo("hiring");
        assertThat(item.path("version").intValue()).isEqualTo(1);
    }

    @Test
    void listsUndecidedAnswersToo() {
        String mark = UUID.randomUUID().toString();
        api.post(Caller.HIRING, "{\"facts\": {}, \"reference\": \"" + mark + "\"}");
        JsonNode item = api.get("/v1/recommendations?reference=" + mark).json().at("/items/0");
        assertThat(item.path("status").stringValue()).isEqualTo("UNDECIDED");
        assertThat(item.path("outcome").isNull()).isTrue();
    }

    @Test
    void turnsPagesWithoutGapsOrDoublesWhileMoreIsRecorded() {
        String mark = UUID.randomUUID().toString();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            expected.add(0, empty(mark));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            JsonNode page = api.get("/v1/recommendations?limit=3&reference=" + mark + cursor)
                    .json();
            page.path("items").forEach(item -> seen.add(item.path("id").stringValue()));
            cursor = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").stringValue();
            pages++;
            empty(mark);
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(4);
    }

    private String empty(String reference) {
        return api.post(Caller.HIRING, "{\"facts\": {}, \"reference\": \"" + reference + "\"}")
                .json()
                .path("id")
                .stringValue();
    }

    @Test
    void givesTheRecordedAnswerAgainForTheSameKey() {
        String key = UUID.randomUUID().toString();
        Reply first = api.post(Caller.HIRING, """
                {"facts": {"models": {"live": 10, "status": "LIVE"}}, "reference": "a"}""", "Idempotency-Key", key);
        int before = recorded();
        Reply again = api.post(Caller.HIRING, """
                {"reference":"a","facts":{"models":{"status":"LIVE","live":1e1}}}""", "Idempotency-Key", key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.bytes()).isEqualTo(first.bytes());
        Reply other = api.hiring("{}", "Idempotency-Key", key);
        assertThat(BadRequestTests.problem(other, 422, "idempotency-key-reused")
                        .path("detail")
                        .stringValue())
                .isEqualTo("This key belongs to a request with another body; use a new key for a new request.");
        assertThat(recorded()).isEqualTo(before);
    }

    @Test
    void keepsNoKeyOfARequestItRefused() {
        String key = UUID.randomUUID().toString();
        assertThat(api.hiring("{\"models\": 1}", "Idempotency-Key", key).status())
                .isEqualTo(400);
        assertThat(api.hiring("{}", "Idempotency-Key", key).status()).isEqualTo(201);
    }

    @Test
    void recordsOnceForTheSameKeyAtTheSameTime() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = recorded();
        var threads = Executors.newFixedThreadPool(16);
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            replies.add(threads.submit(() -> api.hiring("{}", "Idempotency-Key", key)));
        }
        Set<String> answers = new HashSet<>();
        int first = 0;
        for (Future<Reply> reply : replies) {
            if (reply.get().status() == 409) {
                BadRequestTests.problem(reply.get(), 409, "idempotency-key-in-use");
                assertThat(reply.get().header("Retry-After")).isEqualTo("1");
                continue;
            }
            assertThat(reply.get().status()).isEqualTo(201);
            answers.add(reply.get().text());
            first += reply.get().header("Idempotency-Replayed").isEmpty() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(answers).hasSize(1);
        assertThat(first).isEqualTo(1);
        assertThat(recorded()).isEqualTo(before + 1);
    }

    @Test
    void saysThatTheFirstRequestWithAKeyIsStillBeingAnswered() throws Exception {
        String key = UUID.randomUUID().toString();
        int before = recorded();
        var threads = Executors.newFixedThreadPool(2);
        var both = new ExecutorCompletionService<Reply>(threads);
        Reply first;
        try (var connection = database();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE"); // nobody else can record
            both.submit(() -> api.hiring("{}", "Idempotency-Key", key));
            both.submit(() -> api.hiring("{}", "Idempotency-Key", key));
            first = both.take().get();
            statement.execute("ROLLBACK");
        }
        JsonNode problem = BadRequestTests.problem(first, 409, "idempotency-key-in-use");
        assertThat(problem.path("detail").stringValue())
                .isEqualTo("The first request with this key is still being answered; ask again in a second.");
        assertThat(first.header("Retry-After")).isEqualTo("1");
        Reply second = both.take().get();
        assertThat(second.status()).isEqualTo(201);
        assertThat(api.hiring("{}", "Idempotency-Key", key).bytes()).isEqualTo(second.bytes());
        assertThat(recorded()).isEqualTo(before + 1);
        threads.shutdown();
    }

    /** The shipped policies, the first of which is hiring. */
    private static List<String> folders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("rules-drl"))) {
            return files.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void saysWhatIsServed() throws IOException {
        JsonNode list = api.get("/v1/policies").json();
        JsonNode listed = list.path("items")
                .valueStream()
                .filter(policy -> policy.path("name").stringValue().equals("hiring"))
                .findFirst()
                .orElseThrow();
        JsonNode hiring = api.get("/v1/policies/hiring").json();
        assertThat(list.path("next").isNull()).isTrue();
        assertThat(list.path("items").findValuesAsString("name")).containsAll(folders());
        for (JsonNode policy : List.of(listed, hiring)) {
            assertThat(policy.path("name").stringValue()).isEqualTo("hiring");
            assertThat(policy.path("title").stringValue()).isEqualTo("Whom to hire first");
            assertThat(policy.path("version").intValue()).isEqualTo(1);
            assertThat(policy.path("digest").stringValue()).startsWith("sha256:");
            assertThat(policy.path("age").isIntegralNumber()).isTrue();
            assertThat(policy.path("source").stringValue()).isEqualTo("folder");
            assertThat(policy.has("refused")).isTrue();
            assertThat(policy.path("refused").isNull()).isTrue();
        }
        assertThat(listed.has("outcomes")).isFalse();
        List<String> outcomes = new ArrayList<>();
        hiring.path("outcomes")
                .forEach(outcome -> outcomes.add(outcome.path("id").stringValue()));
        assertThat(outcomes)
                .containsExactlyInAnyOrder(
                        "DATA_SCIENTIST_FIRST",
                        "ML_ENGINEER_FIRST",
                        "BOTH_TOGETHER",
                        "ONE_PERSON_BRIDGING",
                        "DATA_ENGINEER_FIRST",
                        "DATA_ANALYST_FIRST",
                        "NOT_YET");
    }

    @Test
    void keepsAGuideForEveryOutcome() {
        api.get("/v1/policies/hiring")
                .json()
                .path("outcomes")
                .forEach(outcome -> outcome.path("guides").forEach(name -> {
                    Reply reply = api.get("/v1/policies/hiring/guides/" + name.stringValue());
                    assertThat(reply.status()).isEqualTo(200);
                    JsonNode guide = reply.json();
                    assertThat(guide.path("name")).isEqualTo(name);
                    assertThat(guide.path("title").stringValue()).isNotBlank();
                    assertThat(guide.path("sections")).isNotEmpty();
                }));
    }

    private JsonNode ask(String team, String reference) throws IOException {
        Reply reply = api.post(
                Caller.HIRING, "{\"facts\": %s, \"reference\": \"%s\"}".formatted(HiringTeams.facts(team), reference));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    private List<String> ids(String query) {
        Reply reply = api.get("/v1/recommendations?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        reply.json().path("items").forEach(item -> ids.add(item.path("id").stringValue()));
        return ids;
    }

    private static List<String> names(JsonNode reasons) {
        List<String> names = new ArrayList<>();
        reasons.forEach(reason -> names.add(reason.path("rule").stringValue()));
        return names;
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(i -> list.get(i).stringValue())
                .toList();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
