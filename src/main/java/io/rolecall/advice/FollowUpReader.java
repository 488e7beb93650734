package io.rolecall.advice;

import io.rolecall.audit.FollowUp.Followed;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Messages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what somebody says was done with a recommendation. */
final class FollowUpReader {

    static final int NOTE_LENGTH = 2_000;

    private static final List<String> MEMBERS = List.of("followed", "note");
    private static final List<String> WAYS =
            Arrays.stream(Followed.values()).map(Followed::name).toList();

    private FollowUpReader() {}

    /** As a caller writes it. */
    record Said(
            Followed followed,

            @Schema(description = "Why, up to " + NOTE_LENGTH + " characters") @Nullable
            String note) {}

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static Said read(JsonNode tree) {
        if (!tree.isObject()) {
            throw BadRequest.json("", "A follow-up has to be an object (expected: {\"followed\": \"YES\"}).");
        }
        List<FactReader.Problem> problems = new ArrayList<>();
        for (String name : tree.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                problems.add(new FactReader.Problem(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "A follow-up has no \"" + Messages.shorten(name) + "\" " + Messages.expected(MEMBERS) + "."));
            }
        }
        String way = tree.path("followed").isString() ? tree.path("followed").stringValue() : "";
        Optional<Followed> followed = WAYS.contains(way) ? Optional.of(Followed.valueOf(way)) : Optional.empty();
        if (followed.isEmpty()) {
            problems.add(new FactReader.Problem(
                    "/followed",
                    "followed is "
                            + (tree.has("followed")
                                    ? Messages.shorten(tree.path("followed").toString())
                                    : "missing") + " " + "(expected: " + String.join(", ", WAYS) + ")."));
        }
        String note = null;
        if (tree.path("note").isString()) {
            note = tree.path("note").stringValue();
            if (note.codePointCount(0, note.length()) > NOTE_LENGTH) {
                problems.add(new FactReader.Problem(
                        "/note", "The note is too long (expected: at most " + NOTE_LENGTH + " characters)."));
            }
            if (note.indexOf('\0') >= 0) {
                problems.add(new FactReader.Problem("/note", "The note holds a NUL character (expected: none)."));
            }
        } else if (tree.has("note") && !tree.path("note").isNull()) {
            problems.add(new FactReader.Problem(
                    "/note", "The note is no text (expected: at most " + NOTE_LENGTH + " characters, or null)."));
        }
        if (!problems.isEmpty()) {
            throw new BadRequest(Problem.BAD_FOLLOW_UP, problems);
        }
        return new Said(followed.orElseThrow(), note);
    }
}
