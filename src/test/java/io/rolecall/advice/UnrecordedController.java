package io.rolecall.advice;

import io.rolecall.audit.Mask;
import io.rolecall.audit.Unrecorded;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Recommends as the service does, but records nothing: for the load harness alone, to see what the record costs. */
@Hidden // it stands on the class path of every test, and is no part of the API
@RestController
class UnrecordedController {

    private final VersionChoice versions;
    private final Adviser adviser;

    UnrecordedController(VersionChoice versions, RecommendationMetrics metrics, Mask mask, Shadows shadows) {
        this.versions = versions;
        this.adviser = new Adviser(new Unrecorded(), metrics, mask, shadows);
    }

    @PostMapping("/bench/policies/{policy}/unrecorded")
    ResponseEntity<byte[]> recommend(@PathVariable String policy, HttpServletRequest request) throws IOException {
        Answering live = versions.answering(policy, null, 0);
        var body = RequestReader.tree(RecommendationController.body(request));
        Adviser.Answer answer = adviser.answer(
                live, RequestReader.request(body, live.policy().base().rulebook()), null);
        return ResponseEntity.created(URI.create("/v1/recommendations/" + answer.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.body());
    }
}
