package io.rolecall.knowledge;

import io.rolecall.knowledge.ValueType.EnumType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A situation that nobody stated: facts supposed in order to see what a policy makes of them. Never changes. */
public final class Supposition {

    private final Rulebook rulebook;

    // By type, then by field, as in Facts.
    private final @Nullable Object[][] values;

    private Supposition(Rulebook rulebook, @Nullable Object[][] values) {
        this.rulebook = rulebook;
        this.values = values;
    }

    /** Everything is unknown. */
    public static Supposition nothing(Rulebook rulebook) {
        @Nullable Object[][] values = new Object[rulebook.types().size()][];
        for (FactType type : rulebook.types()) {
            values[type.number()] = new Object[type.fields().size()];
        }
        return new Supposition(rulebook, values);
    }

    /** What was stated. */
    static Supposition of(Rulebook rulebook, Facts facts) {
        Supposition supposed = nothing(rulebook);
        for (FactType type : rulebook.types()) {
            for (Field field : type.fields()) {
                supposed.values[type.number()][field.number()] = facts.get(type.number(), field.number());
            }
        }
        return supposed;
    }

    /** @param value one of the question's; null for unknown */
    public Supposition with(Question question, @Nullable Object value) {
        return with(question.type(), question.field(), value);
    }

    Supposition with(FactType type, Field field, @Nullable Object value) {
        @Nullable Object[][] changed = values.clone();
        changed[type.number()] = values[type.number()].clone();
        changed[type.number()][field.number()] = value;
        return new Supposition(rulebook, changed);
    }

    /** What another supposes, too, and where it says nothing, what this one does. */
    public Supposition and(Supposition other) {
        @Nullable Object[][] both = new Object[values.length][];
        for (int i = 0; i < values.length; i++) {
            both[i] = values[i].clone();
            for (int j = 0; j < both[i].length; j++) {
                both[i][j] = other.values[i][j] == null ? both[i][j] : other.values[i][j];
            }
        }
        return new Supposition(rulebook, both);
    }

    public @Nullable Object get(Question question) {
        return get(question.type(), question.field());
    }

    @Nullable
    Object get(FactType type, Field field) {
        return values[type.number()][field.number()];
    }

    /** As a request would state it. */
    public Facts facts() {
        return new Facts(given(), rulebook.types(), values);
    }

    /** The {@code given} of a scenario. */
    public ObjectNode given() {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        for (FactType type : rulebook.asked()) {
            ObjectNode fact = JsonNodeFactory.instance.objectNode();
            for (Field field : type.fields()) {
                Object value = get(type, field);
                if (value != null) {
                    fact.set(field.name(), json(value, field.type()));
                }
            }
            if (!fact.isEmpty()) {
                given.set(type.member(), fact);
            }
        }
        return given;
    }

    private static JsonNode json(Object value, ValueType type) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (type instanceof EnumType declared) {
            return nodes.stringNode(declared.constants().get((Integer) value));
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        return value instanceof Double number ? nodes.numberNode(number) : nodes.stringNode((String) value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Supposition supposition && Arrays.deepEquals(values, supposition.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }
}
