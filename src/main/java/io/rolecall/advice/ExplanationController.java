package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.knowledge.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/recommendations")
@Tag(name = "Recommendations")
class ExplanationController {

    private final AuditLog audit;
    private final StoredVersions versions;

    ExplanationController(AuditLog audit, StoredVersions versions) {
        this.audit = audit;
        this.versions = versions;
    }

    @GetMapping(
            path = "/{id}/explanation",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageForm.MARKDOWN, MediaType.TEXT_HTML_VALUE})
    @Operation(
            operationId = "explanation",
            summary = "What an answer rests on, in sentences",
            description =
                    "The answer; what spoke for it and against it; what was not known; what to do until when; cautions and"
                            + " sources. All of it is in the record, or in the version of the policy that gave the answer."
                            + " As JSON, or as a page for people, as the header Accept asks.")
    @ApiResponse(
            responseCode = "200",
            description = "The explanation",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = Account.class)),
                @Content(mediaType = PageForm.MARKDOWN, schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    Account explanation(
            @PathVariable String id,
            @Parameter(
                            description =
                                    "short: the three weightiest of each; standard: ten; full: all, with the rules"
                                            + " and what they read",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"short", "standard", "full"},
                                            defaultValue = "standard"))
                    @RequestParam(required = false)
                    @Nullable
                    String detail) {
        Detail asked = detail == null ? Detail.STANDARD : Detail.of(detail).orElseThrow(() -> unknown(detail));
        RecordedAnswer recorded = RecordedAnswer.of(audit.answer(id).orElseThrow(() -> ProblemException.unknown(id)));
        return new Retelling(recorded, recorded.policy(versions, recorded.version())).account(asked);
    }

    private static ProblemException unknown(String detail) {
        return new ProblemException(
                Problem.BAD_PARAMETER,
                "detail is \"" + Messages.shorten(detail) + "\" (expected: " + String.join(", ", Detail.words())
                        + ").");
    }
}
