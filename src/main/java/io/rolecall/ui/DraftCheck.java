package io.rolecall.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API says of a draft.
 *
 * @param findings what is wrong, without the scenarios that fail
 * @param scenarios those that fail first; none where the draft cannot answer
 * @param ran whether the scenarios could run
 * @param outdated whether there is a newer version than the draft's base
 */
record DraftCheck(
        List<Map<String, Object>> findings, List<Map<String, Object>> scenarios, boolean ran, boolean outdated) {

    private static final String FAILED = "scenario-failed";
    private static final String FILES = "/files/";

    /** @param file what stands for the draft where it changes nothing: the API wants some file */
    static DraftCheck of(Api api, String policy, Draft draft, String file, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("base", draft.base());
        body.put("files", draft.isEmpty() ? Map.of(file, text) : draft.files());
        try {
            Map<String, Object> checked = api.post(body, "/v1/policies/{policy}/versions?dryRun=true", policy)
                    .json();
            return new DraftCheck(
                    Items.list(Items.object(checked, "check"), "findings").stream()
                            .filter(finding -> !FAILED.equals(finding.get("code")))
                            .toList(),
                    failingFirst(Items.list(checked, "scenarios")),
                    true,
                    false);
        } catch (ApiProblem problem) {
            return of(problem);
        }
    }

    static DraftCheck of(ApiProblem problem) {
        if (problem.kind().equals("outdated-base")) {
            return new DraftCheck(List.of(), List.of(), false, true);
        }
        if (problem.errors().isEmpty()) {
            return new DraftCheck(
                    List.of(Map.of("severity", "ERROR", "message", problem.detail())), List.of(), false, false);
        }
        return new DraftCheck(problem.errors().stream().map(DraftCheck::placed).toList(), List.of(), false, false);
    }

    /** What is wrong with a file itself has a pointer into the request instead of a place. */
    private static Map<String, Object> placed(Map<String, Object> error) {
        Map<String, Object> finding = new LinkedHashMap<>(error);
        finding.putIfAbsent("severity", "ERROR");
        if (error.get("pointer") instanceof String pointer && pointer.startsWith(FILES)) {
            finding.put(
                    "file", pointer.substring(FILES.length()).replace("~1", "/").replace("~0", "~"));
        }
        return finding;
    }

    private static List<Map<String, Object>> failingFirst(List<Map<String, Object>> scenarios) {
        List<Map<String, Object>> sorted = new ArrayList<>(scenarios);
        sorted.sort(Comparator.comparing(scenario -> Boolean.TRUE.equals(scenario.get("passed"))));
        return sorted;
    }

    /** How many scenarios do not do what they say. */
    public long failing() {
        return scenarios.stream()
                .filter(scenario -> !Boolean.TRUE.equals(scenario.get("passed")))
                .count();
    }

    /** In one sentence. */
    public String said() {
        if (outdated) {
            return "Not checked: there is a newer version.";
        }
        String found = findings.isEmpty() ? "No findings" : Words.counted(findings.size(), "finding");
        if (!ran) {
            return found + ".";
        }
        return found + ", "
                + (failing() == 0
                        ? "all " + scenarios.size() + " scenarios pass."
                        : failing() + " of " + scenarios.size() + " scenarios fail.");
    }
}
