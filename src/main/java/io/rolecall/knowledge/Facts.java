package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A situation: what a request states, checked against a policy's facts. What it does not state is unknown. */
public final class Facts {

    private final JsonNode received;
    private final List<FactType> types;

    // By type, then by field; null is unknown, an enum constant is its position.
    private final @Nullable Object[][] values;

    Facts(JsonNode received, List<FactType> types, @Nullable Object[][] values) {
        this.received = received;
        this.types = types;
        this.values = values;
    }

    /** As it came, member for member. */
    public JsonNode received() {
        return received;
    }

    /** Every asked field that is not stated: {@code models.live}. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        for (FactType type : types) {
            if (type.asked()) {
                for (Field field : type.fields()) {
                    if (values[type.number()][field.number()] == null) {
                        unknown.add(field.path());
                    }
                }
            }
        }
        return unknown;
    }

    @Nullable
    Object get(int type, int field) {
        return values[type][field];
    }
}
