package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.RunningService;
import io.rolecall.StartedService;
import io.rolecall.audit.Postgres;
import io.rolecall.serving.PolicyFolder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was recommended over time, counted in SQLite, and in PostgreSQL by two replicas. */
class StatisticsTests extends RunningService {

    @TempDir
    Path temporary;

    private Path rules() {
        return temporary.resolve("rules");
    }

    private StartedService replica(String url, String name) {
        return StartedService.with(
                "spring.datasource.url=" + url,
                "rolecall.audit.key=" + temporary.resolve("audit.key"),
                "rolecall.rules=" + rules(),
                "rolecall.data=" + temporary.resolve(name));
    }

    private static JsonNode ask(Caller api, String policy, boolean wanted) {
        return api.post(
                        "/v1/policies/" + policy + "/recommendations",
                        "{\"facts\": {\"thing\": {\"wanted\": " + wanted + "}}}")
                .json();
    }

    private static List<String> kinds(JsonNode statistics) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode bucket : statistics.path("buckets")) {
            for (JsonNode kind : bucket.path("counts")) {
                kinds.add(kind.path("policy").stringValue() + " "
                        + kind.path("status").stringValue() + " "
                        + kind.path("outcome").asString("none") + " "
                        + kind.path("count").intValue());
            }
        }
        return kinds;
    }

    @Test
    void isReadOutOfTheRecordByReplicasThatStartLater() throws Exception {
        Path sample = PolicyFolder.write(rules().resolve("sample"), PolicyFolder.files("sample", "wanted", "First."));
        PolicyFolder.write(rules().resolve("other"), PolicyFolder.files("other", "wanted", "Other."));
        String url = Postgres.shared().database();
        JsonNode all;
        try (StartedService first = replica(url, "first")) {
            Caller api = first.api();
            ask(api, "sample", true);
            ask(api, "sample", true);
            ask(api, "sample", false);
            String erased = ask(api, "other", true).path("id").stringValue();
            assertThat(api.send("DELETE", "/v1/recommendations/" + erased + "/payload", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);
            Path broken = Files.writeString(sample.resolve("broken.drl"), "rule");
            until(api, "refusals", 1);
            Files.delete(broken);
            PolicyFolder.write(sample, PolicyFolder.files("sample", "wanted", "Second."));
            all = until(api, "activations", 3);
        }
        assertThat(all.path("total").intValue()).as(all.toString()).isEqualTo(4);
        assertThat(all.path("policy").isNull()).isTrue();
        assertThat(kinds(all))
                .containsExactly("other RECOMMENDED X 1", "sample RECOMMENDED X 2", "sample UNDECIDED none 1");
        assertThat(all.at("/activations/0/policy").stringValue()).isEqualTo("sample");
        assertThat(all.at("/activations/0/version").intValue()).isEqualTo(2);
        assertThat(all.at("/refusals/0/policy").stringValue()).isEqualTo("sample");
        assertThat(all.at("/refusals/0/digest").stringValue()).startsWith("sha256:");
        assertThat(all.at("/refusals/0/findings").intValue()).isEqualTo(2);
        try (StartedService second = replica(url, "second")) {
            String span = "?step=1d&from=" + all.path("from").stringValue() + "&to="
                    + all.path("to").stringValue();
            assertThat(second.api().get("/v1/statistics" + span).json()).isEqualTo(all);
            JsonNode one =
                    second.api().get("/v1/statistics" + span + "&policy=other").json();
            assertThat(one.path("policy").stringValue()).isEqualTo("other");
            assertThat(kinds(one)).containsExactly("other RECOMMENDED X 1");
            assertThat(one.path("activations")).hasSize(1);
            assertThat(one.path("refusals")).isEmpty();
        }
    }

    /** In one bucket, so that it does not matter when the minute ends. */
    private static JsonNode until(Caller api, String list, int size) {
        String span = "?step=1d&from=" + Instant.now().minusSeconds(60) + "&to="
                + Instant.now().plusSeconds(60);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonNode found;
        do {
            found = api.get("/v1/statistics" + span).json();
        } while (found.path(list).size() < size && System.nanoTime() < end);
        assertThat(found.path(list)).as(found.toString()).hasSize(size);
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00:00Z, 2026-11-20T13:00:00Z, '', 1m, 60, 2026-11-20T12:00:00Z, 2026-11-20T13:00:00Z",
        "2026-11-20T12:00:30Z, 2026-11-20T13:00:30Z, '', 1m, 61, 2026-11-20T12:00:00Z, 2026-11-20T13:01:00Z",
        "2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z, '', 10m, 144, 2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z",
        "2026-11-13T05:30:00Z, 2026-11-20T05:30:00Z, '', 1h, 169, 2026-11-13T05:00:00Z, 2026-11-20T06:00:00Z",
        "2026-10-20T00:00:00Z, 2026-11-20T00:00:00Z, '', 6h, 124, 2026-10-20T00:00:00Z, 2026-11-20T00:00:00Z",
        "2026-05-20T00:00:00Z, 2026-11-20T00:00:00Z, '', 1d, 184, 2026-05-20T00:00:00Z, 2026-11-20T00:00:00Z",
        "2025-11-20T00:00:00Z, 2026-11-20T00:00:00Z, '', 7d, 53, 2025-11-17T00:00:00Z, 2026-11-23T00:00:00Z",
        "2026-11-20T12:00:00Z, 2026-11-20T13:00:00Z, 1h, 1h, 1, 2026-11-20T12:00:00Z, 2026-11-20T13:00:00Z"
    })
    void choosesAStep(String from, String to, String given, String step, int buckets, String begins, String ends) {
        JsonNode found = api.get("/v1/statistics?from=" + from + "&to=" + to + "&step=" + given)
                .json();
        assertThat(found.path("step").stringValue()).isEqualTo(step);
        assertThat(found.path("buckets")).hasSize(buckets);
        assertThat(found.at("/buckets/0/from").stringValue()).isEqualTo(begins);
        assertThat(found.path("from").stringValue()).isEqualTo(begins);
        assertThat(found.path("to").stringValue()).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step=2m | step is \"2m\" (expected: 1m, 10m, 1h, 6h, 1d, 7d, 28d).",
                "step=1m&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z | With step 1m there are 1440 buckets (expected: at most 200;",
                "from=2026-11-20T00:00:00Z&to=2026-11-20T00:00:00Z | from is 2026-11-20T00:00:00Z (expected: a time before to, 2026-11-20T00:00:00Z).",
                "from=1970-01-01T00:00:00Z&to=2026-01-01T00:00:00Z | Between from and to there are 20454 days (expected: at most 5600).",
                "from=-1000000000-01-01T00:00:00Z | from is -1000000000-01-01T00:00:00Z, to is ",
                "from=x | from is \"x\" (expected: a time such as 2026-11-01T00:00:00Z).",
                "version=1 | There is no parameter \"version\" (expected: from, policy, step, to)."
            })
    void saysWhatIsWrong(String query, String detail) {
        JsonNode problem = BadRequestTests.problem(api.get("/v1/statistics?" + query), 400, "bad-parameter");
        assertThat(problem.path("detail").stringValue()).startsWith(detail);
    }
}
