package io.rolecall.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with places for bound values: {@code "The evidence leads by {$lead}."}.
 *
 * @param text as written
 * @param variables the names in it, with their dollar sign
 * @param between what stands before, between and after them
 */
public record Template(String text, List<String> variables, List<String> between) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\$[A-Za-z0-9_$]+)}");

    static Template of(String text) {
        List<String> variables = new ArrayList<>();
        List<String> between = new ArrayList<>();
        int end = 0;
        for (Matcher place = PLACE.matcher(text); place.find(); end = place.end()) {
            between.add(text.substring(end, place.start()));
            variables.add(place.group(1));
        }
        between.add(text.substring(end));
        return new Template(text, List.copyOf(variables), List.copyOf(between));
    }

    /** Whether it reads the same whatever is bound. */
    boolean fixed() {
        return variables.isEmpty();
    }

    String filled(Map<String, ?> values) {
        if (fixed()) {
            return text;
        }
        StringBuilder filled = new StringBuilder(between.get(0));
        for (int i = 0; i < variables.size(); i++) {
            Object value = values.get(variables.get(i));
            filled.append(value == null ? "unknown" : value).append(between.get(i + 1));
        }
        return filled.toString();
    }
}
