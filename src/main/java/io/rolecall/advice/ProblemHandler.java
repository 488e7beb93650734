package io.rolecall.advice;

import io.rolecall.audit.AuditLog;
import io.rolecall.audit.AuditUnavailableException;
import io.rolecall.audit.DamagedRecordException;
import io.rolecall.audit.ErasedException;
import io.rolecall.audit.Erasure;
import io.rolecall.audit.ErasureUnfinishedException;
import io.rolecall.audit.HeldException;
import io.rolecall.audit.NotRecordedException;
import io.rolecall.audit.OutcomeUnknownException;
import io.rolecall.knowledge.Messages;
import io.rolecall.serving.TooBusy;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure as a problem document (RFC 9457), with a type that stays and nothing of the inside. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final AuditLog audit;

    ProblemHandler(AuditLog audit) {
        this.audit = audit;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequest e) {
        ProblemDetail detail = detail(e.problem(), e.getMessage());
        detail.setProperty("errors", e.errors());
        return answer(detail);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        ProblemDetail detail = detail(e.problem(), e.getMessage());
        detail.setInstance(e.instance());
        if (!e.findings().isEmpty()) {
            detail.setProperty("errors", e.findings());
        }
        return switch (e.problem()) {
            case KEY_IN_USE, TOO_MANY_IMPACTS, TOO_MANY_EXPORTS -> soon(detail);
            default -> answer(detail);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(TooBusy e) {
        return soon(detail(
                Problem.TOO_BUSY,
                "This takes compiling a version that was not compiled of late, a search through many situations, or counting"
                        + " many records, and others have as much done at the moment; ask again later. The live version"
                        + " answers meanwhile."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notRecorded(NotRecordedException e) {
        log.error("A request was refused because it could not be recorded: {}", e.getMessage());
        return later(
                Problem.NOT_RECORDED,
                "The record does not accept at the moment, and what is not recorded is not done; ask again later.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(OutcomeUnknownException e) {
        log.error("An answer was not given because nobody knows whether it was recorded: {}", e.getMessage());
        return later(
                Problem.OUTCOME_UNKNOWN,
                "The database went away while this was recorded, and has not said since whether it was. Ask again with"
                        + " the same Idempotency-Key where the call takes one; else look first whether it is recorded.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unfinished(ErasureUnfinishedException e) {
        log.error("An erasure is not finished: {}", e.getMessage());
        return later(
                Problem.ERASURE_UNFINISHED,
                "It is erased, but something reads the database, so that what is left of it in the write-ahead log could"
                        + " not be removed yet; ask again later.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(AuditUnavailableException e) {
        log.error("The record cannot be read: {}", e.getMessage());
        return later(Problem.NOT_READABLE, "The record cannot be read at the moment; ask again later.");
    }

    /** A log that is in doubt does not come back by itself: asking again would not help. */
    private ResponseEntity<ProblemDetail> later(Problem problem, String message) {
        return audit.doubt() == null
                ? soon(detail(problem, message))
                : answer(
                        detail(
                                problem,
                                "The log is in doubt, and read only until its operator has looked into it; the health page says why."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> damaged(DamagedRecordException e) {
        return answer(
                detail(
                        Problem.DAMAGED,
                        "What is stored is not what was recorded and signed; the service records nothing until this is looked into."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> erased(ErasedException e) {
        Erasure erasure = e.erasure();
        String why = switch (erasure.cause()) {
            case REQUEST -> "somebody asked for it";
            case RETENTION -> "its policy's retention period was over";
        };
        return answer(detail(
                Problem.ERASED,
                "The payload of " + erasure.recommendation() + " was erased at " + erasure.at() + " because " + why
                        + "; its proof stays."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> held(HeldException e) {
        return answer(detail(
                Problem.HELD, "It is held since " + e.hold().since() + ", and so not erased; release the hold first."));
    }

    /** Nothing can be said any more. It goes on to the container, which breaks the connection. */
    @ExceptionHandler
    void brokenOff(BrokenOff e) {
        throw e;
    }

    /** A caller that went away in the middle of its request: there is nobody to answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> gone(IOException e) {
        log.debug("A request could not be read to its end.", e);
        return answer(detail(Problem.BAD_JSON, "The body could not be read to its end."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> parameter(MethodArgumentTypeMismatchException e) {
        Class<?> type = e.getRequiredType();
        String expected = type == null ? "another value" : expected(type);
        return answer(detail(
                Problem.BAD_PARAMETER, e.getName() + " is \"" + e.getValue() + "\" (expected: " + expected + ")."));
    }

    private static String expected(Class<?> type) {
        if (Number.class.isAssignableFrom(type) || type == int.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type == java.time.Instant.class ? "a time such as 2026-11-01T00:00:00Z" : "another value";
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> query(InvalidParameterException e) {
        return answer(detail(Problem.BAD_PARAMETER, "The query cannot be read (expected: UTF-8, escaped as %C3%A9)."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> internal(Exception e) {
        log.error("A request failed: a defect of Rolecall.", e);
        return answer(detail(Problem.INTERNAL, "The service failed on this request; its log says why."));
    }

    /** What Spring itself refuses: no such path, another method, another media type. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path =
                request instanceof ServletWebRequest web ? web.getRequest().getRequestURI() : "";
        ProblemDetail detail = plain(status.value(), path);
        if (e instanceof ErrorResponseException own
                && String.valueOf(own.getBody().getType()).startsWith(Problem.PREFIX)) {
            detail = own.getBody();
        } else if (e instanceof HttpRequestMethodNotSupportedException other && other.getSupportedMethods() != null) {
            detail.setDetail(other.getMethod() + " is not possible at this path (expected: "
                    + String.join(", ", other.getSupportedMethods()) + ").");
        } else if (e instanceof HttpMediaTypeNotSupportedException other) {
            String found = other.getContentType() == null
                    ? "missing"
                    : other.getContentType().toString();
            detail.setDetail("The Content-Type is " + found + " (expected: application/json).");
        } else if (e instanceof HttpMediaTypeNotAcceptableException other) {
            notAcceptable(other.getSupportedMediaTypes(), detail);
        }
        return super.handleExceptionInternal(e, detail, headers, status, request);
    }

    private static void notAcceptable(List<MediaType> supported, ProblemDetail detail) {
        if (supported.contains(MediaType.TEXT_PLAIN)) {
            detail.setDetail("This answer is text (expected: Accept: text/plain).");
        } else if (supported.contains(ExportController.ZIP)) {
            detail.setDetail("This answer is a ZIP file (expected: Accept: " + ExportController.ZIP + ").");
        } else if (supported.contains(MediaType.TEXT_HTML)) {
            detail.setDetail("This answer has other forms (expected: Accept: "
                    + supported.stream().map(MediaType::toString).collect(Collectors.joining(" or ")) + ").");
        }
    }

    /** A problem of which only the status is known. */
    static ProblemDetail plain(int status, String path) {
        Problem problem = Problem.of(status);
        ProblemDetail detail = detail(
                problem,
                switch (problem) {
                    case NOT_FOUND ->
                        "There is nothing at " + Messages.shorten(path) + " (expected: a path of /v3/api-docs).";
                    case NOT_ACCEPTABLE -> "An answer is JSON (expected: Accept: application/json).";
                    case INTERNAL -> "The service failed on this request; its log says why.";
                    default -> problem.title() + ".";
                });
        detail.setStatus(status);
        return detail;
    }

    private static ProblemDetail detail(Problem problem, @Nullable String message) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create(problem.type()));
        detail.setTitle(problem.title());
        detail.setDetail(message);
        return detail;
    }

    /** It helps to ask again. */
    private static ResponseEntity<ProblemDetail> soon(ProblemDetail detail) {
        return ResponseEntity.status(detail.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(detail);
    }

    static ResponseEntity<ProblemDetail> answer(ProblemDetail detail) {
        return ResponseEntity.status(detail.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
