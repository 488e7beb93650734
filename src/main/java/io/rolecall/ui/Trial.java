package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts, tried against a draft.
 *
 * @param facts as somebody wrote them
 * @param problem why there is no answer; null where there is one, or nothing was tried
 * @param errors where it is
 * @param tried the API's answer; null without one
 */
record Trial(
        String facts,
        @Nullable String problem,
        List<Map<String, Object>> errors,
        @Nullable Map<String, Object> tried) {

    static final Trial NONE = new Trial("{}", null, List.of(), null);

    private static final JsonMapper JSON = JsonMapper.shared();

    static Trial of(Api api, Editing editing, MultiValueMap<String, String> form) {
        String facts = Objects.requireNonNullElse(form.getFirst("facts"), NONE.facts);
        return switch (Objects.requireNonNullElse(form.getFirst("do"), "")) {
            case "take" -> example(api, editing.policy(), facts, form.getFirst("example"));
            case "record" -> recorded(api, facts, form.getFirst("record"));
            case "try" -> attempt(api, editing, facts);
            default -> new Trial(facts, null, List.of(), null);
        };
    }

    private static Trial example(Api api, String policy, String facts, @Nullable String id) {
        return Items.of(api.get("/v1/policies/{policy}/examples", policy)).stream()
                .filter(example -> Objects.equals(example.get("id"), id))
                .findFirst()
                .map(example -> written(Items.object(example, "facts")))
                .orElseGet(() -> failed(facts, "Choose an example first."));
    }

    private static Trial recorded(Api api, String facts, @Nullable String id) {
        if (id == null || id.isBlank()) {
            return failed(facts, "Write a record number first.");
        }
        try {
            return written(Items.object(api.get("/v1/recommendations/{id}", id.strip()), "facts"));
        } catch (ApiProblem problem) {
            return failed(facts, problem.detail());
        }
    }

    private static Trial attempt(Api api, Editing editing, String facts) {
        if (editing.draft().base() == 0) {
            return failed(facts, "Facts can be tried once the policy has a version: publish one first.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("base", editing.draft().base());
        body.put("files", editing.draft().files());
        try {
            JsonNode read = JSON.readTree(facts);
            body.put("facts", read);
            return new Trial(
                    facts,
                    null,
                    List.of(),
                    api.post(body, "/v1/policies/{policy}/trials", editing.policy())
                            .json());
        } catch (JacksonException e) {
            return failed(facts, "The facts are no JSON: " + e.getOriginalMessage());
        } catch (ApiProblem problem) {
            return new Trial(
                    facts,
                    problem.kind().equals("policy-refused")
                            ? "The draft cannot answer yet: mend what the findings say first."
                            : problem.title(),
                    problem.kind().equals("policy-refused") ? List.of() : problem.errors(),
                    null);
        }
    }

    private static Trial written(Map<String, Object> facts) {
        return new Trial(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts), null, List.of(), null);
    }

    private static Trial failed(String facts, String problem) {
        return new Trial(facts, problem, List.of(), null);
    }
}
