package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each policy that is served calls its outcomes. */
record OutcomeTitles(Map<String, Map<String, String>> outcomes) {

    static final String FAILED = "Stopped before an answer";

    static OutcomeTitles of(Api api) {
        Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();
        for (Map<String, Object> one : Items.of(api.get("/v1/policies"))) {
            String policy = Items.text(one, "name");
            outcomes.put(policy, Titles.outcomes(api.get("/v1/policies/{policy}", policy)));
        }
        return new OutcomeTitles(outcomes);
    }

    public List<String> policies() {
        return List.copyOf(outcomes.keySet());
    }

    /** What came of it, in words. @param outcome of another version perhaps, which has only its id */
    public String of(String policy, @Nullable Object status, @Nullable Object outcome) {
        if (outcome != null) {
            return outcomes.getOrDefault(policy, Map.of()).getOrDefault(outcome.toString(), outcome.toString());
        }
        return "FAILED".equals(status) ? FAILED : Titles.WORD;
    }

    /** Where it stands among all; what is not known is last. */
    int place(String title) {
        List<String> all = outcomes.values().stream()
                .flatMap(policy -> policy.values().stream())
                .toList();
        return all.contains(title) ? all.indexOf(title) : all.size();
    }
}
