package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.Finding;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.CheckReport;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyDiff;
import io.rolecall.serving.Checks;
import io.rolecall.serving.Turns;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The versions of a policy, as they are kept for ever. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class VersionController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final PolicyVersions versions;
    private final StoredVersions stored;
    private final Checks checks;
    private final Turns turns;

    VersionController(PolicyVersions versions, StoredVersions stored, Checks checks, Turns turns) {
        this.versions = versions;
        this.stored = stored;
        this.checks = checks;
        this.turns = turns;
    }

    record VersionList(List<PolicyVersion> items, @Nullable String next) {}

    /** @param size in bytes */
    record File(String path, int size) {}

    /**
     * A version with what can be said of it now.
     *
     * @param check what the checks say of it today; left out where they refuse it
     * @param findings left out where it can answer
     * @param checkDigest of check, or of findings where they refuse it: what a review names as seen
     */
    record Whole(
            PolicyVersion version,
            List<File> files,

            @JsonInclude(Include.NON_NULL) @Nullable CheckReport check,

            @JsonInclude(Include.NON_NULL) @Nullable List<Finding> findings,

            @Schema(
                    description =
                            "sha256: and the digest of check, or of findings where they refuse it, as canonical JSON"
                                    + " (RFC 8785): what a review names as seen")
            String checkDigest) {}

    @GetMapping
    @Operation(operationId = "versions", summary = "The versions of a policy, newest first")
    VersionList list(
            @PathVariable String policy,
            @Parameter(description = "`next` of the page before") @RequestParam(required = false) @Nullable
                    String cursor,
            @Parameter(description = "How many, from 1 to " + NumberedPage.MOST)
                    @RequestParam(required = false)
                    @Nullable
                    Integer limit) {
        stored.expect(policy);
        NumberedPage page = NumberedPage.of(cursor, limit);
        List<PolicyVersion> found = versions.list(policy, (int) page.below(), page.limit() + 1);
        return new VersionList(page.cut(found), page.next(found, PolicyVersion::number));
    }

    @GetMapping("/{number}")
    @Operation(
            operationId = "version",
            summary = "One version: who made it and why, its files, and what the checks say of it today")
    Whole one(@PathVariable String policy, @PathVariable int number) {
        PolicyVersion version = stored.version(policy, number);
        Checks.Check check = checks.of(version);
        List<File> files = stored.bundle(version).files().entrySet().stream()
                .map(file -> new File(file.getKey(), file.getValue().length))
                .toList();
        return new Whole(
                version,
                files,
                check.report(),
                check.report() == null ? check.findings() : null,
                ReviewController.digest(check));
    }

    @GetMapping(path = "/{number}/files/{*path}", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(operationId = "file", summary = "One file of a version, as it was written")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    ResponseEntity<byte[]> file(@PathVariable String policy, @PathVariable int number, @PathVariable String path) {
        Bundle bundle = stored.bundle(stored.version(policy, number));
        byte[] file = bundle.files().get(path.substring(1));
        if (file == null) {
            throw stored.noFile(path.substring(1), bundle);
        }
        return ResponseEntity.ok().contentType(TEXT).body(file);
    }

    @GetMapping("/{number}/diff")
    @Operation(
            operationId = "versionDiff",
            summary = "What a version says otherwise than another: by rule, fact and outcome, and as text")
    PolicyDiff diff(
            @PathVariable String policy,
            @PathVariable int number,
            @Parameter(description = "The other version; left out, the one that this was made from, or the one before")
                    @RequestParam(required = false)
                    @Nullable
                    Integer from,
            @Parameter(
                            description =
                                    "Whether to look for the smallest situations that the two answer otherwise, for each"
                                            + " pair of outcomes; it can take some seconds")
                    @RequestParam(defaultValue = "false")
                    boolean semantic) {
        PolicyVersion version = stored.version(policy, number);
        int other = from != null ? from : version.base() != null ? version.base() : number - 1;
        if (other < 1) {
            throw new ProblemException(
                    Problem.BAD_PARAMETER,
                    "from is missing, and version " + number + " is the first (expected: a version).");
        }
        Policy before = stored.policy(policy, other);
        Policy after = stored.policy(policy, number);
        return semantic
                ? turns.take(() -> PolicyDiff.between(before, after, true))
                : PolicyDiff.between(before, after, false);
    }
}
