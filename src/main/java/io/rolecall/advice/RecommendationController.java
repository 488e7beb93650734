package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Idempotency;
import io.rolecall.audit.Page;
import io.rolecall.audit.Search;
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
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Recommendations")
class RecommendationController {

    static final int MOST_BYTES = 256 * 1024;
    static final String REPLAYED = "Idempotency-Replayed";
    static final String AT_LEAST = "Rolecall-At-Least";

    private static final String EXAMPLE = """
        {"facts": {"goal": {"next": "PRODUCTION", "opportunityTested": true},
                   "models": {"status": "PROTOTYPE_ACCEPTED"},
                   "production": {"pathExists": false, "serving": "ONLINE"}},
         "reference": "case 7"}\
        """;

    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final VersionChoice versions;
    private final Adviser adviser;
    private final AuditLog audit;
    private final Supplements supplements;
    private final RunningKeys running = new RunningKeys();

    RecommendationController(VersionChoice versions, Adviser adviser, AuditLog audit, Supplements supplements) {
        this.supplements = supplements;
        this.versions = versions;
        this.adviser = adviser;
        this.audit = audit;
    }

    /** The body as a caller writes it, for the API's description alone. */
    record Body(
            @Schema(description = "What is known, as the policy's schema says; what is left out is unknown")
            Object facts,

            @Schema(description = "The caller's own, up to " + RequestReader.REFERENCE_LENGTH + " characters") @Nullable
            String reference,

            @Schema(description = "The number of the version that is to answer, live or not, instead of the live one")
            @Nullable
            Integer version,

            @Schema(
                    description = "A time in the past: the version that was live then answers. This or version",
                    format = "date-time")
            @Nullable
            String asOf) {}

    @PostMapping(path = "/policies/{policy}/recommendations", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "recommend",
            summary = "Ask for a recommendation",
            description =
                    "The answer is durably recorded before it is sent. The same facts under the same digest give the"
                            + " same answer but for id and recordedAt. The live version answers, or the one that is pinned"
                            + " by version or asOf: any that passed its checks, whether it was ever live or not; the"
                            + " answer says so under pinned.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Body.class),
                                            examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "The recommendation, recorded",
            content = @Content(schema = @Schema(implementation = Recommendation.class)))
    ResponseEntity<byte[]> recommend(
            @PathVariable String policy,
            @Parameter(
                            description = "1 to 255 printable characters; with it the same body gets the same recorded"
                                    + " answer")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            @Parameter(
                            description = "The number of a version: no older one may answer. Where it would, 409;"
                                    + " an answer that is repeated for its Idempotency-Key stays as it was",
                            schema = @Schema(type = "integer", minimum = "1"))
                    @RequestHeader(name = AT_LEAST, required = false)
                    @Nullable
                    String atLeast,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        if (key != null && !key.matches("[\\x21-\\x7e]{1,255}")) {
            throw new ProblemException(
                    Problem.BAD_KEY, "An Idempotency-Key has 1 to 255 printable characters and no spaces.");
        }
        int oldest = oldest(atLeast);
        JsonNode body = RequestReader.tree(body(request));
        Adviser.Answer answer = key == null
                ? recommend(policy, body, oldest, null)
                : once(policy, body, oldest, adviser.idempotency(policy, key, body));
        ResponseEntity.BodyBuilder response = ResponseEntity.created(URI.create("/v1/recommendations/" + answer.id()))
                .contentType(MediaType.APPLICATION_JSON);
        if (answer.replayed()) {
            response.header(REPLAYED, "true");
        }
        return response.body(answer.body());
    }

    /** A filter that is left empty filters nothing. */
    private static @Nullable String given(@Nullable String filter) {
        return filter == null || filter.isEmpty() ? null : filter;
    }

    private static int oldest(@Nullable String atLeast) {
        if (atLeast == null) {
            return 0;
        }
        if (!atLeast.matches("[1-9]\\d{0,8}")) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    AT_LEAST + " is \"" + Messages.shorten(atLeast) + "\" (expected: the number of a version).");
        }
        return Integer.parseInt(atLeast);
    }

    private Adviser.Answer once(String policy, JsonNode body, int oldest, Idempotency idempotency) {
        Optional<Adviser.Answer> earlier = adviser.earlier(idempotency);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        try (RunningKeys.Use use = running.use(idempotency.key())) {
            return recommend(policy, body, oldest, idempotency);
        }
    }

    private Adviser.Answer recommend(String policy, JsonNode body, int oldest, @Nullable Idempotency idempotency) {
        Answering answering = versions.answering(policy, Pin.of(body), oldest);
        return adviser.answer(
                answering, RequestReader.request(body, answering.policy().base().rulebook()), idempotency);
    }

    static byte[] body(HttpServletRequest request) throws IOException {
        return body(request, MOST_BYTES);
    }

    static byte[] body(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getContentLengthLong() > most
                ? new byte[most + 1]
                : request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new ProblemException(
                    Problem.TOO_LARGE, "The body is too large (expected: at most " + most / 1024 + " KiB).");
        }
        return body;
    }

    @GetMapping("/recommendations/{id}")
    @Operation(operationId = "recommendation", summary = "A recommendation as it was recorded, byte for byte")
    @ApiResponse(
            responseCode = "200",
            description = "As it was sent. Where the evaluation was stopped: status FAILED, the reason, and the facts",
            content = @Content(schema = @Schema(implementation = Recommendation.class)))
    ResponseEntity<byte[]> recorded(
            @PathVariable String id,
            @Parameter(
                            description =
                                    "true: with a last member `provenance` that was not recorded: for each rule that"
                                            + " fired, the version that last changed it, its author and who approved it")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean provenance,
            @Parameter(
                            description =
                                    "true: with a last member `graph` that was not recorded, of `nodes` and `edges`: what"
                                            + " led to what. A stated fact without a way to the outcome does not"
                                            + " matter to it; a rule that is HELD_BACK would have changed it")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean graph) {
        byte[] recorded = audit.answer(id).orElseThrow(() -> ProblemException.unknown(id));
        byte[] body = supplements.added(recorded, Boolean.TRUE.equals(provenance), Boolean.TRUE.equals(graph));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    @GetMapping("/recommendations")
    @Operation(operationId = "recommendations", summary = "Recorded recommendations, newest first")
    Page list(
            @RequestParam(required = false) @Nullable String policy,
            @Parameter(description = "An outcome of the policy") @RequestParam(required = false) @Nullable
                    String outcome,
            @Parameter(description = "The name of a rule that fired") @RequestParam(required = false) @Nullable
                    String rule,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String reference,
            @Parameter(description = "The earliest time, itself included") @RequestParam(required = false) @Nullable
                    Instant from,
            @Parameter(description = "The latest time, itself excluded") @RequestParam(required = false) @Nullable
                    Instant to,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "How many, from 1 to " + MOST) @RequestParam(required = false) @Nullable
                    Integer limit) {
        int count = QueryParameters.limit(limit, PAGE, MOST);
        try {
            return audit.search(new Search(
                    given(policy),
                    given(outcome),
                    given(rule),
                    version,
                    given(reference),
                    from,
                    to,
                    given(cursor),
                    count));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.BAD_PARAMETER, String.valueOf(e.getMessage()));
        }
    }
}
