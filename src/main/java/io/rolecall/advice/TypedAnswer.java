package io.rolecall.advice;

import io.rolecall.advice.Interviewed.Option;
import io.rolecall.advice.Interviewed.Question;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What somebody types in answer to a question, as facts state it. */
final class TypedAnswer {

    private TypedAnswer() {}

    /** What is to be typed where there are no options. */
    static String expected(Question question) {
        if (question.maxLength() != null) {
            return "A text of at most " + question.maxLength() + " characters";
        }
        String number = "integer".equals(question.type()) ? "A whole number" : "A number";
        return question.minimum() == null || question.maximum() == null
                ? number
                : number + " from " + question.minimum() + " to " + question.maximum();
    }

    /** Null where it is none of the options; whether a number or a text fits is for whoever reads the facts. */
    static @Nullable JsonNode of(String line, Question question) {
        if (question.options() != null) {
            return chosen(line, question.options());
        }
        return question.maxLength() != null ? text(line) : number(line);
    }

    /** By its number, its label or its value. */
    private static @Nullable JsonNode chosen(String line, List<Option> options) {
        for (int i = 0; i < options.size(); i++) {
            Option option = options.get(i);
            boolean meant = line.equals(String.valueOf(i + 1))
                    || line.equalsIgnoreCase(option.label())
                    || line.equalsIgnoreCase(String.valueOf(option.value()));
            if (meant) {
                return JsonMapper.shared().valueToTree(option.value());
            }
        }
        return null;
    }

    private static JsonNode number(String line) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(line));
        } catch (NumberFormatException e) {
            return text(line);
        }
    }

    private static JsonNode text(String line) {
        return JsonNodeFactory.instance.stringNode(line);
    }
}
