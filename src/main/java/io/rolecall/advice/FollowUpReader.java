package io.rolecall.advice;

import io.rolecall.audit.FollowUp.Followed;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what somebody says was done with a recommendation. */
final class FollowUpReader {

    static final int NOTE_LENGTH = 2_000;

    private FollowUpReader() {}

    /** As a caller writes it. */
    record Said(
            Followed followed,

            @Schema(description = "Why, up to " + NOTE_LENGTH + " characters") @Nullable
            String note) {}

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static Said read(JsonNode tree) {
        BodyMembers members = BodyMembers.of(
                tree, "A follow-up", Problem.BAD_FOLLOW_UP, "{\"followed\": \"YES\"}", List.of("followed", "note"));
        Followed followed = members.constant("followed", Followed.class, true);
        String note = note(members);
        members.done();
        return new Said(Objects.requireNonNull(followed), note);
    }

    private static @Nullable String note(BodyMembers members) {
        JsonNode given = members.node("note");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isString()) {
            members.wrong("/note", "The note is no text (expected: at most " + NOTE_LENGTH + " characters, or null).");
            return null;
        }
        String note = given.stringValue();
        if (note.codePointCount(0, note.length()) > NOTE_LENGTH) {
            members.wrong("/note", "The note is too long (expected: at most " + NOTE_LENGTH + " characters).");
        }
        if (note.indexOf('\0') >= 0) {
            members.wrong("/note", "The note holds a NUL character (expected: none).");
        }
        return note;
    }
}
