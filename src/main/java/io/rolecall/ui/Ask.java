package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question as the policy's JSON Schema has it.
 *
 * @param path of the fact, such as {@code models.status}
 * @param group title of the fact's type
 * @param options empty where the answer is a number or a text
 * @param type {@code boolean}, {@code integer}, {@code number} or {@code string}
 */
record Ask(
        String path,
        String group,
        String text,
        @Nullable String why,
        List<Option> options,
        String type,
        @Nullable Number minimum,
        @Nullable Number maximum,
        @Nullable Number maxLength) {

    /** From here on a text is written in a field of several lines. */
    private static final int LONG = 200;

    /** @param value as a form sends it */
    record Option(String value, String label) {}

    static Ask of(String path, String group, Map<String, Object> schema) {
        return new Ask(
                path,
                group,
                Objects.toString(schema.get("title"), path),
                (String) schema.get("description"),
                options(schema),
                type(schema),
                (Number) schema.get("minimum"),
                (Number) schema.get("maximum"),
                (Number) schema.get("maxLength"));
    }

    private static List<Option> options(Map<String, Object> schema) {
        if (schema.get("oneOf") instanceof List<?> choices) {
            return choices.stream()
                    .map(choice -> (Map<?, ?>) choice)
                    .filter(choice -> choice.get("const") != null)
                    .map(choice -> new Option(
                            String.valueOf(choice.get("const")),
                            Objects.toString(choice.get("title"), String.valueOf(choice.get("const")))))
                    .toList();
        }
        return type(schema).equals("boolean")
                ? List.of(new Option("true", "Yes"), new Option("false", "No"))
                : List.of();
    }

    private static String type(Map<String, Object> schema) {
        return schema.get("type") instanceof List<?> types ? String.valueOf(types.get(0)) : "string";
    }

    /** Whether it is written and not chosen. */
    public boolean written() {
        return options.isEmpty();
    }

    public boolean numeric() {
        return type.equals("integer") || type.equals("number");
    }

    public boolean lengthy() {
        return !numeric() && (maxLength == null || maxLength.intValue() > LONG);
    }

    /** What fits, in words: to be shown beside the field. */
    public String range() {
        if (!numeric()) {
            return maxLength == null ? "" : "Up to " + maxLength + " characters";
        }
        String kind = type.equals("integer") ? "A whole number" : "A number";
        if (minimum != null && maximum != null) {
            return kind + " from " + Words.number(minimum) + " to " + Words.number(maximum);
        }
        return minimum != null ? kind + ", at least " + Words.number(minimum) : kind;
    }

    /** An answer in the words of the question. */
    String words(@Nullable Object value) {
        if (value == null) {
            return "Not known";
        }
        String text = value instanceof Number number ? Words.number(number) : String.valueOf(value);
        return options.stream()
                .filter(option -> option.value().equals(text))
                .map(Option::label)
                .findFirst()
                .orElse(text);
    }
}
