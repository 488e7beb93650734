package io.rolecall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A situation that shows what a finding means, as a scenario that can be pasted; only its facts where nothing comes out.
 *
 * @param given facts, as a request carries them
 * @param outcome what comes out of them now, {@code undecided} too; null where the evaluation is stopped
 */
record Witness(String name, JsonNode given, @Nullable String outcome) {

    /** Words that YAML takes for something else than a text. */
    private static final Set<String> NOT_PLAIN = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    /** As it stands in a file of scenarios. */
    List<String> yaml() {
        Stream<String> facts =
                Stream.of("- name: " + JsonMapper.shared().writeValueAsString(name), "  given: " + value(given));
        Stream<String> expected =
                outcome == null ? Stream.empty() : Stream.of("  expect: { outcome: " + outcome + " }");
        return Stream.concat(facts, expected).toList();
    }

    private static String value(JsonNode node) {
        if (!node.isObject()) {
            return node.isString() ? text(node.stringValue()) : node.toString();
        }
        List<String> members = new ArrayList<>();
        node.properties().forEach(member -> members.add(text(member.getKey()) + ": " + value(member.getValue())));
        return members.isEmpty() ? "{}" : "{ " + String.join(", ", members) + " }";
    }

    private static String text(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*") && !NOT_PLAIN.contains(text.toLowerCase(java.util.Locale.ROOT))
                ? text
                : JsonMapper.shared().writeValueAsString(text);
    }
}
