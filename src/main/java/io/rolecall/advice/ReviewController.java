package io.rolecall.advice;

import io.rolecall.audit.CanonicalJson;
import io.rolecall.audit.ImpactReports;
import io.rolecall.audit.PolicyReview;
import io.rolecall.audit.PolicyReview.Verdict;
import io.rolecall.audit.PolicyReviews;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Messages;
import io.rolecall.serving.Checks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What others than its author think of a version. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/versions/{number}/reviews", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class ReviewController {

    private final PolicyReviews reviews;
    private final StoredVersions stored;
    private final Checks checks;
    private final ImpactReports impacts;

    ReviewController(PolicyReviews reviews, StoredVersions stored, Checks checks, ImpactReports impacts) {
        this.impacts = impacts;
        this.reviews = reviews;
        this.stored = stored;
        this.checks = checks;
    }

    /** The body as a caller writes it, for the API's description alone. */
    record ReviewBody(
            Verdict verdict,

            @Schema(description = "Why, up to " + PolicyVersions.LONGEST_TEXT + " characters") @Nullable
            String comment,

            @Schema(description = "The id of the impact report that was seen; left out, the newest of the version")
            @Nullable
            String impact,

            @Schema(description = "checkDigest of the version as it was seen; left out, as it is now") @Nullable
            String seen) {}

    record ReviewList(List<PolicyReview> items, @Nullable String next) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "review",
            summary = "Approve or reject a version",
            description =
                    "A review is bound to the version's digest and to the check report and the impact report that there are."
                            + " Of the check report it keeps checkDigest as seen: the report is made from the version's files"
                            + " alone, by the engine that the review's entry in the log names, and so can be made again."
                            + " A reviewer's newest word counts; the author's own never does, nor one without a name.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ReviewBody.class))))
    PolicyReview review(
            @PathVariable String policy,
            @PathVariable int number,
            @Parameter(description = Actor.DESCRIPTION) @RequestHeader(name = Actor.HEADER, required = false) @Nullable
                    String actor,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        PolicyVersion version = stored.version(policy, number);
        BodyMembers members = BodyMembers.of(
                request,
                RecommendationController.MOST_BYTES,
                "A review",
                Problem.BAD_REVIEW,
                "{\"verdict\": \"APPROVE\", \"comment\": \"…\"}",
                List.of("verdict", "comment", "impact", "seen"));
        Verdict verdict = members.constant("verdict", Verdict.class, true);
        String comment = members.text("comment", PolicyVersions.LONGEST_TEXT, false);
        String impact = members.text("impact", PolicyVersions.LONGEST_TEXT, false);
        String seen = members.text("seen", PolicyVersions.LONGEST_TEXT, false);
        members.done();
        String reviewer = Actor.of(actor);
        if (reviewer.equals(version.author())) {
            throw new ProblemException(
                    Problem.OWN_REVIEW,
                    "Version " + number + " was made by " + reviewer
                            + " (expected: a review by somebody else, named by the header " + Actor.HEADER + ").");
        }
        return reviews.add(
                version,
                Objects.requireNonNull(verdict),
                comment,
                reviewer,
                check(version, seen),
                impact(version, impact));
    }

    @GetMapping
    @Operation(operationId = "reviews", summary = "The reviews of a version, the oldest first")
    ReviewList list(@PathVariable String policy, @PathVariable int number) {
        stored.version(policy, number);
        return new ReviewList(reviews.of(policy, number), null);
    }

    /** The report that was seen, or the newest; null where there is none. */
    private @Nullable String impact(PolicyVersion version, @Nullable String seen) {
        Optional<ImpactReports.Kept> report = seen == null
                ? impacts.newest(version.policy(), version.number())
                : impacts.find(seen)
                        .filter(kept -> kept.policy().equals(version.policy()) && kept.version() == version.number());
        if (seen != null && report.isEmpty()) {
            throw new BadRequest(
                    Problem.BAD_REVIEW,
                    List.of(new FactReader.Problem(
                            "/impact", "There is no such impact report of version " + version.number() + ".")));
        }
        return report.map(kept -> kept.id() + " " + kept.digest()).orElse(null);
    }

    /** The digest of the report that there is, which has to be the one that was seen. */
    private String check(PolicyVersion version, @Nullable String seen) {
        String digest = digest(checks.of(version));
        if (seen != null && !seen.equals(digest)) {
            throw new BadRequest(
                    Problem.BAD_REVIEW,
                    List.of(new FactReader.Problem(
                            "/seen",
                            "seen is \"" + Messages.shorten(seen) + "\" (expected: " + digest
                                    + ", checkDigest of the version).")));
        }
        return digest;
    }

    /** Over what the checks say, as canonical JSON: anybody can make it from the answer that shows the version. */
    static String digest(Checks.Check check) {
        return "sha256:"
                + Fingerprint.sha256(CanonicalJson.of(check.report() == null ? check.findings() : check.report()));
    }
}
