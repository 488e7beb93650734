package io.rolecall.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rolecall.audit.AuditLog;
import io.rolecall.audit.Entry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The least that a POST can cost in this server, and the least that a recorded one can: what recommendations are measured against. */
@Hidden // it stands on the class path of every test, and is no part of the API
@RestController
class EchoController {

    private final AuditLog audit;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    EchoController(AuditLog audit) {
        this.audit = audit;
    }

    @PostMapping("/bench/echo")
    ResponseEntity<byte[]> echo(HttpServletRequest request) throws IOException {
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request.getInputStream().readAllBytes());
    }

    /** Records the body durably and sends it back: no rule is asked. */
    @PostMapping("/bench/recorded")
    ResponseEntity<byte[]> recorded(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        String id = ids.generate().toString();
        Instant at = Instant.now();
        audit.append(new Entry(
                id,
                "hiring",
                1,
                "sha256:0",
                "RECOMMENDED",
                "NONE",
                "load",
                at,
                List.of("a rule"),
                body,
                null,
                audit.seal(id, at, "hiring", 1, "sha256:0", "request", "answer")));
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
