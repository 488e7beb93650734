package io.rolecall.advice;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A version that is asked beside the live one. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/shadow", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies")
class ShadowController {

    private final StoredVersions versions;
    private final Shadows shadows;

    ShadowController(StoredVersions versions, Shadows shadows) {
        this.versions = versions;
        this.shadows = shadows;
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "setShadow",
            summary = "Ask a version beside the live one",
            description =
                    "Live requests, or a share of them, are answered again under this version after their answer was"
                            + " given, and what it would have answered otherwise is counted. No answer is changed by it or"
                            + " waits for it. It stays until it is replaced or ended, in every replica within seconds and"
                            + " after a restart.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ShadowSetting.class),
                                            examples = @ExampleObject("{\"version\": 1, \"share\": 0.2}"))))
    ShadowReport set(@PathVariable String policy, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        ShadowSetting set = ShadowSetting.read(request);
        versions.version(policy, set.version());
        shadows.set(policy, set.version(), set.part());
        return report(policy);
    }

    @GetMapping
    @Operation(
            operationId = "shadow",
            summary = "What the shadow would have answered otherwise",
            description =
                    "Counted by the replica that is asked, since its start or since the shadow was set, against the"
                            + " version that was live each time. Pinned requests are not among them. Different are those"
                            + " with another outcome, or for which other signals are raised; byRule names the edits whose"
                            + " rules did something else. A shadow that becomes live goes on, and finds no more"
                            + " differences.")
    ShadowReport shadow(@PathVariable String policy) {
        versions.expect(policy);
        return report(policy);
    }

    private ShadowReport report(String policy) {
        return shadows.report(policy)
                .orElseThrow(() -> new ProblemException(
                        Problem.NO_SHADOW, "No version of \"" + policy + "\" is asked beside the live one."));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endShadow", summary = "Ask no other version any more")
    @ApiResponse(responseCode = "204", description = "There is none from now on")
    void end(@PathVariable String policy) {
        versions.expect(policy);
        shadows.end(policy);
    }
}
