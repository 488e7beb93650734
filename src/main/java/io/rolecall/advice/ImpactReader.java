package io.rolecall.advice;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads which recorded answers an impact is asked of. */
final class ImpactReader {

    /** Of the newest, where nothing else is said. */
    static final int LAST = 1_000;

    /** More would keep the others waiting for minutes. */
    static final int MOST = 100_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ImpactReader() {}

    /** As a caller writes it. */
    record Range(
            @Schema(
                    description = "The newest so many, from 1 to " + MOST + ". " + LAST
                            + " where nothing is said; not together with a time")
            @Nullable
            Integer last,

            @Schema(description = "The earliest time, itself included; there may be " + MOST + " answers between both")
            @Nullable
            Instant from,

            @Schema(description = "The latest time, itself excluded; now where it is left out") @Nullable
            Instant to) {

        int most() {
            return last != null ? last : from == null && to == null ? LAST : MOST;
        }
    }

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static Range read(HttpServletRequest request) throws IOException {
        BodyMembers members = BodyMembers.of(
                request,
                RecommendationController.MOST_BYTES,
                "An impact",
                Problem.BAD_IMPACT,
                "{\"last\": " + LAST + "}",
                List.of("last", "from", "to"));
        Range range = new Range(last(members), time(members, "from"), time(members, "to"));
        if (range.last != null && (range.from != null || range.to != null)) {
            members.wrong("/last", "last stands beside a time (expected: last, or from and to).");
        }
        if (range.from != null && range.to != null && !range.from.isBefore(range.to)) {
            members.wrong("/to", "to is not after from (expected: a later time).");
        }
        members.done();
        return range;
    }

    private static @Nullable Integer last(BodyMembers members) {
        JsonNode last = members.node("last");
        if (last.isMissingNode() || last.isNull()) {
            return null;
        }
        int number = last.isInt() ? last.intValue() : 0;
        if (number < 1 || number > MOST) {
            members.wrong(
                    "/last",
                    "last is " + BodyMembers.shown(last) + " (expected: a whole number from 1 to " + MOST + ").");
        }
        return number;
    }

    private static @Nullable Instant time(BodyMembers members, String name) {
        JsonNode time = members.node(name);
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        try {
            Instant read = Instant.parse(time.asString(""));
            if (!read.isBefore(Instant.EPOCH) && read.isBefore(LATEST)) {
                return read;
            }
        } catch (DateTimeException e) {
            // said below
        }
        members.wrong(
                "/" + name,
                name + " is " + BodyMembers.shown(time) + " (expected: a time such as 2026-11-01T00:00:00Z).");
        return null;
    }
}
