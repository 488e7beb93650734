package io.rolecall.advice;

import io.rolecall.audit.Erasures;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/recommendations")
@Tag(name = "Privacy")
class ErasureController {

    private final Erasures erasures;

    ErasureController(Erasures erasures) {
        this.erasures = erasures;
    }

    @DeleteMapping("/{id}/payload")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "erase",
            summary = "Erase what a recommendation was given for, and what it said",
            description =
                    "Facts, answer, reference, notes and all that could tell them are gone from the disk before it is answered."
                            + " Policy, version, status, outcome and time stay, and so does its entry in the log, which every proof rests on."
                            + " Asked again it is answered alike, and no second entry is made; what reads it is answered 410.")
    @ApiResponse(responseCode = "204", description = "It is erased, now or earlier")
    void erase(@PathVariable String id) {
        if (erasures.erase(id).isEmpty()) {
            throw ProblemException.unknown(id);
        }
    }
}
