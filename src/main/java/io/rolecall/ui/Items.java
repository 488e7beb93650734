package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts of an answer of the API. */
final class Items {

    private Items() {}

    /** What a list holds. */
    static List<Map<String, Object>> of(Map<String, Object> page) {
        return list(page, "items");
    }

    /** Empty where there is none. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> object, String member) {
        return object.get(member) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }

    /** Empty where there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Map<String, Object> object, String member) {
        return object.get(member) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Texts; empty where there are none. */
    static List<String> texts(Map<String, Object> object, String member) {
        return object.get(member) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What the API always gives. */
    static String text(Map<String, Object> object, String member) {
        return Objects.requireNonNull(optional(object, member), member);
    }

    /** What the API always gives. */
    static Number number(Map<String, Object> object, String member) {
        return (Number) Objects.requireNonNull(object.get(member), member);
    }

    static @Nullable String optional(Map<String, Object> object, String member) {
        Object value = object.get(member);
        return value == null ? null : value.toString();
    }
}
