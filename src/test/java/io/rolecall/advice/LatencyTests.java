package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How long answers take in this replica, beside what Prometheus is told. */
class LatencyTests extends RunningService {

    private static long count(JsonNode latencies, String what) {
        return latencies.path(what).path("count").longValue();
    }

    @Test
    void measuresWhatIsAnsweredEvaluatedAndRecorded() {
        api.hiring("{}");
        JsonNode before = api.get("/v1/latencies").json();
        for (int i = 0; i < 3; i++) {
            api.hiring("{}");
        }
        JsonNode after = api.get("/v1/latencies").json();
        assertThat(after.path("windowSeconds").intValue()).isEqualTo(300);
        assertThat(Instant.parse(after.path("since").stringValue())).isBefore(Instant.now());
        for (String what : new String[] {"answering", "evaluating", "recording"}) {
            JsonNode latency = after.path(what);
            assertThat(count(after, what)).as(what).isGreaterThan(count(before, what));
            assertThat(latency.path("p50Millis").doubleValue()).as(what).isPositive();
            assertThat(latency.path("p99Millis").doubleValue())
                    .as(what)
                    .isGreaterThanOrEqualTo(latency.path("p50Millis").doubleValue())
                    .isLessThan(60_000);
            assertThat(latency.path("maxMillis").doubleValue()).as(what).isPositive();
        }
    }

    @Test
    void measuresWhatIsAskedThroughAPage() {
        long before = count(api.get("/v1/latencies").json(), "answering");
        int status = api.send(
                        "POST",
                        "/adviser/hiring/recommendation",
                        BodyPublishers.ofString("key=" + UUID.randomUUID()),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Accept",
                        "text/html")
                .status();
        assertThat(status).isEqualTo(303);
        assertThat(count(api.get("/v1/latencies").json(), "answering")).isGreaterThan(before);
    }

    private long refused(String method, String path, int status) {
        for (JsonNode each : api.get("/v1/latencies").json().path("refused")) {
            if (each.path("method").stringValue().equals(method)
                    && each.path("path").stringValue().equals(path)
                    && each.path("status").intValue() == status) {
                return each.path("count").longValue();
            }
        }
        return 0;
    }

    @Test
    void countsWhatWasRefused() {
        String asked = "/v1/policies/{policy}/recommendations";
        long bad = refused("POST", asked, 400);
        long unknown = refused("POST", asked, 404);
        long entries = refused("GET", "/v1/audit/entries", 400);
        api.hiring("{\"models\": 1}");
        api.hiring("{\"models\": 2}");
        api.post("/v1/policies/nothing/recommendations", "{\"facts\": {}}");
        api.get("/v1/audit/entries?from=-1");
        api.get("/nothing");
        assertThat(refused("POST", asked, 400)).isEqualTo(bad + 2);
        assertThat(refused("POST", asked, 404)).isEqualTo(unknown + 1);
        assertThat(refused("GET", "/v1/audit/entries", 400)).isEqualTo(entries + 1);
        assertThat(api.get("/v1/latencies").json().path("refused"))
                .allMatch(each -> each.path("path").stringValue().startsWith("/v1/"));
    }

    @Test
    void addsNothingToWhatPrometheusReads() {
        api.hiring("{}");
        String series = management.get("/actuator/prometheus").text();
        assertThat(series).doesNotContain("quantile=", "le=\"3600.0\"");
        assertThat(series)
                .contains("rolecall_evaluation_seconds_bucket{le=", "rolecall_audit_append_seconds_bucket{le=");
    }
}
