package io.rolecall.advice;

import io.rolecall.policy.Policy;
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
class WhyNotController {

    private final PastAnswers answers;

    WhyNotController(PastAnswers answers) {
        this.answers = answers;
    }

    @GetMapping(
            path = "/{id}/why-not",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageForm.MARKDOWN, MediaType.TEXT_HTML_VALUE})
    @Operation(
            operationId = "whyNot",
            summary = "Why a rule did not fire, or an outcome was not recommended",
            description =
                    "From the recorded facts under the recorded version: each condition with what it requires and what"
                            + " it read. Of an outcome every conclusion that would have led to it, the nearest first. As JSON, or as a page for people, as the header Accept asks.")
    @ApiResponse(
            responseCode = "200",
            description = "Of a rule, or of an outcome",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(oneOf = {WhyNot.OfRule.class, WhyNot.OfOutcome.class})),
                @Content(mediaType = PageForm.MARKDOWN, schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    Told whyNot(
            @PathVariable String id,
            @Parameter(description = "A rule's name; this or outcome") @RequestParam(required = false) @Nullable
                    String rule,
            @Parameter(description = "An outcome of the policy; this or rule") @RequestParam(required = false) @Nullable
                    String outcome) {
        if ((rule == null) == (outcome == null)) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    (rule == null ? "rule and outcome are missing" : "rule and outcome are both there")
                            + " (expected: one of them).");
        }
        return answers.look(id, answer -> {
            WhyNot whyNot = WhyNot.in(answer.policy().base().rulebook(), answer.facts());
            return rule == null
                    ? ofOutcome(whyNot, answer.outcome(String.valueOf(outcome)))
                    : ofRule(whyNot, answer.policy(), rule);
        });
    }

    private static WhyNot.OfRule ofRule(WhyNot whyNot, Policy policy, String name) {
        return whyNot.rule(name).orElseThrow(() -> UnknownRule.of(policy, name));
    }

    private static WhyNot.OfOutcome ofOutcome(WhyNot whyNot, Policy.Outcome outcome) {
        return whyNot.outcome(outcome.id(), outcome.title());
    }
}
