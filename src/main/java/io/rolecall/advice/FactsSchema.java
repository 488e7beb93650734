package io.rolecall.advice;

import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.ValueType;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import io.rolecall.policy.Policy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a policy's asked facts as a JSON Schema. What it accepts, a request may state; null is unknown. */
final class FactsSchema {

    private FactsSchema() {}

    static ObjectNode of(Policy policy, int version) {
        ObjectNode schema = object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:rolecall:policy:" + policy.name() + ":" + version + ":facts");
        schema.put("title", policy.about().title());
        ObjectNode facts = members(schema);
        for (FactType type : policy.base().rulebook().asked()) {
            ObjectNode fact = facts.putObject(type.member());
            fact.put("title", type.title());
            ObjectNode fields = members(fact);
            type.fields().forEach(field -> fields.set(field.name(), field(field)));
            fact.putArray("type").add("object").add("null");
        }
        return schema;
    }

    private static ObjectNode members(ObjectNode schema) {
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        return schema.putObject("properties");
    }

    private static ObjectNode field(Field field) {
        ObjectNode schema = object();
        if (field.ask() != null) {
            schema.put("title", field.ask());
        }
        if (field.why() != null) {
            schema.put("description", field.why());
        }
        if (field.type() instanceof EnumType declared) {
            options(schema, declared);
            return schema;
        }
        Simple type = (Simple) field.type();
        schema.putArray("type").add(name(type)).add("null");
        bound(schema, "minimum", minimum(field));
        bound(schema, "maximum", maximum(field));
        if (type == Simple.TEXT) {
            schema.put("maxLength", field.maxLength());
        }
        return schema;
    }

    private static void options(ObjectNode schema, EnumType declared) {
        ArrayNode options = schema.putArray("oneOf");
        for (int i = 0; i < declared.constants().size(); i++) {
            options.addObject()
                    .put("const", declared.constants().get(i))
                    .put("title", declared.labels().get(i));
        }
        options.addObject().putNull("const").put("title", "Not known");
    }

    private static void bound(ObjectNode schema, String name, @Nullable Number bound) {
        if (bound instanceof Long whole) {
            schema.put(name, whole);
        } else if (bound != null) {
            schema.put(name, bound.doubleValue());
        }
    }

    /** The smallest number that may be stated; null where there is no limit, or it is no number. */
    static @Nullable Number minimum(Field field) {
        return bound(field, field.min(), Integer.MIN_VALUE);
    }

    /** The largest one. */
    static @Nullable Number maximum(Field field) {
        return bound(field, field.max(), Integer.MAX_VALUE);
    }

    private static @Nullable Number bound(Field field, @Nullable Double written, double widest) {
        if (written == null) {
            return field.type() == Simple.INTEGER ? (Number) (long) widest : null;
        }
        boolean whole = written == Math.rint(written) && Math.abs(written) < 1e15;
        return whole ? (Number) written.longValue() : written;
    }

    /** In the words of JSON Schema. */
    static String name(ValueType type) {
        return switch ((Simple) type) {
            case BOOLEAN -> "boolean";
            case INTEGER -> "integer";
            case DOUBLE -> "number";
            case TEXT -> "string";
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
