package io.rolecall.advice;

import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.ValueType;
import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import io.rolecall.policy.Policy;
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
        if (type.isNumber()) {
            bound(schema, "minimum", field.min(), type == Simple.INTEGER ? (double) Integer.MIN_VALUE : null);
            bound(schema, "maximum", field.max(), type == Simple.INTEGER ? (double) Integer.MAX_VALUE : null);
        }
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

    private static void bound(
            ObjectNode schema,
            String name,
            @org.jspecify.annotations.Nullable Double written,
            @org.jspecify.annotations.Nullable Double widest) {
        Double bound = written == null ? widest : written;
        if (bound == null) {
            return;
        }
        if (bound == Math.rint(bound) && Math.abs(bound) < 1e15) {
            schema.put(name, bound.longValue());
        } else {
            schema.put(name, bound);
        }
    }

    private static String name(ValueType type) {
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
