package io.rolecall.advice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rolecall.audit.PolicyVersion;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.CheckReport;
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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
import tools.jackson.databind.JsonNode;

/** Takes a new version of a policy. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class PublicationController {

    /** A policy has 2 MiB; as JSON some more. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final List<String> MEMBERS = List.of("base", "files", "note");

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
     */
    record Published(
            @JsonInclude(Include.NON_NULL) @Nullable PolicyVersion version, CheckReport check) {}

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
            description = "The version that has this content already; or with dryRun only the report",
            content = @Content(schema = @Schema(implementation = Published.class)))
    ResponseEntity<Published> publish(
            @PathVariable String policy,
            @Parameter(description = "Only check it") @RequestParam(required = false) @Nullable Boolean dryRun,
            @Parameter(description = Actor.DESCRIPTION) @RequestHeader(name = Actor.HEADER, required = false) @Nullable
                    String actor,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        boolean dry = dryRun != null && dryRun;
        Outcome outcome = publish(draft(policy, Actor.of(actor), dry, request), dry);
        if (outcome instanceof Checked checked) {
            return ResponseEntity.ok(new Published(null, checked.report()));
        }
        if (outcome instanceof Stored stored) {
            Published published = new Published(stored.version(), stored.report());
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

    private Outcome publish(Draft draft, boolean dryRun) {
        try {
            return publications.publish(draft, dryRun);
        } catch (Bundle.TooLarge e) {
            throw new ProblemException(Problem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (Bundle.Unfit e) {
            throw new BadRequest(
                    Problem.BAD_VERSION,
                    List.of(new FactReader.Problem(
                            "/files" + Messages.pointer(e.path()), String.valueOf(e.getMessage()))));
        }
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
                MOST_BYTES,
                "A version",
                Problem.BAD_VERSION,
                "{\"base\": 3, \"files\": {\"signals/data.drl\": \"…\"}, \"note\": \"…\"}",
                MEMBERS);
        int base = members.whole("base", 0);
        String note = members.text("note", PolicyVersions.LONGEST_TEXT, !dryRun);
        Map<String, byte @Nullable []> files = files(members);
        members.done();
        return new Draft(policy, base, files, actor, Objects.requireNonNullElse(note, ""));
    }

    private static Map<String, byte @Nullable []> files(BodyMembers members) {
        Map<String, byte @Nullable []> files = new LinkedHashMap<>();
        JsonNode node = members.node("files");
        if (!node.isObject() || node.isEmpty()) {
            members.wrong(
                    "/files",
                    "files is " + (node.isMissingNode() ? "missing" : "no object with files")
                            + " (expected: {\"signals/data.drl\": \"the text\", \"old.drl\": null}).");
        }
        for (Map.Entry<String, JsonNode> file : node.properties()) {
            if (file.getValue().isString()) {
                files.put(file.getKey(), file.getValue().stringValue().getBytes(StandardCharsets.UTF_8));
            } else if (file.getValue().isNull()) {
                files.put(file.getKey(), null);
            } else {
                members.wrong(
                        "/files" + Messages.pointer(file.getKey()),
                        "The file is no text (expected: its whole text, or null to take it out).");
            }
        }
        return files;
    }
}
