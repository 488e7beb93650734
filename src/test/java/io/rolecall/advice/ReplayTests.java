package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.Rolecall;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was answered is answered again, whatever has become of the folder and the process since. */
class ReplayTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SAMPLE = "/v1/policies/sample/recommendations";

    @TempDir
    Path temporary;

    private Path rules;
    private ConfigurableApplicationContext service;
    private Caller api;

    @BeforeEach
    void start() throws IOException {
        rules = temporary.resolve("rules");
        if (!Files.exists(rules)) {
            write("wanted", "First.");
        }
        service = SpringApplication.run(
                Rolecall.class,
                "--server.port=0",
                "--management.server.port=0",
                "--rolecall.rules=" + rules,
                "--rolecall.data=" + temporary.resolve("data"));
        api = new Caller(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void write(String field, String words) throws IOException {
        PolicyFolder.write(rules.resolve("sample"), PolicyFolder.files("sample", field, words));
    }

    private Reply ask(String field) {
        return api.post(SAMPLE, "{\"facts\": {\"thing\": {\"" + field + "\": true}}, \"reference\": \"R\"}");
    }

    private void change(String field, String words) throws Exception {
        write(field, words);
        long end = System.nanoTime() + 10_000_000_000L;
        while (!ask(field).text().contains(words)) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private Reply replay(Reply answer, String query) {
        return api.post(answer.header("Location") + "/replay" + query, "");
    }

    @Test
    void answersTheSameAfterAnyChangeAndAnyRestart() throws Exception {
        Map<String, Reply> answers = new LinkedHashMap<>();
        for (String words : List.of("First.", "Second.", "Third.", "Fourth.", "Fifth.", "Sixth.")) {
            change("wanted", words);
            answers.put(words, ask("wanted"));
        }
        change("needed", "Renamed.");
        identical(answers);
        stop();
        start();
        identical(answers);
        PolicyFolder.delete(rules.resolve("sample"));
        long end = System.nanoTime() + 10_000_000_000L;
        while (api.get("/v1/policies/sample").status() == 200 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        stop();
        start();
        assertThat(api.get("/v1/policies/sample").status()).isNotEqualTo(200);
        identical(answers);
    }

    private void identical(Map<String, Reply> answers) {
        answers.forEach((words, answer) -> {
            assertThat(answer.text()).contains(words);
            assertThat(replay(answer, "").text()).isEqualTo("{\"identical\":true}");
        });
    }

    @Test
    void showsWhatAnotherVersionSays() throws Exception {
        Reply first = ask("wanted");
        change("wanted", "Second.");
        Reply second = ask("wanted");
        assertThat(replay(first, "?version=1").text()).isEqualTo("{\"identical\":true}");
        assertThat(replay(first, "?version=2").text())
                .isEqualTo(
                        "{\"identical\":false,\"differences\":["
                                + "{\"pointer\":\"/signals/0/because\",\"recorded\":\"First.\",\"replayed\":\"Second.\"},"
                                + "{\"pointer\":\"/conclusions/0/because\",\"recorded\":\"First.\",\"replayed\":\"Second.\"}]}");
        assertThat(replay(second, "?version=1").json().path("differences")).hasSize(2);
        Files.delete(rules.resolve("sample/conclusions/thing.drl"));
        Files.writeString(rules.resolve("sample/conclusions/thing.drl"), "package sample;\n");
        long end = System.nanoTime() + 10_000_000_000L;
        while (!ask("wanted").text().contains("UNDECIDED") && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        JsonNode differences = replay(first, "?version=3").json().path("differences");
        List<String> pointers = new ArrayList<>();
        differences.forEach(each -> pointers.add(each.path("pointer").stringValue()));
        assertThat(pointers).contains("/status", "/outcome", "/reason", "/conclusions/0");
        JsonNode reason = differences.get(pointers.indexOf("/reason"));
        assertThat(reason.has("recorded")).isFalse();
        assertThat(reason.path("replayed").stringValue()).isEqualTo("NO_CONCLUSION");
        assertThat(replay(first, "").text()).isEqualTo("{\"identical\":true}");
    }

    @Test
    void saysWhyItCannot() throws Exception {
        Reply first = ask("wanted");
        change("needed", "Second.");
        JsonNode misfit = BadRequestTests.problem(replay(first, "?version=2"), 422, "not-replayable");
        assertThat(misfit.path("detail").stringValue())
                .startsWith("The facts do not fit version 2: /facts/thing/wanted: ");
        JsonNode unknown = BadRequestTests.problem(replay(first, "?version=7"), 404, "unknown-version");
        assertThat(unknown.path("detail").stringValue())
                .isEqualTo("There is no version 7 of the policy \"sample\" (expected: 1 to 2).");
        BadRequestTests.problem(replay(first, "?version=x"), 400, "bad-parameter");
        BadRequestTests.problem(api.post("/v1/recommendations/nothing/replay", ""), 404, "unknown-recommendation");
    }

    /** The whole hiring policy, in every situation that it is tested with. */
    @Test
    void answersEveryTeamTheSame() throws Exception {
        copy(Path.of("rules-drl/hiring"), rules.resolve("hiring"));
        stop();
        start();
        List<Reply> answers = new ArrayList<>();
        answers.add(api.hiring("{\"production\": {\"latencyTargetMs\": 1.5e2, \"peakRequestsPerSecond\": -0.0}}"));
        try (Stream<Path> teams = Files.list(Path.of("rules-drl/hiring/teams"))) {
            for (Path team : teams.sorted().toList()) {
                Object content = new Yaml().load(Files.readString(team));
                for (Object each : content instanceof List<?> list ? list : List.of(content)) {
                    answers.add(api.hiring(JSON.writeValueAsString(((Map<?, ?>) each).get("given"))));
                }
            }
        }
        assertThat(answers).hasSizeGreaterThan(5);
        Files.writeString(rules.resolve("hiring/policy.yaml"), "name: [");
        stop();
        start();
        assertThat(api.get("/v1/policies/hiring").json().at("/refused/findings"))
                .isNotEmpty();
        for (Reply answer : answers) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            assertThat(replay(answer, "").text()).isEqualTo("{\"identical\":true}");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
