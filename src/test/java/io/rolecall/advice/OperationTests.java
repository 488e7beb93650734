package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.RunningService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What an operator sees, on a port of its own. */
@ExtendWith(OutputCaptureExtension.class)
class OperationTests extends RunningService {

    private static final String ACCEPTED = "{\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}}";

    @Test
    void measuresEachRecommendation() {
        String labels = "{outcome=\"none\",policy=\"hiring\",status=\"UNDECIDED\"}";
        api.hiring("{}");
        double before = metric("rolecall_recommendations_total" + labels);
        double fired = metric("rolecall_rule_fired_total{policy=\"hiring\",rule=\"A model was accepted\"}");
        double evaluated = metric("rolecall_evaluation_seconds_count");
        double appended = metric("rolecall_audit_append_seconds_count");
        api.hiring("{}");
        api.hiring(ACCEPTED);
        assertThat(metric("rolecall_recommendations_total" + labels)).isEqualTo(before + 1);
        assertThat(metric("rolecall_rule_fired_total{policy=\"hiring\",rule=\"A model was accepted\"}"))
                .isEqualTo(fired + 1);
        assertThat(metric("rolecall_evaluation_seconds_count")).isEqualTo(evaluated + 2);
        assertThat(metric("rolecall_audit_append_seconds_count")).isEqualTo(appended + 2);
    }

    @Test
    void saysWhichVersionIsLive() {
        String digest = api.get("/v1/policies/hiring").json().path("digest").stringValue();
        assertThat(metric("rolecall_policy_info{digest=\"" + digest + "\",policy=\"hiring\",version=\"1\"}"))
                .isEqualTo(1);
        assertThat(metric("rolecall_policy_age_seconds{policy=\"hiring\"}")).isPositive();
    }

    @Test
    void writesOneLineARecommendation(CapturedOutput output) {
        String id = api.hiring("{}").json().path("id").stringValue();
        assertThat(output.getOut().lines().filter(line -> line.contains(id)))
                .singleElement()
                .asString()
                .contains("policy=\"hiring\"", "version=\"1\"", "status=\"UNDECIDED\"", "micros=");
    }

    @Test
    void isAliveAndReady() {
        assertThat(status("liveness")).isEqualTo("200 UP");
        assertThat(status("readiness")).isEqualTo("200 UP");
        JsonNode parts = management.get("/actuator/health/readiness").json().path("components");
        assertThat(parts.propertyNames()).contains("policies", "audit");
    }

    private String status(String group) {
        var reply = management.get("/actuator/health/" + group);
        return reply.status() + " " + reply.json().path("status").stringValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/info", "/actuator/prometheus"})
    void keepsTheOperatorsPathsOffTheApi(String path) {
        assertThat(management.get(path).status()).isEqualTo(200);
        BadRequestTests.problem(api.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "heapdump", "loggers", "metrics", "shutdown", "configprops", "threaddump"})
    void showsNothingElse(String endpoint) {
        assertThat(management.get("/actuator/" + endpoint).status()).isEqualTo(404);
        assertThat(management.get("/actuator").json().path("_links").propertyNames())
                .allMatch(name -> List.of("self", "health", "health-path", "info", "prometheus")
                        .contains(name));
    }

    @Test
    void answersNoApiOnTheOperatorsPort() {
        assertThat(management.get("/v1/policies").status()).isEqualTo(404);
    }

    private double metric(String series) {
        return management
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
