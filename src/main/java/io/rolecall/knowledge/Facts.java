package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A situation: what a request states, checked against a policy's facts. What it does not state is unknown. */
public final class Facts {

    /** What stands in the place of a value that is not shown. */
    public static final String MASKED = "[masked]";

    private final JsonNode received;
    private final List<FactType> types;

    // Which fields are kept out of what is shown, whether they are stated or not.
    private final Set<String> hidden;

    // By type, then by field; null is unknown, an enum constant is its position.
    private final @Nullable Object[][] values;

    Facts(JsonNode received, List<FactType> types, @Nullable Object[][] values) {
        this(received, types, values, Set.of());
    }

    private Facts(JsonNode received, List<FactType> types, @Nullable Object[][] values, Set<String> hidden) {
        this.received = received;
        this.types = types;
        this.values = values;
        this.hidden = hidden;
    }

    /**
     * The same facts, of which some are shown nowhere: an evaluation knows their values and tells {@code "[masked]"} instead. What
     * is not stated stays unknown.
     *
     * @param paths such as {@code team.size}; others than the policy's count for nothing
     */
    public Facts masked(Set<String> paths) {
        boolean stated = false;
        ObjectNode shown = (ObjectNode) received.deepCopy();
        for (FactType type : types) {
            for (Field field : type.fields()) {
                if (type.asked() && paths.contains(field.path()) && values[type.number()][field.number()] != null) {
                    stated = true;
                    ((ObjectNode) shown.path(type.member())).put(field.name(), MASKED);
                }
            }
        }
        return stated ? new Facts(shown, types, values, paths) : this;
    }

    Set<String> hidden() {
        return hidden;
    }

    /** Every field that is stated and not shown. */
    public List<String> masked() {
        List<String> masked = new ArrayList<>();
        for (FactType type : types) {
            for (Field field : type.fields()) {
                if (hidden.contains(field.path()) && values[type.number()][field.number()] != null) {
                    masked.add(field.path());
                }
            }
        }
        return masked;
    }

    /** As it came, member for member, but for what is masked. */
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
