package io.rolecall.advice;

import io.rolecall.audit.NotRecordedException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure as a problem document (RFC 9457), with a type that stays and nothing of the inside. */
@RestControllerAdvice
final class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequest e) {
        ProblemDetail detail = detail(e.problem(), e.getMessage());
        detail.setProperty("errors", e.errors());
        return answer(detail);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(detail(e.problem(), e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notRecorded(NotRecordedException e) {
        log.error("A recommendation was not given because it could not be recorded: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(detail(Problem.NOT_RECORDED, e.getMessage()));
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
        return type == java.time.Instant.class ? "a time such as 2026-11-01T00:00:00Z" : "another value";
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
        ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null && response.getBody() instanceof ProblemDetail detail) {
            String title = detail.getTitle();
            String name =
                    title == null ? "request" : title.toLowerCase(Locale.ROOT).replace(' ', '-');
            detail.setType(URI.create("urn:rolecall:problem:" + name));
        }
        return response;
    }

    private static ProblemDetail detail(Problem problem, @Nullable String message) {
        ProblemDetail detail = ProblemDetail.forStatus(problem.status());
        detail.setType(URI.create(problem.type()));
        detail.setTitle(problem.title());
        detail.setDetail(message);
        return detail;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail detail) {
        return ResponseEntity.status(detail.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
