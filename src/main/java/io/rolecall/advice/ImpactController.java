package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
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
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a version would have answered otherwise. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/versions/{number}/impact", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies")
class ImpactController {

    private static final int PAGE = 20;
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Impacts impacts;

    ImpactController(Impacts impacts) {
        this.impacts = impacts;
    }

    record ImpactList(List<ImpactSummary> items, @Nullable String next) {}

    @GetMapping
    @Operation(
            operationId = "impacts",
            summary = "What was asked of a version, newest first",
            description = "Of those that wait or run, the ones of the replica that is asked.")
    ImpactList list(
            @PathVariable String policy,
            @PathVariable int number,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "How many, from 1 to " + MOST) @RequestParam(required = false) @Nullable
                    Integer limit) {
        int count = QueryParameters.limit(limit, PAGE, MOST);
        String below = cursor == null || cursor.isEmpty() ? null : cursor;
        if (below != null && !ID.matcher(below).matches()) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    "cursor is \"" + Messages.shorten(below) + "\" (expected: next of the page before).");
        }
        List<ImpactSummary> found = impacts.list(policy, number, below, count + 1);
        return found.size() > count
                ? new ImpactList(found.subList(0, count), found.get(count - 1).id())
                : new ImpactList(found, null);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "startImpact",
            summary = "See what a version would have answered otherwise",
            description = "Recorded facts are answered again under this version and under the one that is active when"
                    + " this is asked. It makes way for live requests, and one runs at a time. One that is not done when"
                    + " the service is stopped is gone. Nothing is changed by it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ImpactReader.Range.class),
                                            examples = @ExampleObject("{\"last\": 10000}"))))
    @ApiResponse(
            responseCode = "202",
            description = "It waits or runs",
            content = @Content(schema = @Schema(implementation = Impact.class)))
    ResponseEntity<Impact> start(
            @PathVariable String policy, @PathVariable int number, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        Impact begun = impacts.start(policy, number, ImpactReader.read(request));
        URI location = URI.create("/v1/policies/" + policy + "/versions/" + number + "/impact/" + begun.id());
        return ResponseEntity.accepted().location(location).body(begun);
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "impact",
            summary = "How far an impact has come, and what it found",
            description =
                    "unchanged, changed and notReplayable add up to done, and unchangedByOutcome to unchanged. A changed recommendation has another"
                            + " outcome, where UNDECIDED counts as one; signalsChanged says for how many of the unchanged"
                            + " ones other signals are raised, or the same with another leaning or weight. byRule says"
                            + " which edits a change comes from: those whose rules fired in one version alone, or raised,"
                            + " recommended or inserted something else. Several can share in one; where there is none,"
                            + " rule is null and edit indirect. Not replayable is what was erased, masked or stopped, and"
                            + " what one of the versions has no fact for. The report is kept; until then only the replica"
                            + " that was asked knows of it.")
    Impact impact(@PathVariable String policy, @PathVariable int number, @PathVariable String id) {
        return impacts.find(policy, number, id);
    }
}
