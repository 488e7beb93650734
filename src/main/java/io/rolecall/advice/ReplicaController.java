package io.rolecall.advice;

import io.rolecall.audit.ReplicaState;
import io.rolecall.serving.Presence;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who serves which version. */
@RestController
@RequestMapping(path = "/v1/policies/{policy}/replicas", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Versions")
class ReplicaController {

    private final Presence presence;
    private final StoredVersions stored;

    ReplicaController(Presence presence, StoredVersions stored) {
        this.presence = presence;
        this.stored = stored;
    }

    record ReplicaList(List<ReplicaState> items, @Nullable String next) {}

    @GetMapping
    @Operation(
            operationId = "replicas",
            summary = "Which replicas run, and which version of the policy each serves since when",
            description = "A replica that was not heard of for ten seconds is left out.")
    ReplicaList list(@PathVariable String policy) {
        stored.expect(policy);
        return new ReplicaList(presence.of(policy), null);
    }
}
