package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.CheckReport;
import io.rolecall.policy.ScenarioResult;
import io.rolecall.serving.Publications;
import io.rolecall.serving.Publications.Checked;
import io.rolecall.serving.Publications.Draft;
import io.rolecall.serving.Publications.Outcome;
import io.rolecall.serving.Publications.Outdated;
import io.rolecall.serving.Publications.Refused;
import io.rolecall.serving.Publications.Stored;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a new version of a policy. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class PublicationController {

    private static final List<String> MEMBERS = List.of(DraftReader.BASE, DraftReader.FILES, "note");

    private final Publications publications;

    PublicationController(Publications publications) {
        this.publications = publications;
    }

    /** The body as a caller writes it, for the API's description alone. */
    record VersionBody(
            @Schema(description = "The newest version, which the files are changes of; 0 for a policy that has none")
            int base,

            @Schema(description = "Texts by their path below the policy's folder; null takes the file out")
            Map<String, String> files,

            @Schema(description = "Why, up to " + PolicyVersions.LONGEST_TEXT + " characters")
            String note) {}

    /**
     * @param version left out where it was only checked
     * @param check what the checks say: warnings, and scenarios that fail
     * @param scenarios each of them; left out unless it was only checked
     */
    record Published(
            @JsonInclude(Include.NON_NULL) @Nullable PolicyVersion version,
            CheckReport check,
            @JsonInclude(Include.NON_NULL) @Nullable List<ScenarioResult> scenarios) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "publish",
            summary = "Publish a new version of a policy; it goes live by an activation",
            description =
                    "The files are changes of the newest version, which has to be named, so that nobody's change is lost."
                            + " A version that cannot answer is refused with every finding.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = VersionBody.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The new version",
            content = @Content(schema = @Schema(implementation = Published.class)))
    @ApiResponse(
            responseCode = "200",
            description =
                    "The version that has this content already; or with dryRun only the report, with each scenario",
            content = @Content(schema = @Schema(implementation = Published.class)))
    ResponseEntity<Published> publish(
            @PathVariable String policy,
            @Parameter(description = "Only check it, and say what became of each scenario")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean dryRun,
            @Parameter(description = Actor.DESCRIPTION) @RequestHeader(name = Actor.HEADER, required = false) @Nullable
                    String actor,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        boolean dry = dryRun != null && dryRun;
        Draft draft = draft(policy, Actor.of(actor), dry, request);
        Outcome outcome = DraftReader.fit(() -> publications.publish(draft, dry));
        if (outcome instanceof Checked checked) {
            return ResponseEntity.ok(
                    new Published(null, checked.run().report(), checked.run().scenarios()));
        }
        if (outcome instanceof Stored stored) {
            Published published = new Published(stored.version(), stored.report(), null);
            URI location = URI.create(
                    "/v1/policies/" + policy + "/versions/" + stored.version().number());
            return (stored.fresh()
                            ? ResponseEntity.created(location)
                            : ResponseEntity.ok().location(location))
                    .body(published);
        }
        if (outcome instanceof Refused refused) {
            throw new ProblemException(
                    Problem.POLICY_REFUSED, "The policy cannot answer; nothing was stored.", refused.findings());
        }
        throw outdated(policy, ((Outdated) outcome).newest());
    }

    private static ProblemException outdated(String policy, int newest) {
        return new ProblemException(
                Problem.OUTDATED,
                newest == 0
                        ? "The policy \"" + policy + "\" has no version yet (expected: base 0)."
                        : "The newest version is " + newest + " (expected: base " + newest
                                + ", with its changes looked at and kept).");
    }

    private static Draft draft(String policy, String actor, boolean dryRun, HttpServletRequest request)
            throws IOException {
        BodyMembers members = BodyMembers.of(
                request,
                DraftReader.MOST_BYTES,
                "A version",
                Problem.BAD_VERSION,
                "{\"base\": 3, \"files\": {\"signals/data.drl\": \"…\"}, \"note\": \"…\"}",
                MEMBERS);
        int base = members.whole(DraftReader.BASE, 0);
        String note = members.text("note", PolicyVersions.LONGEST_TEXT, !dryRun);
        Map<String, byte @Nullable []> files = DraftReader.files(members, true);
        members.done();
        return new Draft(policy, base, files, actor, Objects.requireNonNullElse(note, ""));
    }
}
