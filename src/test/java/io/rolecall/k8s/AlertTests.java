package io.rolecall.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.StartedService;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts and dashboard ask for what a service really exports. What the alerts do with it, Prometheus' own {@code promtool} shows
 * where it is found; with {@code -Drolecall.promtool=required} it has to be.
 */
class AlertTests {

    private static final Path ALERTS = Path.of("k8s/monitoring/alerts.yaml");
    private static final Path CASES = Path.of("src/test/resources/io/rolecall/k8s/alerts.test.yaml");
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:rolecall|http|jvm|process|disk|system)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=");
    private static final Pattern SERIES = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");

    /** Prometheus adds these. */
    private static final Set<String> ADDED = Set.of("job", "namespace", "pod");

    @TempDir
    static Path temporary;

    /** The labels of each metric of a service to which something of everything has happened. */
    private static final Map<String, Set<String>> exported = new HashMap<>();

    @BeforeAll
    static void scrape() throws Exception {
        Path rules = temporary.resolve("rules");
        PolicyFolder.write(rules.resolve("sample"), PolicyFolder.files("sample", "wanted", "It is wanted."));
        PolicyFolder.write(rules.resolve("broken"), Map.of("policy.yaml", "name: broken\n"));
        try (StartedService service = StartedService.with(
                "rolecall.rules=" + rules,
                "rolecall.data=" + temporary.resolve("data"),
                "management.metrics.system.diskspace.paths=" + temporary.toAbsolutePath())) {
            Caller api = service.api();
            api.post(
                    "/v1/policies/sample/versions",
                    "{\"base\": 1, \"note\": \"None.\", \"files\": {\"signals/thing.drl\": \"package sample;\"}}");
            api.send(
                    "PUT",
                    "/v1/policies/sample/shadow",
                    BodyPublishers.ofString("{\"version\": 2, \"share\": 1}"),
                    "Content-Type",
                    "application/json");
            assertThat(api.post("/v1/policies/sample/recommendations", "{\"facts\": {\"thing\": {\"wanted\": true}}}")
                            .status())
                    .isEqualTo(201);
            Caller management = service.management();
            String text = management.get("/actuator/prometheus").text();
            for (int i = 0; i < 200 && !(text.contains("rolecall_shadow") && text.contains("_refused_")); i++) {
                Thread.sleep(50);
                text = management.get("/actuator/prometheus").text();
            }
            SERIES.matcher(text)
                    .results()
                    .forEach(series -> exported.computeIfAbsent(series.group(1), name -> new TreeSet<>())
                            .addAll(labels(series.group(2))));
        }
        assertThat(exported.get("disk_free_bytes")).containsExactly("path");
    }

    @Test
    void everyAlertAsksForWhatThereIs() throws IOException {
        for (Map<String, Object> alert : alerts()) {
            assertThat(missing((String) alert.get("expr"))).as(alert.toString()).isEmpty();
        }
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(Path.of("k8s/monitoring/dashboard.json")));
        List<JsonNode> targets = dashboard.findValues("expr");
        assertThat(targets).hasSizeGreaterThan(10);
        for (JsonNode target : targets) {
            assertThat(missing(target.stringValue())).as(target.stringValue()).isEmpty();
        }
        Set<String> shown = targets.stream()
                .flatMap(target -> METRIC.matcher(target.stringValue()).results())
                .map(found -> found.group(1).replaceAll("_bucket$", "_count"))
                .collect(Collectors.toSet());
        assertThat(shown)
                .containsAll(exported.keySet().stream()
                        .filter(name -> name.matches("rolecall_.*") && !name.matches(".*_(sum|bucket|max)"))
                        .toList());
    }

    @Test
    void everyAlertSaysWhatItMeansAndWhatToDo() throws IOException {
        String page = Files.readString(Path.of("k8s/README.md"));
        for (Map<String, Object> alert : alerts()) {
            assertThat((Map<?, ?>) alert.get("annotations"))
                    .as(alert.toString())
                    .hasSize(2);
            assertThat(page).contains("| `" + alert.get("alert") + "` |");
        }
    }

    @Test
    void prometheusTakesTheAlertsAndFiresThemWhenItShould() throws Exception {
        Path rules = temporary.resolve("alerts.yaml");
        Map<String, Map<String, Object>> object = new Yaml().load(Files.readString(ALERTS));
        Files.writeString(
                rules, new Yaml().dump(Map.of("groups", object.get("spec").get("groups"))));
        promtool("check", "rules", rules.toString());
        promtool(
                "test",
                "rules",
                Files.copy(CASES, temporary.resolve("cases.yaml")).toString());
        String cases = Files.readString(CASES);
        assertThat(alerts()).allMatch(alert -> cases.contains("alertname=\"" + alert.get("alert") + "\""));
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool;
        try {
            promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            String message =
                    "promtool was not found, so no alert was tried: install it (Debian: apt install prometheus).";
            if ("required".equals(System.getProperty("rolecall.promtool"))) {
                Assertions.fail(message);
            }
            System.err.println(message);
            Assumptions.abort(message);
            return;
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Map<String, Object>> object = new Yaml().load(Files.readString(ALERTS));
        List<Map<String, Object>> groups =
                (List<Map<String, Object>>) object.get("spec").get("groups");
        return (List<Map<String, Object>>) groups.get(0).get("rules");
    }

    /** Metrics that are not exported, and labels that they do not have. */
    private static List<String> missing(String expression) {
        List<String> missing = new ArrayList<>();
        Matcher metric = METRIC.matcher(expression);
        while (metric.find()) {
            Set<String> known = exported.get(metric.group(1));
            if (known == null) {
                missing.add(metric.group(1));
            } else {
                labels(metric.group(2)).stream()
                        .filter(label -> !known.contains(label) && !ADDED.contains(label))
                        .forEach(missing::add);
            }
        }
        return missing;
    }

    private static Set<String> labels(String selector) {
        return selector == null
                ? Set.of()
                : LABEL.matcher(selector.replaceAll("\"[^\"]*\"", ""))
                        .results()
                        .map((MatchResult label) -> label.group(1))
                        .collect(Collectors.toSet());
    }
}
