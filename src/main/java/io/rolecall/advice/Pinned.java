package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * That the caller asked for the version which answered.
 *
 * @param version as asked; left out where a time was asked for
 * @param asOf as asked; left out where a number was asked for
 * @param active whether the version had ever been active by then
 */
public record Pinned(
        @JsonInclude(Include.NON_NULL) @Nullable Integer version,
        @JsonInclude(Include.NON_NULL) @Nullable String asOf,
        boolean active) {

    static Pinned of(Pin pin, boolean active) {
        return new Pinned(pin.version(), pin.asOf(), active);
    }

    /**
     * What was recorded; null where no version was asked for.
     *
     * @param asked a recorded request, or what its answer says under {@code pinned}
     * @param answer which says whether the version had been active
     */
    static @Nullable Pinned recorded(JsonNode asked, JsonNode answer) {
        JsonNode version = asked.path(Pin.VERSION);
        JsonNode asOf = asked.path(Pin.AS_OF);
        return version.isNumber() || asOf.isString()
                ? new Pinned(
                        version.isNumber() ? version.asInt(0) : null,
                        asOf.isString() ? asOf.stringValue() : null,
                        answer.at("/pinned/active").asBoolean(false))
                : null;
    }
}
