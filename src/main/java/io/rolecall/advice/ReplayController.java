package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/recommendations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Audit")
class ReplayController {

    private final AuditLog audit;
    private final Replay replay;

    ReplayController(AuditLog audit, Replay replay) {
        this.audit = audit;
        this.replay = replay;
    }

    @PostMapping("/{id}/replay")
    @Operation(
            operationId = "replay",
            summary = "Answer again from the recorded facts, and compare",
            description =
                    "Under the recorded version, byte for byte; under another, value for value. Nothing is recorded.")
    Replay.Replayed replay(
            @PathVariable String id,
            @Parameter(description = "Another version of the policy") @RequestParam(required = false) @Nullable
                    Integer version) {
        byte[] recorded = audit.answer(id).orElseThrow(() -> ProblemException.unknown(id));
        return replay.replay(recorded, version);
    }
}
