package io.rolecall.advice;

import io.rolecall.audit.LogDownload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log for somebody who has no command line at the service. */
@RestController
@Tag(name = "Audit")
class ExportController {

    static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    private static final Logger log = LoggerFactory.getLogger(ExportController.class);

    private final LogDownload download;
    private final Semaphore turn = new Semaphore(1);

    ExportController(LogDownload download) {
        this.download = download;
    }

    @GetMapping(path = "/v1/audit/export", produces = "application/zip")
    @Operation(
            operationId = "export",
            summary = "The log up to its newest checkpoint as a ZIP file that anybody can check",
            description =
                    "The files that `audit export` writes, in the folder audit-export; `audit verify` checks them once"
                            + " they are unpacked, and VERIFY.md in it says how else. One at a time and within ten minutes. Where it"
                            + " fails on the way, or finds something that is not as it was signed, the connection breaks and the"
                            + " file is no ZIP file. While it is fetched, an erasure may answer 503 and is finished later.")
    @ApiResponse(
            responseCode = "200",
            description = "Tiles after C2SP tlog-tiles, payloads, the policies' files, key, checkpoint and VERIFY.md",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    void export(HttpServletResponse response) throws IOException {
        if (!turn.tryAcquire()) {
            throw new ProblemException(
                    Problem.TOO_MANY_EXPORTS, "Somebody fetches an export (expected: one at a time); ask again later.");
        }
        try {
            download.write(() -> begun(response), new BundleText());
        } catch (IOException | RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            log.error("An export was broken off: {}", String.valueOf(e.getMessage()));
            throw new BrokenOff("An export was broken off.");
        } finally {
            turn.release();
        }
    }

    private static OutputStream begun(HttpServletResponse response) throws IOException {
        response.setContentType(ZIP.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-export.zip\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return response.getOutputStream();
    }
}
