package io.rolecall.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which recorded recommendations somebody looks for; blank where it does not matter. The times are in UTC, with or without saying so:
 * a field for times in a browser knows no zone.
 *
 * @param cursor where the page before ended
 */
record RecordSearch(
        @Nullable String policy,
        @Nullable String outcome,
        @Nullable String rule,
        @Nullable String version,
        @Nullable String reference,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cursor) {

    private static final int PAGE = 25;

    Map<String, Object> find(Api api) {
        Map<String, String> asked = parts();
        asked.put("limit", String.valueOf(PAGE));
        asked.computeIfPresent("from", (name, time) -> instant(time));
        asked.computeIfPresent("to", (name, time) -> instant(time));
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/v1/recommendations");
        asked.forEach((name, value) -> path.queryParam(name, "{" + name + "}"));
        return api.get(path.build().toUriString(), asked.values().toArray());
    }

    /** Where the page after this one is. */
    String next(String cursor) {
        Map<String, String> asked = parts();
        asked.put("cursor", cursor);
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/audit");
        asked.forEach((name, value) -> path.queryParam(name, "{" + name + "}"));
        return path.encode().buildAndExpand(asked.values().toArray()).toUriString();
    }

    public boolean any() {
        return !parts().isEmpty();
    }

    /** As the field takes it: to the minute, and without a zone. */
    public String local(@Nullable String time) {
        return time == null ? "" : time.replaceFirst("(T\\d\\d:\\d\\d).*", "$1");
    }

    private static String instant(String time) {
        String plain = time.replaceFirst("Z$", "");
        return (plain.matches(".*T\\d\\d:\\d\\d") ? plain + ":00" : plain) + "Z";
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        add(parts, "policy", policy);
        add(parts, "outcome", outcome);
        add(parts, "rule", rule);
        add(parts, "version", version);
        add(parts, "reference", reference);
        add(parts, "from", from);
        add(parts, "to", to);
        add(parts, "cursor", cursor);
        return parts;
    }

    private static void add(Map<String, String> parts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            parts.put(name, value.strip());
        }
    }
}
