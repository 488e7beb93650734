package io.rolecall.advice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads why somebody holds a recommendation. */
final class HoldReader {

    static final int REASON_LENGTH = 300;

    private static final String EXPECTED = "(expected: 1 to " + REASON_LENGTH + " characters).";

    private HoldReader() {}

    /** As a caller writes it. */
    record Asked(
            @Schema(description = "Why, up to " + REASON_LENGTH + " characters")
            String reason) {}

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static Asked read(JsonNode tree) {
        BodyMembers members =
                BodyMembers.of(tree, "A hold", Problem.BAD_HOLD, "{\"reason\": \"…\"}", List.of("reason"));
        JsonNode given = members.node("reason");
        String reason = given.isString() ? given.stringValue() : "";
        if (!given.isString()) {
            members.wrong(
                    "/reason",
                    (given.isMissingNode() ? "The reason is missing " : "The reason is no text ") + EXPECTED);
        } else if (reason.isBlank()) {
            members.wrong("/reason", "The reason is empty " + EXPECTED);
        } else if (reason.codePointCount(0, reason.length()) > REASON_LENGTH) {
            members.wrong("/reason", "The reason is too long " + EXPECTED);
        }
        members.done();
        return new Asked(reason);
    }
}
