package io.rolecall.knowledge;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with places for bound values: {@code "The evidence leads by {$lead}."}.
 *
 * @param text as written
 * @param variables the names in it, with their dollar sign
 */
public record Template(String text, List<String> variables) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\$[A-Za-z0-9_$]+)}");

    static Template of(String text) {
        return new Template(
                text, PLACE.matcher(text).results().map(found -> found.group(1)).toList());
    }

    String filled(Map<String, String> values) {
        return variables.isEmpty()
                ? text
                : PLACE.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "unknown")));
    }
}
