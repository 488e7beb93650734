package io.rolecall.knowledge;

import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the facts of a request, and says everything that is wrong with them at once. */
public final class FactReader {

    private static final int SHOWN = 60;

    private final Rulebook rulebook;
    private final List<Problem> problems = new ArrayList<>();

    private FactReader(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /**
     * One place in the facts that is wrong.
     *
     * @param pointer a JSON Pointer (RFC 6901) from the root of the request
     */
    public record Problem(String pointer, String message) {}

    /** Facts that do not fit the policy. */
    public static final class Refused extends RuntimeException {

        private final transient List<Problem> problems;

        Refused(List<Problem> problems) {
            super(problems.get(0).pointer() + ": " + problems.get(0).message(), null, false, false);
            this.problems = problems;
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * @param facts the request's {@code facts}
     * @param pointer where they stand in the request: {@code /facts}
     * @throws Refused where a fact, field or value is unknown, of the wrong type or out of range
     */
    public static Facts read(JsonNode facts, String pointer, Rulebook rulebook) {
        return new FactReader(rulebook).read(facts, pointer);
    }

    private Facts read(JsonNode facts, String pointer) {
        Object[][] values = new Object[rulebook.types().size()][];
        Map<String, FactType> asked = new LinkedHashMap<>();
        for (FactType type : rulebook.types()) {
            values[type.number()] = new Object[type.fields().size()];
            if (type.asked()) {
                asked.put(type.member(), type);
            }
        }
        if (facts.isObject()) {
            facts.properties().forEach(member -> {
                FactType type = asked.get(member.getKey());
                String at = pointer + Messages.pointer(member.getKey());
                if (type == null) {
                    unknown(at, "fact", member.getKey(), asked.keySet());
                } else {
                    fact(member.getValue(), type, values[type.number()], at);
                }
            });
        } else {
            problem(pointer, "The facts are given by name (expected: an object; found: " + kind(facts) + ").");
        }
        if (!problems.isEmpty()) {
            throw new Refused(List.copyOf(problems));
        }
        return new Facts(facts, rulebook.types(), values);
    }

    private void fact(JsonNode fact, FactType type, @Nullable Object[] values, String pointer) {
        if (fact.isNull()) {
            return;
        }
        if (!fact.isObject()) {
            problem(pointer, "\"" + type.member() + "\" has fields (expected: an object; found: " + kind(fact) + ").");
            return;
        }
        fact.properties().forEach(member -> {
            Field field = type.field(member.getKey());
            String at = pointer + Messages.pointer(member.getKey());
            if (field == null) {
                unknown(at, "field", member.getKey(), type.byName().keySet());
            } else if (!member.getValue().isNull()) {
                values[field.number()] = value(member.getValue(), field, at);
            }
        });
    }

    private @Nullable Object value(JsonNode value, Field field, String pointer) {
        if (field.type() instanceof EnumType declared) {
            return constant(value, declared, pointer);
        }
        return switch ((Simple) field.type()) {
            case BOOLEAN -> value.isBoolean() ? value.booleanValue() : wrong(pointer, "true or false", value);
            case TEXT -> value.isString() ? text(value.stringValue(), field, pointer) : wrong(pointer, "a text", value);
            case INTEGER -> value.isNumber() ? integer(value, field, pointer) : wrong(pointer, "a whole number", value);
            case DOUBLE -> value.isNumber() ? decimal(value, field, pointer) : wrong(pointer, "a number", value);
        };
    }

    private @Nullable Object constant(JsonNode value, EnumType declared, String pointer) {
        int position = value.isString() ? declared.constants().indexOf(value.stringValue()) : -1;
        if (position < 0) {
            String hint = value.isString() ? Messages.didYouMean(value.stringValue(), declared.constants()) : null;
            problem(
                    pointer,
                    shown(value) + " is not one of its values (expected: " + String.join(", ", declared.constants())
                            + ")." + (hint == null ? "" : " " + hint));
            return null;
        }
        return position;
    }

    private @Nullable Object text(String text, Field field, String pointer) {
        int length = text.codePointCount(0, text.length());
        if (length > field.maxLength()) {
            problem(
                    pointer,
                    "The text is too long (expected: at most " + field.maxLength() + " characters; found: " + length
                            + ").");
            return null;
        }
        return text;
    }

    private @Nullable Object integer(JsonNode value, Field field, String pointer) {
        BigDecimal number = value.decimalValue();
        // Checked before it is written out in digits: 1e999999999 is a short text and a very long number.
        if ((long) number.precision() - number.scale() > 10) {
            return outside(value, field, pointer);
        }
        // Nor is 1e-999999999 to be divided out.
        if (number.stripTrailingZeros().scale() > 0) {
            return wrong(pointer, "a whole number", value);
        }
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() > 31) {
            return outside(value, field, pointer);
        }
        return inRange(whole.doubleValue(), field) ? whole.intValue() : outside(value, field, pointer);
    }

    private @Nullable Object decimal(JsonNode value, Field field, String pointer) {
        double number = value.decimalValue().doubleValue();
        return Double.isFinite(number) && inRange(number, field) ? number : outside(value, field, pointer);
    }

    private static boolean inRange(double number, Field field) {
        Double min = field.min();
        Double max = field.max();
        return (min == null || number >= min) && (max == null || number <= max);
    }

    private @Nullable Object outside(JsonNode value, Field field, String pointer) {
        boolean whole = field.type() == Simple.INTEGER;
        double widest = whole ? Integer.MAX_VALUE : Double.MAX_VALUE;
        double min = field.min() == null ? (whole ? Integer.MIN_VALUE : -widest) : field.min();
        double max = field.max() == null ? widest : field.max();
        problem(
                pointer,
                shown(value) + " is out of range (expected: " + Texts.number(min) + " to " + Texts.number(max) + ").");
        return null;
    }

    private @Nullable Object wrong(String pointer, String expected, JsonNode value) {
        problem(pointer, shown(value) + " does not fit (expected: " + expected + ").");
        return null;
    }

    private void unknown(String pointer, String what, String written, Collection<String> known) {
        String hint = Messages.didYouMean(written, known);
        problem(
                pointer,
                "There is no " + what + " \"" + Messages.shorten(written) + "\" " + Messages.expected(known) + "."
                        + (hint == null ? "" : " " + hint));
    }

    private void problem(String pointer, String message) {
        problems.add(new Problem(pointer, message));
    }

    private static String shown(JsonNode value) {
        String text = value.isContainer() ? kind(value) : value.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case BOOLEAN -> value.toString();
            case NUMBER -> "a number";
            case STRING -> "a text";
            default -> "null";
        };
    }
}
