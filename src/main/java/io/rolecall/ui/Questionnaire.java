package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All questions of a policy, by the path of the fact. */
final class Questionnaire {

    private final Map<String, Ask> asks = new LinkedHashMap<>();

    /** Of a policy that is not served any more. */
    static final Questionnaire NONE = new Questionnaire();

    private Questionnaire() {}

    static Questionnaire of(Api api, String policy) {
        Questionnaire made = new Questionnaire();
        members(api.get("/v1/policies/{policy}/schema", policy)).forEach((fact, type) -> {
            String group = Objects.toString(type.get("title"), fact);
            members(type).forEach((field, schema) -> {
                String path = fact + "." + field;
                made.asks.put(path, Ask.of(path, group, schema));
            });
        });
        return made;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> members(Map<String, Object> schema) {
        return (Map<String, Map<String, Object>>) schema.getOrDefault("properties", Map.of());
    }

    @Nullable
    Ask find(String path) {
        return asks.get(path);
    }

    /** The question of a fact; of one that the policy no longer has, its name. */
    public String text(String path) {
        Ask ask = asks.get(path);
        return ask == null ? path : ask.text();
    }

    /** An answer in the words of its question. */
    public String words(String path, @Nullable Object value) {
        Ask ask = asks.get(path);
        return ask == null ? String.valueOf(value) : ask.words(value);
    }

    int size() {
        return asks.size();
    }
}
