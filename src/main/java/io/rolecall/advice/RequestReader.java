package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rulebook;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a request: strict JSON first, then its members, then the facts. */
final class RequestReader {

    static final int DEEPEST = 32;
    static final int REFERENCE_LENGTH = 200;

    private static final int LONGEST_NUMBER = 400;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RequestReader() {}

    /** A request, with the tree it was read from. */
    record Request(Facts facts, @Nullable String reference, JsonNode tree) {}

    /** @throws BadRequest where the text is not what is expected, naming each place */
    static Request read(byte[] body, Rulebook rulebook) {
        return request(tree(body), rulebook);
    }

    static Request request(JsonNode tree, Rulebook rulebook) {
        if (!tree.isObject()) {
            throw BadRequest.json("", "A request is an object (expected: {\"facts\": {…}}).");
        }
        List<FactReader.Problem> problems = new ArrayList<>();
        List<String> known = List.of("facts", "reference");
        for (String name : tree.propertyNames()) {
            if (!known.contains(name)) {
                String hint = Messages.didYouMean(name, known);
                problems.add(new FactReader.Problem(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "A request has no \"" + name + "\" " + Messages.expected(known) + "."
                                + (hint == null ? "" : " " + hint)));
            }
        }
        String reference = reference(tree.path("reference"), problems);
        Facts facts = null;
        if (!tree.has("facts")) {
            problems.add(new FactReader.Problem("/facts", "The facts are missing (expected: {\"facts\": {…}})."));
        } else {
            try {
                facts = FactReader.read(tree.path("facts"), "/facts", rulebook);
            } catch (FactReader.Refused refused) {
                problems.addAll(refused.problems());
            }
        }
        if (facts == null || !problems.isEmpty()) {
            throw new BadRequest(Problem.BAD_FACTS, problems);
        }
        return new Request(facts, reference, tree);
    }

    private static @Nullable String reference(JsonNode reference, List<FactReader.Problem> problems) {
        if (reference.isMissingNode() || reference.isNull()) {
            return null;
        }
        if (!reference.isString()) {
            problems.add(new FactReader.Problem("/reference", "The reference is a text, or left out."));
            return null;
        }
        String text = reference.stringValue();
        if (text.codePointCount(0, text.length()) > REFERENCE_LENGTH) {
            problems.add(new FactReader.Problem(
                    "/reference",
                    "The reference is too long (expected: at most " + REFERENCE_LENGTH + " characters)."));
        }
        return text;
    }

    static JsonNode tree(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw BadRequest.json("", "The body is not UTF-8.");
        }
        if (text.isBlank()) {
            throw BadRequest.json("", "The body is empty (expected: {\"facts\": {…}}).");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw BadRequest.json("", "The body is more than this service reads: " + constraint(e));
        } catch (JacksonException e) {
            throw BadRequest.json("", "The body is not JSON: " + place(e) + reason(e));
        }
        List<FactReader.Problem> problems = new ArrayList<>();
        if (text.contains("\\u")) {
            loneSurrogates(tree, "", problems);
        }
        if (!problems.isEmpty()) {
            throw new BadRequest(Problem.BAD_JSON, problems);
        }
        return tree;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": ";
    }

    private static String constraint(StreamConstraintsException e) {
        return e.getOriginalMessage().contains("depth")
                ? "it is nested deeper than " + DEEPEST + " levels."
                : "a number or name in it is too long.";
    }

    /** The parser's own words up to where it starts to speak of its settings. */
    private static String reason(JacksonException e) {
        String message = e.getOriginalMessage();
        for (String end : List.of("\n", " (for ", " at [", ": maybe a", " (`StreamReadFeature", ": expected")) {
            int at = message.indexOf(end);
            message = at > 0 ? message.substring(0, at) : message;
        }
        message =
                message.replace("Object property", "name").replace("(JSON String, Number, Array, Object or token", "");
        return message.strip() + (message.endsWith(".") ? "" : ".");
    }

    private static void loneSurrogates(JsonNode node, String pointer, List<FactReader.Problem> problems) {
        if (node.isString() && broken(node.stringValue())) {
            problems.add(new FactReader.Problem(pointer, "The text holds half a character (a lone surrogate)."));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String name = member.getKey();
                if (broken(name)) {
                    problems.add(
                            new FactReader.Problem(pointer, "A name in it holds half a character (a lone surrogate)."));
                } else {
                    loneSurrogates(
                            member.getValue(),
                            pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
                            problems);
                }
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            loneSurrogates(node.get(i), pointer + "/" + i, problems);
        }
    }

    private static boolean broken(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
