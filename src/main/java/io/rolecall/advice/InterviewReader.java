package io.rolecall.advice;

import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rulebook;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads how far somebody has come in an interview. */
final class InterviewReader {

    private static final String DECLINED = "declined";

    private InterviewReader() {}

    /** @param declined paths of what was asked and not answered */
    record Known(Facts facts, Set<String> declined) {}

    /** The body as a caller writes it, for the API's description alone. */
    @Schema(name = "InterviewBody")
    record InterviewBody(
            @Schema(description = "What is known so far, as of a recommendation")
            Object facts,

            @Schema(description = "What was asked and not answered, and is not to be asked again: team.size") @Nullable
            List<String> declined,

            @Schema(description = "As of a recommendation: the number of the version that asks") @Nullable
            Integer version,

            @Schema(
                    description = "As of a recommendation: a time at which the version that asks was live",
                    format = "date-time")
            @Nullable
            String asOf) {}

    /** @throws BadRequest where the body is not what is expected, naming each place; what it pins is read by {@link Pin} */
    static Known read(JsonNode tree, Rulebook rulebook) {
        BodyMembers members = BodyMembers.of(
                tree,
                "An interview",
                Problem.BAD_FACTS,
                RequestReader.EXAMPLE,
                List.of(BodyMembers.FACTS, DECLINED, Pin.VERSION, Pin.AS_OF));
        Facts facts = members.facts(rulebook);
        Set<String> declined = declined(members, rulebook);
        members.done();
        return new Known(Objects.requireNonNull(facts), declined);
    }

    private static Set<String> declined(BodyMembers members, Rulebook rulebook) {
        List<String> paths = rulebook.asked().stream()
                .flatMap(type -> type.fields().stream())
                .map(Field::path)
                .toList();
        JsonNode given = members.node(DECLINED);
        Set<String> declined = new LinkedHashSet<>();
        if (given.isMissingNode() || given.isNull()) {
            return declined;
        }
        // No longer than there are facts: each that is unknown is compared with all of them
        if (!given.isArray() || given.size() > paths.size()) {
            members.wrong(
                    "/" + DECLINED,
                    "declined does not fit (expected: a list of the names of at most " + paths.size() + " facts).");
            return declined;
        }
        for (int i = 0; i < given.size(); i++) {
            String path = given.get(i).asString("");
            if (!given.get(i).isString() || !paths.contains(path)) {
                String hint = Messages.didYouMean(path, paths);
                members.wrong(
                        "/" + DECLINED + "/" + i,
                        "There is no fact " + BodyMembers.shown(given.get(i)) + " " + Messages.expected(paths) + "."
                                + (hint == null ? "" : " " + hint));
            }
            declined.add(path);
        }
        return declined;
    }
}
