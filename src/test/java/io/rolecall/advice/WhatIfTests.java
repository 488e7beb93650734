package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller.Reply;
import io.rolecall.RunningService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What would have led to another answer, how firm it is, and what it hangs on. */
class WhatIfTests extends RunningService {

    private static final String TEAM = "churn-model-into-product";

    /** Its answer hangs on numbers, and on a weight. */
    private static final String CLOSE = "first-of-its-kind";

    private String advised() throws IOException {
        return advised(TEAM);
    }

    private String advised(String team) throws IOException {
        return api.hiring(HiringTeams.facts(team).toString()).header("Location");
    }

    @Test
    void saysWhatWouldHaveToBeDifferent() throws IOException {
        String location = advised();
        Reply reply = api.get(location + "/changes?limit=3");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Golden.check("changes.json", reply.json());
        assertThat(api.get(location + "/changes?limit=3").bytes()).isEqualTo(reply.bytes());
        Reply more = api.get(location + "/changes?limit=50&unknown=true&given=true");
        assertThat(more.json().path("sets")).hasSizeGreaterThan(5).hasSizeLessThanOrEqualTo(50);
        JsonNode searched = more.json().path("searched");
        assertThat(searched.path("complete").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(searched.path("situations").longValue()).isLessThanOrEqualTo(Alternatives.BUDGET);
        assertThat(api.get(location + "/changes").json().path("sets")).hasSizeLessThanOrEqualTo(Alternatives.USUAL);
    }

    @Test
    void leadsWhereItSays() throws IOException {
        JsonNode found =
                api.get(advised() + "/changes?unknown=true&outcome=NOT_YET").json();
        assertThat(found.path("outcome").stringValue()).isEqualTo("ML_ENGINEER_FIRST");
        assertThat(found.path("sets")).isNotEmpty();
        for (JsonNode set : found.path("sets")) {
            ObjectNode facts = HiringTeams.facts(TEAM);
            for (JsonNode change : set.path("changes")) {
                String[] path = change.path("fact").stringValue().split("\\.");
                assertThat(facts.path(path[0]).path(path[1]).asString(""))
                        .isEqualTo(change.path("from").asString(""));
                facts.withObject("/" + path[0]).set(path[1], change.path("to"));
            }
            assertThat(set.path("outcome").stringValue()).isEqualTo("NOT_YET");
            assertThat(api.hiring(facts.toString()).json().path("outcome").stringValue())
                    .isEqualTo("NOT_YET");
        }
    }

    @Test
    void saysHowFirmTheAnswerIs() throws IOException {
        String location = advised(CLOSE);
        Reply reply = api.get(location + "/sensitivity");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Golden.check("sensitivity.json", reply.json());
        assertThat(api.get(location + "/sensitivity").bytes()).isEqualTo(reply.bytes());
    }

    @Test
    void addsTheGraphToWhatWasRecorded() throws IOException {
        String location = advised(CLOSE);
        String recorded = api.get(location).text();
        String shown = api.get(location + "?graph=true").text();
        assertThat(shown).startsWith(recorded.substring(0, recorded.length() - 1) + ",\"graph\":{\"nodes\":[");
        assertThat(api.get(location + "?graph=true").text()).isEqualTo(shown);
        assertThat(api.get(location + "?graph=false").text()).isEqualTo(recorded);
        JsonNode both = api.get(location + "?graph=true&provenance=true").json();
        assertThat(both.path("provenance")).isNotEmpty();
        JsonNode graph = JsonMapper.shared().readTree(shown).path("graph");
        assertThat(both.path("graph")).isEqualTo(graph);
        Golden.check("graph.json", graph);
        Set<String> ids = new HashSet<>();
        graph.path("nodes").forEach(node -> ids.add(node.path("id").stringValue()));
        assertThat(ids).hasSize(graph.path("nodes").size());
        graph.path("edges")
                .forEach(edge -> assertThat(ids)
                        .contains(
                                edge.path("from").stringValue(), edge.path("to").stringValue()));
    }

    @Test
    void callsUndecidedAnOutcome() {
        String location = api.hiring("{}").header("Location");
        assertThat(api.get(location).json().path("outcome").isNull()).isTrue();
        assertThat(api.get(location + "/changes").json().path("outcome").stringValue())
                .isEqualTo("undecided");
        assertThat(api.get(location + "/sensitivity").text())
                .isEqualTo("{\"outcome\":\"undecided\",\"weights\":[],\"numbers\":[],\"proven\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0            | 400 | bad-parameter   | limit is 0 (expected: a whole number from 1 to 50).",
                "limit=51           | 400 | bad-parameter   | limit is 51 (expected: a whole number from 1 to 50).",
                "given=maybe        | 400 | bad-parameter   | given is \"maybe\" (expected: true or false).",
                "limits=5           | 400 | bad-parameter   | There is no parameter \"limits\" (expected: given, limit, outcome, unknown). Did you mean \"limit\"?",
                "outcome=undecided  | 404 | unknown-outcome | The policy \"hiring\" has no outcome \"undecided\" (expected: BOTH_TOGETHER, DATA_ANALYST_FIRST, DATA_ENGINEER_FIRST, DATA_SCIENTIST_FIRST, ML_ENGINEER_FIRST, NOT_YET, ONE_PERSON_BRIDGING)."
            })
    void saysWhatCanBeAskedFor(String query, int status, String type, String detail) {
        String location = api.hiring("{}").header("Location");
        JsonNode problem = BadRequestTests.problem(api.get(location + "/changes?" + query), status, type);
        assertThat(problem.path("detail").stringValue()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/changes", "/sensitivity", "?graph=true"})
    void knowsOnlyWhatIsRecorded(String call) throws IOException {
        BadRequestTests.problem(api.get("/v1/recommendations/x" + call), 404, "unknown-recommendation");
        String location = advised(CLOSE);
        api.send("DELETE", location + "/payload", BodyPublishers.noBody());
        BadRequestTests.problem(api.get(location + call), 410, "erased");
    }
}
