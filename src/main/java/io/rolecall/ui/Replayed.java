package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of answering again.
 *
 * @param version that answered
 * @param own whether it is the one that gave the recorded answer
 * @param refused why it cannot be done; null where it was
 * @param more how many differences are not shown
 */
record Replayed(
        String version,
        boolean own,
        @Nullable String refused,
        boolean identical,
        List<Difference> differences,
        int more) {

    /** As JSON; null where there is nothing. */
    record Difference(
            String pointer,
            @Nullable String recorded,
            @Nullable String replayed) {}

    static Replayed of(Api api, String id, String version, boolean own) {
        try {
            Map<String, Object> said = (own
                            ? api.send("POST", Map.of(), null, "/v1/recommendations/{id}/replay", id)
                            : api.send(
                                    "POST", Map.of(), null, "/v1/recommendations/{id}/replay?version={v}", id, version))
                    .json();
            return new Replayed(
                    version,
                    own,
                    null,
                    Objects.equals(said.get("identical"), true),
                    Items.list(said, "differences").stream()
                            .map(one -> new Difference(
                                    Items.text(one, "pointer"), json(one, "recorded"), json(one, "replayed")))
                            .toList(),
                    said.get("more") instanceof Integer more ? more : 0);
        } catch (ApiProblem problem) {
            return new Replayed(version, own, problem.detail(), false, List.of(), 0);
        }
    }

    private static @Nullable String json(Map<String, Object> difference, String member) {
        return difference.containsKey(member) ? JsonMapper.shared().writeValueAsString(difference.get(member)) : null;
    }
}
