package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to ask next, and when to stop asking. The interviews of all teams: {@code mvn test -Dtest=InterviewApiTests
 * -Drolecall.interviews=100}.
 */
class InterviewApiTests extends RunningService {

    private static final String INTERVIEW = "/v1/policies/hiring/interview";
    private static final int INTERVIEWS = Integer.getInteger("rolecall.interviews", 3);
    /** An interview is to take no more answers than these, mostly. */
    private static final int FEW = 12;

    private static final String SOME = """
            {"goal": {"next": "PRODUCTION"}, "models": {"status": "PROTOTYPE_ACCEPTED"}, "production": {"pathExists": false}}""";

    private Reply ask(String facts, String more) {
        return api.post(INTERVIEW, "{\"facts\": " + facts + more + "}");
    }

    private static List<String> paths(JsonNode step) {
        List<String> paths = new ArrayList<>();
        step.path("questions").forEach(one -> paths.add(one.path("fact").stringValue()));
        return paths;
    }

    @Test
    void saysWhatTheFactsComeToAndWhatToAskNext() throws IOException {
        int before = recorded();
        Reply reply = api.post(INTERVIEW + "?limit=4", "{\"facts\": " + SOME + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        ObjectNode step = (ObjectNode) reply.json();
        assertThat(((ObjectNode) step.path("policy")).remove("digest").stringValue())
                .startsWith("sha256:");
        Golden.check("interview.json", step);
        assertThat(recorded()).isEqualTo(before);
    }

    @Test
    void answersTheSameTwice() {
        Reply first = ask(SOME, ", \"declined\": [\"team.size\", \"company.hires\"]");
        Reply second = ask(SOME, ", \"declined\": [\"company.hires\", \"team.size\", \"team.size\"]");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void asksNothingThatIsKnownOrDeclined() {
        List<String> all = paths(ask(SOME, "").json());
        assertThat(all).doesNotContain("goal.next", "models.status", "production.pathExists");
        String first = all.get(0);
        assertThat(paths(ask(SOME, ", \"declined\": [\"" + first + "\"]").json()))
                .hasSizeGreaterThan(3)
                .doesNotContain(first);
    }

    @Test
    void asksUnderThePinnedVersion() {
        int version = ask(SOME, "").json().at("/policy/version").intValue();
        Reply pinned = ask(SOME, ", \"version\": " + version);
        assertThat(pinned.bytes()).isEqualTo(ask(SOME, "").bytes());
        BadRequestTests.problem(ask(SOME, ", \"version\": 4711"), 404, "unknown-version");
        BadRequestTests.problem(api.post("/v1/policies/firing/interview", "{\"facts\": {}}"), 404, "unknown-policy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | /facts      | The facts are missing (expected: {\"facts\": {…}}).",
                "{\"facts\": {\"team\": {\"size\": -1}}}       | /facts/team/size | -1 is out of range (expected: 0 to 100000).",
                "{\"facts\": {}, \"declind\": []}            | /declind    | An interview has no \"declind\" (expected: asOf, declined, facts, version). Did you mean \"declined\"?",
                "{\"facts\": {}, \"reference\": \"x\"}       | /reference  | An interview has no \"reference\" (expected: asOf, declined, facts, version).",
                "{\"facts\": {}, \"declined\": [\"team.siz\"]} | /declined/0 | There is no fact \"team.siz\" (expected: company.hires, company.industry, company.regulated, company.stage, data.available, data.largelyUntapped, data.pipelineExists, data.quality, data.reachable, data.reportingUnmet, goal.audienceNonTechnical, goal.decisionBasis, …). Did you mean \"team.size\"?",
                "{\"facts\": {}, \"declined\": [\"team.size\", 5]} | /declined/1 | There is no fact 5 (expected: company.hires, company.industry, company.regulated, company.stage, data.available, data.largelyUntapped, data.pipelineExists, data.quality, data.reachable, data.reportingUnmet, goal.audienceNonTechnical, goal.decisionBasis, …)."
            })
    void saysWhatIsWrongAndWhere(String body, String pointer, String message) {
        JsonNode problem = BadRequestTests.problem(api.post(INTERVIEW, body), 400, "bad-facts");
        assertThat(problem.at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
        assertThat(problem.at("/errors/0/message").stringValue()).isEqualTo(message);
    }

    @Test
    void readsNoMoreThanARecommendationDoes() {
        String many = "[\"" + String.join("\", \"", Collections.nCopies(20_000, "team.siz")) + "\"]";
        JsonNode problem = BadRequestTests.problem(ask("{}", ", \"declined\": " + many), 400, "bad-facts");
        assertThat(problem.path("errors")).hasSize(1);
        assertThat(problem.path("detail").stringValue())
                .matches("declined does not fit \\(expected: a list of the names of at most \\d+ facts\\)\\.");
        BadRequestTests.problem(ask("{}", ", \"declined\": \"team.size\""), 400, "bad-facts");
        BadRequestTests.problem(ask("{}", " ".repeat(256 * 1024)), 413, "too-large");
        BadRequestTests.problem(api.post(INTERVIEW, "[]"), 400, "bad-json");
        JsonNode limit =
                BadRequestTests.problem(api.post(INTERVIEW + "?limit=0", "{\"facts\": {}}"), 400, "bad-parameter");
        assertThat(limit.path("detail").stringValue())
                .isEqualTo("limit is 0 (expected: a whole number from 1 to 500).");
    }

    @Test
    void endsWithTheOutcomeOfAllFactsTogether() throws IOException {
        List<Integer> answered = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (String team : some(HiringTeams.names())) {
            ObjectNode known = HiringTeams.facts(team);
            ObjectNode told = JsonMapper.shared().createObjectNode();
            ArrayNode declined = JsonMapper.shared().createArrayNode();
            int answers = 0;
            JsonNode step = step(told, declined);
            while (!step.path("questions").isEmpty()) {
                String path = step.at("/questions/0/fact").stringValue();
                JsonNode answer = known.at("/" + path.replace('.', '/'));
                if (answer.isMissingNode() || answer.isNull()) {
                    declined.add(path);
                } else {
                    told.withObject("/" + path.split("\\.")[0]).set(path.split("\\.")[1], answer);
                    answers++;
                }
                step = step(told, declined);
            }
            answered.add(answers);
            asked.add(answers + declined.size());
            String outcome = step(known, declined).path("outcome").stringValue();
            assertThat(step.path("outcome").stringValue()).as(team).isEqualTo(outcome);
            assertThat(step.path("settledAsAsked").booleanValue()).as(team).isTrue();
        }
        System.out.println("InterviewApiTests: " + answered.size() + " teams; median of questions answered "
                + median(answered) + ", of questions " + median(asked));
        assertThat(median(answered)).isLessThanOrEqualTo(FEW);
    }

    private JsonNode step(ObjectNode told, ArrayNode declined) {
        Reply reply = api.post(INTERVIEW + "?limit=1", "{\"facts\": " + told + ", \"declined\": " + declined + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    /** Of all of them, and not of those alone that come first. */
    private static List<String> some(List<String> names) {
        int every = Math.max(1, names.size() / INTERVIEWS);
        return IntStream.range(0, names.size())
                .filter(i -> i % every == 0)
                .mapToObj(names::get)
                .limit(INTERVIEWS)
                .toList();
    }

    private static int median(List<Integer> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(0);
    }
}
