package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Hold;
import io.rolecall.audit.Holds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keeps a recommendation from being erased. */
@RestController
@RequestMapping(path = "/v1/recommendations/{id}/hold", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Privacy")
class HoldController {

    private final Holds holds;
    private final AuditLog audit;

    HoldController(Holds holds, AuditLog audit) {
        this.holds = holds;
        this.audit = audit;
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "hold",
            summary = "Hold a recommendation: it is not erased, by hand or after its period",
            description =
                    "It is an entry of the log before it is answered. Where it is held already nothing changes, whatever the reason:"
                            + " the hold that is there is answered. For another reason it is released and held again.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = HoldReader.Asked.class))))
    @ApiResponse(
            responseCode = "201",
            description = "It is held from now on",
            content = @Content(schema = @Schema(implementation = Hold.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It was held before: since when, and why",
            content = @Content(schema = @Schema(implementation = Hold.class)))
    ResponseEntity<Hold> hold(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        HoldReader.Asked asked = HoldReader.read(RequestReader.tree(RecommendationController.body(request)));
        Holds.Placed placed = holds.place(id, asked.reason()).orElseThrow(() -> ProblemException.unknown(id));
        return ResponseEntity.status(placed.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(placed.hold());
    }

    @GetMapping
    @Operation(operationId = "heldSince", summary = "Why and since when a recommendation is held")
    Hold hold(@PathVariable String id) {
        return holds.of(id)
                .orElseThrow(() -> audit.has(id)
                        ? new ProblemException(Problem.NOT_HELD, "The recommendation is not held.")
                        : ProblemException.unknown(id));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "release",
            summary = "Let a recommendation be erased again",
            description = "It is an entry of the log before it is answered. Where it is not held nothing happens.")
    @ApiResponse(responseCode = "204", description = "It is not held, from now on or as before")
    void release(@PathVariable String id) {
        if (!holds.release(id)) {
            throw ProblemException.unknown(id);
        }
    }
}
