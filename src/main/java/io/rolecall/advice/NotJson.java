package io.rolecall.advice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** Says for a caller why a text is no JSON. The parser's own words speak of its settings and classes. */
final class NotJson {

    private static final Map<Pattern, String> REASONS = reasons();

    private NotJson() {}

    /** {@code at line 1, column 30: '}' stands where a name in double quotes is expected.} */
    static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        String reason = "it cannot be read from here on.";
        for (Map.Entry<Pattern, String> known : REASONS.entrySet()) {
            Matcher matcher = known.getKey().matcher(message);
            if (matcher.find()) {
                reason = matcher.replaceAll(known.getValue()).strip();
                break;
            }
        }
        return e.getLocation() == null
                ? reason
                : "at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + reason;
    }

    private static Map<Pattern, String> reasons() {
        Map<Pattern, String> reasons = new LinkedHashMap<>();
        say(
                reasons,
                "Non-standard token '(.{1,20})'",
                "$1 is no number (expected: digits, or null where it is unknown).");
        say(reasons, "Duplicate Object property \"(.{0,60}).*?\"", "the name \"$1\" stands there twice.");
        say(reasons, "Trailing token|no open (Object|Array)", "more follows after the end of the request.");
        say(reasons, "Unexpected end-of-input|end-of-String", "it ends before all that was opened is closed.");
        say(reasons, "maybe a \\(non-standard\\) comment", "JSON has no comments.");
        say(reasons, "Leading zeroes", "a number starts with a zero too many.");
        say(reasons, "plus sign", "a number starts with a plus sign.");
        say(reasons, "numeric value", "a number is not finished as JSON writes it.");
        say(reasons, "CTRL-CHAR, code (\\d+)", "a control character (code $1) has to be written as an escape.");
        say(reasons, "character escape '(.)'", "\\\\$1 is no escape that JSON knows.");
        say(
                reasons,
                "Unexpected character \\('(.{1,2})'.*property name",
                "$1 stands where a name in double quotes is expected.");
        say(reasons, "Unexpected character \\('(.{1,2})'.*comma", "$1 stands where a comma or the end is expected.");
        say(reasons, "Unexpected (?:character \\(|close marker )'(.{1,2})'", "$1 is not expected here.");
        say(
                reasons,
                "Unrecognized token '([^']{0,40})[^']*'",
                "\"$1\" is no value (expected: a text in double quotes, a number, true, false, null, {…} or […]).");
        return reasons;
    }

    /** The whole of a message that holds the pattern is replaced. */
    private static void say(Map<Pattern, String> reasons, String pattern, String reason) {
        reasons.put(Pattern.compile("^.*?(?:" + pattern + ").*$", Pattern.DOTALL), reason);
    }
}
