package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rolecall.audit.PolicyActivation;
import io.rolecall.audit.PolicyActivations;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.audit.ReplicaState;
import io.rolecall.serving.ActivationRefused;
import io.rolecall.serving.Activations;
import io.rolecall.serving.Presence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which version answers, and which did when. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/activations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class ActivationController {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Activations activations;
    private final PolicyActivations history;
    private final StoredVersions stored;
    private final Presence presence;

    ActivationController(Activations activations, PolicyActivations history, StoredVersions stored, Presence presence) {
        this.presence = presence;
        this.activations = activations;
        this.history = history;
        this.stored = stored;
    }

    /** The body as a caller writes it, for the API's description alone. */
    record ActivationBody(
            @Schema(description = "A version; an older one takes the newer ones back")
            int version,

            @Schema(description = "Why, up to " + PolicyVersions.LONGEST_TEXT + " characters") @Nullable
            String reason,

            @Schema(
                    name = "wait",
                    description = "all: the answer comes when every replica serves it",
                    allowableValues = "all")
            @JsonProperty("wait")
            @Nullable
            String waitFor) {}

    record ActivationList(
            List<PolicyActivation> items, @Nullable String next) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "activate",
            summary = "Make a version live; rolling back is making an older one live",
            description =
                    "Of two at once one is made live and the other refused. It is an entry of the log before it is answered."
                            + " Other replicas follow within a second or two.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ActivationBody.class))))
    @ApiResponse(
            responseCode = "201",
            description = "It is live here; with wait at every replica",
            content = @Content(schema = @Schema(implementation = PolicyActivation.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It was live before",
            content = @Content(schema = @Schema(implementation = PolicyActivation.class)))
    ResponseEntity<PolicyActivation> activate(
            @PathVariable String policy,
            @Parameter(description = Actor.DESCRIPTION) @RequestHeader(name = Actor.HEADER, required = false) @Nullable
                    String actor,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        BodyMembers members = BodyMembers.of(
                request,
                RecommendationController.MOST_BYTES,
                "An activation",
                Problem.BAD_ACTIVATION,
                "{\"version\": 3, \"reason\": \"…\"}",
                List.of("version", "reason", "wait"));
        int number = members.whole("version", 1);
        String reason = members.text("reason", PolicyVersions.LONGEST_TEXT, false);
        boolean all = members.isWord("wait", "all");
        members.done();
        stored.version(policy, number);
        Activations.Activated activated = activate(policy, number, Actor.of(actor), reason);
        if (all) {
            await(policy, activated.activation());
        }
        return ResponseEntity.status(activated.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(activated.activation());
    }

    private void await(String policy, PolicyActivation activation) {
        List<ReplicaState> behind;
        try {
            behind = presence.await(policy, activation.number(), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            behind = presence.of(policy);
        }
        if (!behind.isEmpty()) {
            throw new ProblemException(
                    Problem.NOT_EVERYWHERE,
                    "Version " + activation.version() + " is active, and after " + PATIENCE.toSeconds()
                            + " s not served yet by "
                            + behind.stream()
                                    .map(replica -> replica.name()
                                            + (replica.refused() == null ? "" : " (" + replica.refused() + ")"))
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private Activations.Activated activate(String policy, int number, String actor, @Nullable String reason) {
        try {
            return activations.activate(policy, number, actor, reason);
        } catch (ActivationRefused e) {
            Problem problem = switch (e.why()) {
                case UNKNOWN -> Problem.UNKNOWN_VERSION;
                case NOT_PASSED -> Problem.NOT_PASSED;
                case NOT_APPROVED -> Problem.NOT_APPROVED;
                case OVERTAKEN -> Problem.OVERTAKEN;
            };
            throw new ProblemException(problem, String.valueOf(e.getMessage()), e.findings());
        }
    }

    @GetMapping
    @Operation(operationId = "activations", summary = "Which version was live when, and who made it so; newest first")
    ActivationList list(
            @PathVariable String policy,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "How many, from 1 to " + NumberedPage.MOST)
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit) {
        stored.expect(policy);
        NumberedPage page = NumberedPage.of(cursor, limit);
        List<PolicyActivation> found = history.list(policy, page.below(), page.limit() + 1);
        return new ActivationList(page.cut(found), page.next(found, PolicyActivation::number));
    }
}
