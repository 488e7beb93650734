package io.rolecall.advice;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which version is to be a shadow, as a caller writes it. */
record ShadowSetting(
        @Schema(description = "The number of a version", minimum = "1")
        int version,

        @Schema(
                description = "Of the live requests, above 0 and up to 1; 1 where it is left out",
                exclusiveMinimumValue = 0,
                maximum = "1")
        @Nullable
        Double share) {

    double part() {
        return share == null ? 1 : share;
    }

    /** @throws BadRequest where the body is not what is expected, naming each place */
    static ShadowSetting read(HttpServletRequest request) throws IOException {
        BodyMembers members = BodyMembers.of(
                request,
                RecommendationController.MOST_BYTES,
                "A shadow",
                Problem.BAD_SHADOW,
                "{\"version\": 4, \"share\": 0.2}",
                List.of("version", "share"));
        int version = members.whole("version", 1);
        JsonNode share = members.node("share");
        boolean all = share.isMissingNode() || share.isNull();
        double part = share.isNumber() ? share.doubleValue() : 0;
        if (!all && !(part > 0 && part <= 1)) {
            members.wrong(
                    "/share", "share is " + BodyMembers.shown(share) + " (expected: a number above 0 and up to 1).");
        }
        members.done();
        return new ShadowSetting(version, all ? null : part);
    }
}
