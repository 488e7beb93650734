package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.knowledge.Messages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where two trees differ, place for place. */
final class Differences {

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /**
     * One place that differs; what is not there on one side is left out.
     *
     * @param pointer a JSON Pointer (RFC 6901)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Difference(
            String pointer,
            @Nullable JsonNode recorded,
            @Nullable JsonNode replayed) {}

    static List<Difference> between(JsonNode recorded, JsonNode replayed) {
        Differences differences = new Differences();
        differences.compare("", recorded, replayed);
        return differences.found;
    }

    private void compare(String pointer, @Nullable JsonNode recorded, @Nullable JsonNode replayed) {
        if (recorded == null || replayed == null) {
            found.add(new Difference(pointer, recorded, replayed));
        } else if (recorded.isObject() && replayed.isObject()) {
            Set<String> names = new LinkedHashSet<>(recorded.propertyNames());
            names.addAll(replayed.propertyNames());
            for (String name : names) {
                compare(pointer + Messages.pointer(name), recorded.get(name), replayed.get(name));
            }
        } else if (recorded.isArray() && replayed.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), replayed.size()); i++) {
                compare(pointer + "/" + i, recorded.get(i), replayed.get(i));
            }
        } else if (!recorded.equals(replayed)) {
            found.add(new Difference(pointer, recorded, replayed));
        }
    }
}
