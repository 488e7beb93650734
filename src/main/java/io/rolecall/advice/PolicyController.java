package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Policy;
import io.rolecall.policy.Scenario;
import io.rolecall.serving.LivePolicy;
import io.rolecall.serving.PolicyState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = "/v1/policies", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Policies")
class PolicyController {

    private final PolicyCatalogue policies;

    PolicyController(PolicyCatalogue policies) {
        this.policies = policies;
    }

    record PolicyList(List<Served> items, @Nullable String next) {}

    /**
     * A policy as it is served.
     *
     * @param age seconds since this version became live in this process
     * @param source where the version came from: {@code folder} or {@code api}; null where none is live
     * @param refused the last change, where it was refused and nothing accepted since
     * @param waiting the version from the rules folder that is held back, and why; left out where there is none
     */
    record Served(
            String name,
            @Nullable String title,
            @Nullable String purpose,
            @Nullable String owner,
            @Nullable String contact,
            @Nullable Integer version,
            @Nullable String digest,
            @Nullable Instant since,
            @Nullable Long age,
            PolicyVersion.@Nullable Source source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Policy.Outcome> outcomes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Policy.Leaning> leanings,

            @Nullable Refused refused,

            @JsonInclude(JsonInclude.Include.NON_NULL) PolicyState.@Nullable Waiting waiting) {

        static Served of(PolicyState state, boolean whole) {
            LivePolicy live = state.live();
            Refused refused = Refused.of(state.refused());
            if (live == null) {
                return new Served(
                        state.name(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        refused,
                        state.waiting());
            }
            Policy.About about = live.policy().about();
            return new Served(
                    state.name(),
                    about.title(),
                    about.purpose(),
                    about.owner(),
                    about.contact(),
                    live.version(),
                    live.policy().digest(),
                    live.since(),
                    Duration.between(live.since(), Instant.now()).toSeconds(),
                    live.stored().source(),
                    whole ? about.outcomes() : null,
                    whole ? about.leanings() : null,
                    refused,
                    state.waiting());
        }
    }

    record ExampleList(List<Example> items, @Nullable String next) {}

    /**
     * A whole situation that the policy is tested with.
     *
     * @param id the name of its file in teams/, without the ending
     * @param situation in sentences
     * @param facts as a request states them
     * @param outcome what it comes to; null where its author leaves that open
     */
    record Example(
            String id,
            String name,
            @Nullable String situation,
            JsonNode facts,
            @Nullable String outcome) {

        static Example of(Scenario team) {
            String path = team.at().file();
            String file = path.substring(path.lastIndexOf('/') + 1);
            return new Example(
                    file.substring(0, file.lastIndexOf('.')),
                    team.name(),
                    team.situation(),
                    team.given(),
                    team.outcome());
        }
    }

    record Refused(Instant at, String digest, List<Finding> findings) {

        static @Nullable Refused of(PolicyState.@Nullable Refusal refusal) {
            return refusal == null ? null : new Refused(refusal.at(), refusal.digest(), refusal.findings());
        }
    }

    @GetMapping
    @Operation(operationId = "policies", summary = "What is served")
    PolicyList list() {
        List<Served> items = new ArrayList<>();
        policies.all().forEach(state -> items.add(Served.of(state, false)));
        return new PolicyList(items, null);
    }

    @GetMapping("/{policy}")
    @Operation(operationId = "policy", summary = "One policy, with its outcomes and the findings of a refused change")
    Served one(@PathVariable String policy) {
        return Served.of(policies.state(policy), true);
    }

    @GetMapping(path = "/{policy}/schema", produces = "application/schema+json")
    @Operation(
            operationId = "schema",
            summary = "JSON Schema (2020-12) of a request's facts, with the questions as titles")
    @ApiResponse(
            responseCode = "200",
            description = "The schema",
            content = @Content(schema = @Schema(type = "object")))
    ObjectNode schema(@PathVariable String policy) {
        LivePolicy live = policies.live(policy);
        return FactsSchema.of(live.policy(), live.version());
    }

    @GetMapping("/{policy}/examples")
    @Operation(
            operationId = "examples",
            summary = "Whole situations to start from or to learn by, each with what it comes to")
    ExampleList examples(@PathVariable String policy) {
        return new ExampleList(
                policies.live(policy).policy().teams().stream().map(Example::of).toList(), null);
    }

    @GetMapping("/{policy}/guides/{guide}")
    @Operation(operationId = "guide", summary = "What to do with the advice")
    Policy.Guide guide(@PathVariable String policy, @PathVariable String guide) {
        var guides = policies.live(policy).policy().guides();
        Policy.Guide found = guides.get(guide);
        if (found == null) {
            throw new ProblemException(
                    Problem.UNKNOWN_GUIDE,
                    "There is no guide \"" + Messages.shorten(guide) + "\" (expected: "
                            + String.join(", ", guides.keySet()) + ").");
        }
        return found;
    }
}
