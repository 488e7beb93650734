package io.rolecall.advice;

import io.rolecall.knowledge.FactReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which version a request asks for, by its number or by a time at which it was active.
 *
 * @param version null where there is a time
 * @param asOf as it came; null where there is a number
 */
record Pin(@Nullable Integer version, @Nullable String asOf) {

    static final String VERSION = "version";
    static final String AS_OF = "asOf";

    private static final String TIME = "(expected: a time that has passed, such as 2026-11-01T00:00:00Z).";

    /**
     * Null where the request asks for none, and so for the live one.
     *
     * @throws BadRequest where it is no number or time, naming each place
     */
    static @Nullable Pin of(JsonNode request) {
        List<FactReader.Problem> problems = new ArrayList<>();
        JsonNode version = request.path(VERSION);
        JsonNode asOf = request.path(AS_OF);
        boolean numbered = !version.isMissingNode() && !version.isNull();
        boolean timed = !asOf.isMissingNode() && !asOf.isNull();
        if (numbered && !(version.isInt() && version.intValue() > 0)) {
            problems.add(new FactReader.Problem(
                    "/" + VERSION,
                    VERSION + " is " + BodyMembers.shown(version) + " (expected: a whole number, 1 or more)."));
        }
        if (timed) {
            checkTime(asOf, problems);
        }
        if (numbered && timed) {
            problems.add(new FactReader.Problem(
                    "/" + AS_OF, "A version and a time are asked for at once (expected: one of them)."));
        }
        if (!problems.isEmpty()) {
            throw new BadRequest(Problem.BAD_FACTS, problems);
        }
        return numbered ? new Pin(version.intValue(), null) : timed ? new Pin(null, asOf.stringValue()) : null;
    }

    private static void checkTime(JsonNode asOf, List<FactReader.Problem> problems) {
        Instant at = asOf.isString() ? time(asOf.stringValue()) : null;
        if (at == null) {
            problems.add(new FactReader.Problem("/" + AS_OF, "asOf is no time " + TIME));
        } else if (at.isAfter(Instant.now())) {
            problems.add(new FactReader.Problem("/" + AS_OF, "asOf is in the future " + TIME));
        }
    }

    /** Only years of four digits, as RFC 3339 has them. */
    private static @Nullable Instant time(String text) {
        try {
            return text.matches("\\d{4}-.*") ? Instant.parse(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The time that is asked for. */
    Instant at() {
        return Instant.parse(String.valueOf(asOf));
    }
}
