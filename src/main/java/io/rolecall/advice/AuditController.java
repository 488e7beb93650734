package io.rolecall.advice;

import io.rolecall.audit.LoggedEntry;
import io.rolecall.audit.Proof;
import io.rolecall.audit.ProvableLog;
import io.rolecall.knowledge.Messages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log for those who want to check it themselves. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Audit")
class AuditController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final ProvableLog log;

    AuditController(ProvableLog log) {
        this.log = log;
    }

    /** @param next {@code from} of the next page, null at the end */
    record EntryPage(List<LoggedEntry> items, @Nullable String next) {}

    /** @param path what shows that the log of size {@code to} begins with all of the one of size {@code from} */
    record Consistency(long from, long to, List<byte[]> path) {}

    @GetMapping(path = "/audit/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "checkpoint",
            summary = "The newest checkpoint: a signed note with the log's name, size and root")
    @ApiResponse(
            responseCode = "200",
            description = "A C2SP checkpoint; it covers all that was recorded up to a second ago",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    ResponseEntity<byte[]> checkpoint() {
        return text(log.checkpoint().note());
    }

    @GetMapping(path = "/audit/key", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(operationId = "key", summary = "What verifies checkpoints: name, id and Ed25519 key in one line")
    @ApiResponse(
            responseCode = "200",
            description = "A verifier key of C2SP signed notes",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    ResponseEntity<byte[]> key() {
        return text(log.key() + "\n");
    }

    private static ResponseEntity<byte[]> text(String text) {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/audit/entries")
    @Operation(operationId = "entries", summary = "The log's entries in their order, as they were hashed")
    EntryPage entries(
            @Parameter(description = "The first index, from 0") @RequestParam(required = false) @Nullable Long from,
            @Parameter(description = "How many, from 1 to " + MOST) @RequestParam(required = false) @Nullable
                    Integer limit) {
        long first = from == null ? 0 : from;
        if (first < 0) {
            throw bad("from", first, "0 or more");
        }
        int count = limit == null ? PAGE : limit;
        if (count < 1 || count > MOST) {
            throw bad("limit", count, "a whole number from 1 to " + MOST);
        }
        List<LoggedEntry> entries = log.entries(first, count + 1);
        boolean more = entries.size() > count;
        return new EntryPage(
                more ? entries.subList(0, count) : entries,
                more ? Long.toString(entries.get(count).index()) : null);
    }

    @GetMapping("/audit/consistency")
    @Operation(operationId = "consistency", summary = "What shows that the log has only grown between two sizes")
    Consistency consistency(
            @Parameter(description = "The size of an earlier checkpoint") @RequestParam(required = false) @Nullable
                    Long from,
            @Parameter(description = "The size of a later one; the newest checkpoint's if left out")
                    @RequestParam(required = false)
                    @Nullable
                    Long to) {
        long newest = log.checkpoint().size();
        long later = to == null ? newest : to;
        if (later < 0 || later > newest) {
            throw bad("to", later, "0 to " + newest + ", the newest checkpoint's size");
        }
        if (from == null || from < 0 || from > later) {
            throw bad("from", from, "0 to " + later);
        }
        return new Consistency(from, later, log.consistency(from, later));
    }

    private static ProblemException bad(String parameter, @Nullable Object found, String expected) {
        return new ProblemException(
                Problem.BAD_PARAMETER,
                parameter + " is " + (found == null ? "missing" : found) + " (expected: " + expected + ").");
    }

    @GetMapping("/recommendations/{id}/proof")
    @Operation(
            operationId = "proof",
            summary = "What shows that a recommendation is in the log",
            description = "For the newest recommendations it waits until the next checkpoint, a second at most."
                    + " What was erased has one too, without what opens the entry's commitments.")
    Proof proof(@PathVariable String id) {
        return log.proof(id)
                .orElseThrow(() -> new ProblemException(
                        Problem.NO_PROOF,
                        "There is no entry for \"" + Messages.shorten(id)
                                + "\": nothing is recorded under it, or it was recorded before the log began."));
    }
}
