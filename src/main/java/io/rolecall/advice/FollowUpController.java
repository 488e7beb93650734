package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.FollowUp;
import io.rolecall.audit.FollowUps;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was done with the advice. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Follow-ups")
class FollowUpController {

    private final FollowUps followUps;
    private final AuditLog audit;
    private final PolicyCatalogue policies;

    FollowUpController(FollowUps followUps, AuditLog audit, PolicyCatalogue policies) {
        this.followUps = followUps;
        this.audit = audit;
        this.policies = policies;
    }

    record FollowUpList(List<FollowUp> items, @Nullable String next) {}

    record FollowUpCounts(
            List<FollowUp.Count> items, @Nullable String next) {}

    @PostMapping(path = "/recommendations/{id}/follow-ups", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "followUp",
            summary = "Say what was done with a recommendation",
            description =
                    "It is an entry of the log before it is answered. A newer one replaces none; it counts instead.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = FollowUpReader.Said.class))))
    FollowUp add(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
        FollowUpReader.Said said = FollowUpReader.read(RequestReader.tree(RecommendationController.body(request)));
        try {
            return followUps.add(id, said.followed(), said.note()).orElseThrow(() -> ProblemException.unknown(id));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.NOT_FOLLOWABLE, String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/recommendations/{id}/follow-ups")
    @Operation(operationId = "followUps", summary = "What was done with a recommendation, the oldest first")
    FollowUpList list(@PathVariable String id) {
        List<FollowUp> found = followUps.of(id);
        if (found.isEmpty() && !audit.has(id)) {
            throw ProblemException.unknown(id);
        }
        return new FollowUpList(found, null);
    }

    @GetMapping("/policies/{policy}/follow-ups")
    @Operation(
            operationId = "followUpCounts",
            summary = "How a policy's recommendations were followed, by version and outcome",
            description = "Each recommendation is counted once, by its newest follow-up.")
    FollowUpCounts counts(@PathVariable String policy) {
        List<FollowUp.Count> counts = followUps.counts(policy);
        if (counts.isEmpty()) {
            policies.state(policy);
        }
        return new FollowUpCounts(counts, null);
    }
}
