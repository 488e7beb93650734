package io.rolecall.advice;

import io.rolecall.knowledge.OverBudgetException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What to ask next. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/interview", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recommendations")
class InterviewController {

    private static final String EXAMPLE = """
        {"facts": {"goal": {"next": "PRODUCTION"}, "models": {"status": "PROTOTYPE_ACCEPTED"}}, "declined": ["team.size"]}\
        """;

    private final VersionChoice versions;

    InterviewController(VersionChoice versions) {
        this.versions = versions;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "interview",
            summary = "See what the facts so far come to, and what to ask next",
            description = "Nothing is recorded or kept: state all facts each time, and what was asked and not answered."
                    + " SETTLED means that no completion of the unknown facts, partial ones included, leads to another"
                    + " outcome than asking for a recommendation now. An answer to an irrelevant fact never changes it."
                    + " settledAsAsked: only what was declined can change it. Where proven is false the search ended"
                    + " before its end: canStillBecome may name too many outcomes, and a settled case is called OPEN."
                    + " Undecided is an outcome here: `undecided`. The questions stand in the order of what they"
                    + " separate and of how likely somebody knows the answer. The same body under the same digest"
                    + " gets the same answer.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = InterviewReader.InterviewBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    Interviewed step(
            @PathVariable String policy,
            @Parameter(
                            description =
                                    "How many questions, from 1 to " + NumberedPage.MOST + "; all where it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        int count = QueryParameters.limit(limit, Interviewed.ALL, NumberedPage.MOST);
        JsonNode body = RequestReader.tree(RecommendationController.body(request));
        Answering answering = versions.answering(policy, Pin.of(body), 0);
        InterviewReader.Known known =
                InterviewReader.read(body, answering.policy().base().rulebook());
        try {
            return Interviewed.of(answering.policy(), answering.version(), known, count);
        } catch (OverBudgetException e) {
            throw new ProblemException(Problem.OVER_BUDGET, "The evaluation was stopped. " + e.sentence());
        }
    }
}
