package io.rolecall.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded recommendation with all that can be said of it.
 *
 * @param recorded as it was sent
 * @param explanation in full; empty where there is none
 * @param chart null where no scores were made
 * @param graph null where the answer cannot be made again
 * @param changes what would change it; empty where that cannot be found out
 * @param firmness which weight or number would tip it; empty where that cannot be found out
 * @param guides what to do with the advice
 * @param followUps what was done with it, the oldest first
 * @param titles of outcomes and leanings, by id
 * @param outcomes there are under the live version, by id
 * @param missing why some of this is not there
 */
record RecommendationPage(
        Map<String, Object> recorded,
        Map<String, Object> explanation,
        @Nullable ScoreChart chart,
        @Nullable ReasonGraph graph,
        Map<String, Object> changes,
        Map<String, Object> firmness,
        List<Map<String, Object>> guides,
        List<Map<String, Object>> followUps,
        Map<String, String> titles,
        Map<String, String> outcomes,
        Questionnaire questions,
        List<String> missing) {

    static RecommendationPage of(Api api, String id) {
        Map<String, Object> recorded = api.get("/v1/recommendations/{id}", id);
        String policy = Items.text(Items.object(recorded, "policy"), "name");
        Parts parts = new Parts(api);
        Map<String, Object> explanation = parts.get("/v1/recommendations/{id}/explanation?detail=full", id);
        Map<String, Object> about = parts.get("/v1/policies/{policy}", policy);
        Map<String, String> titles = titles(recorded, explanation, about);
        Questionnaire questions = about.isEmpty() ? Questionnaire.NONE : Questionnaire.of(api, policy);
        Map<String, Object> again = parts.get("/v1/recommendations/{id}?graph=true", id);
        List<Map<String, Object>> scores = Items.list(recorded, "scores");
        return new RecommendationPage(
                recorded,
                explanation,
                scores.isEmpty() ? null : ScoreChart.of(scores, Items.list(recorded, "signals"), titles),
                again.isEmpty()
                        ? null
                        : ReasonGraph.of(Items.object(again, "graph"), node -> words(node, titles, questions)),
                again.isEmpty() ? Map.of() : parts.get("/v1/recommendations/{id}/changes?limit=20", id),
                again.isEmpty() ? Map.of() : parts.get("/v1/recommendations/{id}/sensitivity", id),
                Items.texts(recorded, "guides").stream()
                        .map(guide -> parts.get("/v1/policies/{policy}/guides/{guide}", policy, guide))
                        .filter(guide -> !guide.isEmpty())
                        .toList(),
                Items.of(api.get("/v1/recommendations/{id}/follow-ups", id)),
                titles,
                Titles.outcomes(about),
                questions,
                parts.missing);
    }

    /** What may not be there any more, such as a guide of a version that is long gone: the rest is shown without it. */
    private static final class Parts {

        private final Api api;
        private final List<String> missing = new ArrayList<>();

        private Parts(Api api) {
            this.api = api;
        }

        private Map<String, Object> get(String template, Object... values) {
            try {
                return api.get(template, values);
            } catch (ApiProblem problem) {
                missing.add(problem.detail());
                return Map.of();
            }
        }
    }

    /** Of outcomes and leanings, by their ids: those of the recorded version come first. */
    private static Map<String, String> titles(
            Map<String, Object> recorded, Map<String, Object> explanation, Map<String, Object> about) {
        Map<String, String> titles = Titles.of(about);
        List<Map<String, Object>> scores = Items.list(recorded, "scores");
        List<Map<String, Object>> named = Items.list(explanation, "scores");
        for (int i = 0; i < Math.min(scores.size(), named.size()); i++) {
            titles.put(Items.text(scores.get(i), "leaning"), Items.text(named.get(i), "leaning"));
        }
        String outcome = Items.optional(recorded, "outcome");
        if (outcome != null) {
            titles.put(outcome, Items.text(recorded, "title"));
        }
        return titles;
    }

    private static String words(Map<String, Object> node, Map<String, String> titles, Questionnaire questions) {
        String name = Items.text(node, "name");
        return switch (Items.text(node, "kind")) {
            case "FACT" -> questions.text(name) + " " + questions.words(name, node.get("value"));
            case "SCORE", "OUTCOME" -> titles.getOrDefault(name, name);
            default -> name;
        };
    }

    /** Its title; of an undecided one why there is none. */
    public String headline() {
        if (recorded.get("outcome") != null) {
            return Items.text(recorded, "title");
        }
        return switch (String.valueOf(recorded.get("reason"))) {
            case "CONFLICT" -> "No recommendation: the conclusions contradict each other";
            case "NO_CONCLUSION" -> "No recommendation: too little is known";
            default -> "No recommendation could be made";
        };
    }

    /** What a rule read, in words. */
    public List<Read> read(@Nullable Map<String, Object> facts) {
        return facts == null
                ? List.of()
                : facts.entrySet().stream()
                        .map(fact -> new Read(
                                fact.getKey(),
                                questions.text(fact.getKey()),
                                questions.words(fact.getKey(), fact.getValue())))
                        .toList();
    }

    /** @param answer in the words of the question */
    record Read(String path, String question, String answer) {}

    /** What the visitor stated, in words. */
    public List<Read> stated() {
        List<Read> stated = new ArrayList<>();
        Items.object(recorded, "facts").forEach((fact, fields) -> {
            if (fields instanceof Map<?, ?> values) {
                values.forEach((field, value) -> {
                    String path = fact + "." + field;
                    stated.add(new Read(path, questions.text(path), questions.words(path, value)));
                });
            }
        });
        return stated;
    }

    /** The outcomes that were not recommended, by id. */
    public Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>(outcomes);
        others.remove(Titles.UNDECIDED);
        others.remove(String.valueOf(recorded.get("outcome")));
        return others;
    }

    /** The smallest set of changes for each outcome that was found. */
    public List<Map<String, Object>> smallest() {
        Map<Object, Map<String, Object>> first = new LinkedHashMap<>();
        Items.list(changes, "sets").forEach(set -> first.putIfAbsent(set.get("outcome"), set));
        return List.copyOf(first.values());
    }

    /** The other sets. */
    public List<Map<String, Object>> larger() {
        List<Map<String, Object>> rest = new ArrayList<>(Items.list(changes, "sets"));
        rest.removeAll(smallest());
        return rest;
    }

    /** A leaning's or outcome's title. */
    public String title(@Nullable Object id) {
        return id == null
                ? titles.getOrDefault(Titles.UNDECIDED, "")
                : titles.getOrDefault(id.toString(), id.toString());
    }
}
