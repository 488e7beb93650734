package io.rolecall.bench;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The least that a POST can cost in this server: what any recommendation is measured against. */
@Hidden // it stands on the class path of every test, and is no part of the API
@RestController
class EchoController {

    @PostMapping("/bench/echo")
    ResponseEntity<byte[]> echo(HttpServletRequest request) throws IOException {
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(request.getInputStream().readAllBytes());
    }
}
