package io.rolecall.advice;

import io.rolecall.audit.Mask;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request: strict JSON first, then its members, then the facts. */
final class RequestReader {

    static final int DEEPEST = 32;
    static final int REFERENCE_LENGTH = 200;

    /** A body that fits, as messages show it. */
    static final String EXAMPLE = "{\"facts\": {…}}";

    static final String REFERENCE = "reference";
    private static final int LONGEST_NUMBER = 400;
    private static final int LONGEST_NAME = 1_000;
    private static final String NOT_UTF_8 =
            "The body is not UTF-8 text (expected: JSON in UTF-8, without a byte order mark).";
    private static final String TOO_MUCH = "The body is more than this service reads: ";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RequestReader() {}

    /**
     * @param received all of it, as it came but for what is masked
     * @param masked what is kept out of the answer and its record
     */
    record Request(JsonNode received, Facts facts, @Nullable String reference, List<String> masked) {

        Request masked(Mask mask) {
            Facts shown = facts.masked(mask.fields());
            boolean hidden = mask.reference() && reference != null;
            List<String> all = new ArrayList<>(shown.masked());
            if (hidden) {
                all.add(REFERENCE);
            }
            if (all.isEmpty()) {
                return this;
            }
            ObjectNode body = (ObjectNode) received.deepCopy();
            body.set("facts", shown.received());
            if (hidden) {
                body.put(REFERENCE, Facts.MASKED);
            }
            return new Request(body, shown, hidden ? Facts.MASKED : reference, List.copyOf(all));
        }
    }

    /** @throws BadRequest where the body is not what is expected, naming each place; what it pins is read by {@link Pin} */
    static Request request(JsonNode tree, Rulebook rulebook) {
        BodyMembers members = BodyMembers.of(
                tree,
                "A request",
                Problem.BAD_FACTS,
                EXAMPLE,
                List.of(BodyMembers.FACTS, REFERENCE, Pin.VERSION, Pin.AS_OF));
        String reference = reference(members);
        Facts facts = members.facts(rulebook);
        members.done();
        return new Request(tree, Objects.requireNonNull(facts), reference, List.of());
    }

    private static @Nullable String reference(BodyMembers members) {
        JsonNode reference = members.node(REFERENCE);
        if (reference.isMissingNode() || reference.isNull()) {
            return null;
        }
        if (!reference.isString()) {
            members.wrong(
                    "/reference",
                    "The reference is no text (expected: at most " + REFERENCE_LENGTH + " characters, or null).");
            return null;
        }
        String text = reference.stringValue();
        if (text.codePointCount(0, text.length()) > REFERENCE_LENGTH) {
            members.wrong(
                    "/reference", "The reference is too long (expected: at most " + REFERENCE_LENGTH + " characters).");
        }
        if (text.indexOf('\0') >= 0) {
            members.wrong("/reference", "The reference holds a NUL character (expected: none).");
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
            throw BadRequest.json("", NOT_UTF_8);
        }
        if (text.startsWith("\uFEFF") || text.indexOf('\0') >= 0) {
            throw BadRequest.json("", NOT_UTF_8); // a mark, or UTF-16 without one
        }
        if (text.isBlank()) {
            throw BadRequest.json("", "The body is empty (expected: JSON).");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw BadRequest.json("", TOO_MUCH + constraint(e));
        } catch (JacksonException e) {
            throw BadRequest.json("", "The body is not JSON " + NotJson.reason(e));
        } catch (NumberFormatException e) {
            throw BadRequest.json("", TOO_MUCH + "a number in it has too large an exponent.");
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

    private static String constraint(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.contains("depth")) {
            return "it is nested deeper than " + DEEPEST + " levels.";
        }
        return message.contains("Number")
                ? "a number in it has more than " + LONGEST_NUMBER + " digits."
                : "a name in it is longer than " + LONGEST_NAME + " characters.";
    }

    private static void loneSurrogates(JsonNode node, String pointer, List<FactReader.Problem> problems) {
        if (node.isString() && broken(node.stringValue())) {
            problems.add(new FactReader.Problem(
                    pointer, "The text holds half a character: a lone surrogate (expected: both halves)."));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String name = member.getKey();
                if (broken(name)) {
                    problems.add(new FactReader.Problem(
                            pointer, "A name in it holds half a character: a lone surrogate (expected: both halves)."));
                } else {
                    loneSurrogates(member.getValue(), pointer + Messages.pointer(name), problems);
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
