package io.rolecall.advice;

import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.serving.LivePolicies;
import io.rolecall.serving.Publications;
import io.rolecall.serving.Turns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Tries facts against a draft. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/trials", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class TrialController {

    private static final String EXAMPLE = """
            {"base": 1, "files": {}, "facts": {"models": {"status": "PROTOTYPE_ACCEPTED"}}}""";

    private static final List<String> MEMBERS = List.of(DraftReader.BASE, DraftReader.FILES, BodyMembers.FACTS);

    private static final String WHAT = "A trial";

    private static final int USUAL = 10;
    private static final int MOST = 100;

    private final Publications publications;
    private final StoredVersions stored;
    private final LivePolicies live;
    private final Turns turns;

    TrialController(Publications publications, StoredVersions stored, LivePolicies live, Turns turns) {
        this.publications = publications;
        this.stored = stored;
        this.live = live;
        this.turns = turns;
    }

    /** The body as a caller writes it, for the API's description alone. */
    record TrialBody(
            @Schema(description = "A version, which the files are changes of: any that there is")
            int base,

            @Schema(
                    description = "Texts by their path below the policy's folder; null takes the file out."
                            + " None: the version itself is tried")
            @Nullable
            Map<String, String> files,

            @Schema(description = "As of a recommendation, and as the draft's facts are declared")
            Object facts) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "tryFacts",
            summary = "Try facts against a draft: its answer, the live version's, and what nearly fired",
            description = "Nothing is stored or recorded. A draft that cannot answer is refused with every finding.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = TrialBody.class),
                                            examples = @ExampleObject(EXAMPLE))))
    Tried attempt(
            @PathVariable String policy,
            @Parameter(description = "How many near misses at most, from 1 to " + MOST)
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        int nearMisses = QueryParameters.limit(limit, USUAL, MOST);
        JsonNode body = RequestReader.tree(RecommendationController.body(request, DraftReader.MOST_BYTES));
        Draft draft = draft(policy, body);
        BodyMembers members = BodyMembers.of(body, WHAT, Problem.BAD_FACTS, EXAMPLE, MEMBERS);
        Facts facts = members.facts(draft.policy.base().rulebook());
        members.done();
        try {
            return turns.take(() -> Tried.of(
                    draft.policy,
                    draft.version,
                    live.live(policy),
                    Objects.requireNonNull(facts),
                    body.path(BodyMembers.FACTS),
                    nearMisses));
        } catch (OverBudgetException e) {
            throw new ProblemException(Problem.OVER_BUDGET, "The evaluation was stopped. " + e.sentence());
        }
    }

    /** @param version null where it is none yet */
    private record Draft(Policy policy, @Nullable Integer version) {}

    private Draft draft(String policy, JsonNode body) {
        BodyMembers members = BodyMembers.of(body, WHAT, Problem.BAD_VERSION, EXAMPLE, MEMBERS);
        int base = members.whole(DraftReader.BASE, 1);
        Map<String, byte @Nullable []> files = DraftReader.files(members, false);
        members.done();
        stored.version(policy, base);
        PolicyReader.Reading reading = files.isEmpty()
                ? stored.reading(policy, base)
                : DraftReader.fit(() -> publications.read(policy, base, files));
        Policy read = reading.policy();
        if (read == null) {
            throw new ProblemException(Problem.POLICY_REFUSED, "The draft cannot answer.", reading.findings());
        }
        return new Draft(read, files.isEmpty() ? base : null);
    }
}
