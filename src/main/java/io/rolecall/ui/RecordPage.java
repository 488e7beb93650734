package io.rolecall.ui;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record as an auditor reads it.
 *
 * @param recorded as it was sent; of an erased one what stays: policy, time, status and outcome
 * @param erased when and why it was; null where it was not
 * @param trace which rules fired, in their order
 * @param held why and since when it may not be erased; null where it may
 * @param followUps what was done with it, the oldest first
 * @param versions of its policy, the newest first
 */
record RecordPage(
        String id,
        Map<String, Object> recorded,
        @Nullable String erased,
        List<Fired> trace,
        @Nullable Map<String, Object> held,
        List<Map<String, Object>> followUps,
        List<Map<String, Object>> versions,
        OutcomeTitles titles) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNKNOWN = "Not known";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * A step of the trace.
     *
     * @param inserted which facts the rule added
     * @param origin who stands behind the rule; null where nobody knows
     */
    record Fired(
            Object step,
            String phase,
            String rule,
            List<Read> read,
            List<String> inserted,
            @Nullable Map<String, Object> origin) {}

    /** @param answer in the words of the question */
    record Read(String question, String answer) {}

    static RecordPage of(Api api, String id) {
        Map<String, Object> recorded;
        String erased = null;
        try {
            recorded = api.get("/v1/recommendations/{id}?provenance=true", id);
        } catch (ApiProblem problem) {
            if (!problem.kind().equals("erased")) {
                throw problem;
            }
            erased = problem.detail();
            recorded = left(api, id);
        }
        String policy = Items.text(Items.object(recorded, "policy"), "name");
        OutcomeTitles titles = OutcomeTitles.of(api);
        boolean served = titles.policies().contains(policy);
        Questionnaire questions = served ? Questionnaire.of(api, policy) : Questionnaire.NONE;
        return new RecordPage(
                id,
                recorded,
                erased,
                trace(recorded, questions),
                held(api, id),
                Items.of(api.get("/v1/recommendations/{id}/follow-ups", id)),
                Items.of(api.get("/v1/policies/{policy}/versions", policy)),
                titles);
    }

    /** Of an erased one: what its entry in the log says, which the list can find it by. */
    private static Map<String, Object> left(Api api, String id) {
        Map<String, Object> proof = api.get("/v1/recommendations/{id}/proof", id);
        byte[] entry = Base64.getDecoder().decode(Items.text(proof, "entry"));
        Map<String, Object> said = JSON.readValue(new String(entry, StandardCharsets.UTF_8), OBJECT);
        Instant at = Instant.parse(Items.text(said, "t"));
        Map<String, Object> policy = Items.object(said, "policy");
        Map<String, Object> left = new LinkedHashMap<>(Items.of(api.get(
                        "/v1/recommendations?policy={policy}&from={from}&to={to}&limit=500",
                        Items.text(policy, "name"),
                        at,
                        at.plusMillis(1)))
                .stream()
                .filter(one -> id.equals(one.get("id")))
                .findFirst()
                .orElse(Map.of()));
        left.put("policy", policy);
        left.put("recordedAt", at.toString());
        return left;
    }

    private static @Nullable Map<String, Object> held(Api api, String id) {
        try {
            return api.get("/v1/recommendations/{id}/hold", id);
        } catch (ApiProblem problem) {
            if (problem.kind().equals("not-held")) {
                return null;
            }
            throw problem;
        }
    }

    private static List<Fired> trace(Map<String, Object> recorded, Questionnaire questions) {
        Map<String, Map<String, Object>> origins = Items.list(recorded, "provenance").stream()
                .collect(Collectors.toMap(one -> Items.text(one, "rule"), one -> one));
        return Items.list(recorded, "trace").stream()
                .map(fired -> new Fired(
                        Objects.requireNonNull(fired.get("step")),
                        Items.text(fired, "phase"),
                        Items.text(fired, "rule"),
                        read(Items.object(fired, "matched"), questions),
                        inserted(fired),
                        origins.get(Items.text(fired, "rule"))))
                .toList();
    }

    private static List<Read> read(Map<String, Object> matched, Questionnaire questions) {
        List<Read> read = new ArrayList<>();
        matched.forEach((path, value) ->
                read.add(new Read(questions.text(path), value == null ? UNKNOWN : questions.words(path, value))));
        return read;
    }

    /** Of each fact its name and its fields. */
    private static List<String> inserted(Map<String, Object> fired) {
        List<String> facts = new ArrayList<>();
        Items.list(fired, "inserted")
                .forEach(fact ->
                        fact.forEach((name, fields) -> facts.add(name + " " + JSON.writeValueAsString(fields))));
        return facts;
    }

    /** Who stands behind the rules that fired, by the version that last changed them; of each how many rules. */
    public Map<Map<String, Object>, Long> authors() {
        return trace.stream()
                .map(Fired::origin)
                .filter(Objects::nonNull)
                .map(origin -> {
                    Map<String, Object> version = new LinkedHashMap<>(origin);
                    version.remove("rule");
                    return version;
                })
                .collect(Collectors.groupingBy(origin -> origin, LinkedHashMap::new, Collectors.counting()));
    }

    public Map<String, Object> policy() {
        return Items.object(recorded, "policy");
    }

    public String headline() {
        String title = Items.optional(recorded, "title");
        return title != null
                ? title
                : titles.of(Items.text(policy(), "name"), recorded.get("status"), recorded.get("outcome"));
    }

    /** What was stated, as it was received. */
    public String facts() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Items.object(recorded, "facts"));
    }
}
