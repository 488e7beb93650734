package io.rolecall.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A part of a recorded answer. What was not recorded, because the answer is older than the member, is empty. */
record Part(JsonNode json) {

    String text(String member) {
        return json.path(member).asString("");
    }

    @Nullable
    String textOrNull(String member) {
        JsonNode found = json.path(member);
        return found.isString() ? found.stringValue() : null;
    }

    int number(String member) {
        return json.path(member).asInt(0);
    }

    boolean flag(String member) {
        return json.path(member).asBoolean(false);
    }

    List<String> texts(String member) {
        return stream(member).map(one -> one.asString("")).toList();
    }

    List<Part> parts(String member) {
        return stream(member).map(Part::new).toList();
    }

    /** By name, as JSON carries them; null is unknown. */
    Map<String, @Nullable Object> values(String member) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.path(member).properties().forEach(one -> values.put(one.getKey(), value(one.getValue())));
        return values;
    }

    private Stream<JsonNode> stream(String member) {
        return StreamSupport.stream(json.path(member).spliterator(), false);
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        } else if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isString() ? value.stringValue() : null;
    }
}
