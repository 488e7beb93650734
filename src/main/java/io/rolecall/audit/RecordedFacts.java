package io.rolecall.audit;

import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked once, to be asked again.
 *
 * @param failed whether it got no answer, because its evaluation was stopped
 * @param masked whether some of it was kept out of the record
 */
public record RecordedFacts(boolean failed, boolean masked, JsonNode facts) {

    private static final Set<String> MEMBERS = Set.of("status", "masked", "facts", "reference", "pinned");

    /** @param answer as it was sent, or the members of it that count here */
    public static RecordedFacts of(JsonNode answer) {
        return new RecordedFacts(
                answer.path("status").asString("").equals(Entry.FAILED),
                !answer.path("masked").isEmpty(),
                answer.path("facts"));
    }

    /** The few members of an answer that say what was asked. All that was answered is read over, which takes most of the time. */
    static ObjectNode members(byte[] answer, JsonMapper json) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        try (JsonParser in = json.createParser(answer)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (MEMBERS.contains(name)) {
                    members.set(name, in.readValueAsTree());
                } else {
                    in.skipChildren();
                }
            }
        }
        return members;
    }
}
