package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Messages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads why somebody holds a recommendation. */
final class HoldReader {

    static final int REASON_LENGTH = 300;

    private static final List<String> MEMBERS = List.of("reason");
    private static final String EXPECTED = "(expected: 1 to " + REASON_LENGTH + " characters).";

    private HoldReader() {}

    /** As a caller writes it. */
    record Asked(
            @Schema(description = "Why, up to " + REASON_LENGTH + " characters")
            String reason) {}

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static Asked read(JsonNode tree) {
        if (!tree.isObject()) {
            throw BadRequest.json("", "A hold has to be an object (expected: {\"reason\": \"…\"}).");
        }
        List<FactReader.Problem> problems = new ArrayList<>();
        for (String name : tree.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                problems.add(new FactReader.Problem(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "A hold has no \"" + Messages.shorten(name) + "\" " + Messages.expected(MEMBERS) + "."));
            }
        }
        String reason = tree.path("reason").isString() ? tree.path("reason").stringValue() : "";
        if (!tree.path("reason").isString()) {
            problems.add(new FactReader.Problem(
                    "/reason", (tree.has("reason") ? "The reason is no text " : "The reason is missing ") + EXPECTED));
        } else if (reason.isBlank()) {
            problems.add(new FactReader.Problem("/reason", "The reason is empty " + EXPECTED));
        } else if (reason.codePointCount(0, reason.length()) > REASON_LENGTH) {
            problems.add(new FactReader.Problem("/reason", "The reason is too long " + EXPECTED));
        }
        if (!problems.isEmpty()) {
            throw new BadRequest(Problem.BAD_HOLD, problems);
        }
        return new Asked(reason);
    }
}
