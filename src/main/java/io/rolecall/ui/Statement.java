package io.rolecall.ui;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor has said so far, in the order in which it was said. It is carried by the page's own form, so the service keeps nothing
 * of it, and each page that the browser goes back to is whole.
 */
final class Statement {

    private final Map<String, String> said = new LinkedHashMap<>();

    /**
     * @param lines {@code models.status=LIVE} is an answer, {@code models.status} alone says that it is not known
     */
    static Statement of(@Nullable List<String> lines) {
        Statement statement = new Statement();
        if (lines != null) {
            lines.forEach(statement::say);
        }
        return statement;
    }

    /** The facts of a request, as they are said one after another. */
    static Statement of(Map<String, Object> facts) {
        Statement statement = new Statement();
        facts.forEach((fact, fields) -> {
            if (fields instanceof Map<?, ?> values) {
                values.forEach((field, value) -> {
                    if (value != null) {
                        statement.say(fact + "." + field + "=" + (value instanceof Number n ? Words.number(n) : value));
                    }
                });
            }
        });
        return statement;
    }

    /** The newest word on a fact counts. */
    void say(String line) {
        int equals = line.indexOf('=');
        String path = equals < 0 ? line : line.substring(0, equals);
        said.remove(path);
        said.put(path, equals < 0 ? "" : line.substring(equals + 1));
    }

    void unsay(String path) {
        said.remove(path);
    }

    /** The fact that was spoken of last; null at the start. */
    @Nullable
    String last() {
        return said.isEmpty() ? null : List.copyOf(said.keySet()).get(said.size() - 1);
    }

    @Nullable
    String answer(String path) {
        String value = said.get(path);
        return value == null || value.isEmpty() ? null : value;
    }

    int size() {
        return said.size();
    }

    List<String> paths() {
        return List.copyOf(said.keySet());
    }

    /** As {@link #of(List)} reads it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        said.forEach((path, value) -> lines.add(value.isEmpty() ? path : path + "=" + value));
        return lines;
    }

    /** What was asked and is not known. */
    List<String> declined() {
        return said.keySet().stream().filter(path -> answer(path) == null).toList();
    }

    /** What the policy does not ask for, or not any more, is left out. */
    Map<String, Map<String, Object>> facts(Questionnaire questionnaire) {
        Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
        said.forEach((path, value) -> {
            Ask ask = questionnaire.find(path);
            if (ask != null && !value.isEmpty()) {
                int dot = path.indexOf('.');
                facts.computeIfAbsent(path.substring(0, dot), fact -> new LinkedHashMap<>())
                        .put(path.substring(dot + 1), typed(ask, value));
            }
        });
        return facts;
    }

    /** A value that does not fit stays a text: the API says what would be right. */
    private static Object typed(Ask ask, String value) {
        if (ask.type().equals("boolean")) {
            return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
        }
        if (!ask.numeric()) {
            return value;
        }
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            return value;
        }
    }
}
