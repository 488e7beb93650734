package io.rolecall.ui;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** A page that fails is a page that says what happened and what to do next; the API keeps its problem documents. */
@Component
final class PageProblems implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(PageProblems.class);

    /** @param next what to do about it, and {@code link} where that is done */
    record Shown(int status, String title, String detail, String next, String link) {}

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (Paths.isPage(request)) {
            return page(problem(failure), Next.place(request), response);
        }
        return failure instanceof ApiProblem problem ? document(problem, response) : null;
    }

    /** For who wants no page: the API's own document. */
    private static ModelAndView document(ApiProblem problem, HttpServletResponse response) {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try {
            response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(problem.document()));
        } catch (IOException e) {
            log.debug("Nobody is there any more to tell of a problem.", e);
        }
        return new ModelAndView();
    }

    static ModelAndView page(ApiProblem problem, String path, HttpServletResponse response) {
        response.setStatus(problem.status());
        ModelAndView page = new ModelAndView("problem", HttpStatusCode.valueOf(problem.status()));
        page.addObject("problem", shown(problem, path));
        page.addObject("errors", problem.errors());
        return page;
    }

    private static ApiProblem problem(Exception failure) {
        if (failure instanceof ApiProblem known) {
            return known;
        }
        if (failure instanceof InvalidParameterException form) {
            return plain(form.getErrorCode());
        }
        if (failure instanceof ErrorResponse spring) {
            return told(spring);
        }
        if (failure instanceof MethodArgumentTypeMismatchException typed) {
            return new ApiProblem(
                    400,
                    Map.of(
                            "title",
                            "This address cannot be read",
                            "detail",
                            typed.getName() + " is \"" + typed.getValue() + "\" (expected: "
                                    + (typed.getRequiredType() == boolean.class ? "true or false" : "a whole number")
                                    + ")."));
        }
        log.error("A page failed: a defect of Rolecall.", failure);
        return plain(500);
    }

    /** What Spring or an interceptor refused. */
    private static ApiProblem told(ErrorResponse refused) {
        ProblemDetail body = refused.getBody();
        int status = refused.getStatusCode().value();
        boolean ours = body.getType() != null
                && body.getTitle() != null
                && body.getType().isOpaque();
        return status == 404 || body.getDetail() == null
                ? plain(status)
                : new ApiProblem(
                        status,
                        Map.of("title", ours ? body.getTitle() : "This cannot be done", "detail", body.getDetail()));
    }

    private static Shown shown(ApiProblem problem, String path) {
        Next next = Next.of(problem, path);
        return new Shown(problem.status(), problem.title(), problem.detail(), next.text(), next.link());
    }

    /** What fails where no handler is any more, as in the middle of a template. */
    @Controller
    static class Failed {

        @RequestMapping(path = "${server.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
        ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
            int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
            return page(plain(status), "/", response);
        }
    }

    private static ApiProblem plain(int status) {
        if (status >= 500) {
            return new ApiProblem(
                    status,
                    Map.of("title", "The page failed", "detail", "This is a defect of the service; its log says why."));
        }
        if (status == 413) {
            return new ApiProblem(
                    status,
                    Map.of(
                            "title",
                            "This is too large",
                            "detail",
                            "Nothing of it was taken. A policy has at most 2 MiB of text: make the draft smaller and send it again."));
        }
        return new ApiProblem(status, Map.of("title", status == 404 ? "There is no such page" : "This cannot be done"));
    }

    /** What helps. */
    private record Next(String text, String link) {

        /** The page to come back to: itself with its query, and of a form that was sent the page it stood on. */
        private static String place(HttpServletRequest request) {
            String query = request.getQueryString();
            if (request.getMethod().equals("GET")) {
                return request.getRequestURI() + (query == null ? "" : "?" + query);
            }
            String from = request.getHeader(HttpHeaders.REFERER);
            String here = request.getRequestURL().toString().replaceFirst("(?<=[^/:])/.*", "");
            return from != null && from.startsWith(here + "/") ? from.substring(here.length()) : "/";
        }

        private static Next of(ApiProblem problem, String path) {
            return switch (problem.kind()) {
                case "unknown-recommendation" -> new Next("Look it up in the audit explorer.", "/audit");
                case "unknown-policy", "unknown-version", "unknown-rule", "no-policy" ->
                    new Next("See which policies are served.", "/policies");
                case "unknown-impact" -> new Next("Start it again.", path.replaceFirst("/impact/.*", "#impact"));
                case "erased" ->
                    new Next(
                            "Its entry and proof stay: see them in the audit explorer.",
                            path.replaceFirst("^/recommendations/", "/audit/"));
                case "held" -> new Next("Release the hold first.", path.replaceFirst("/erase$", "#keep"));
                default ->
                    problem.status() == 503 || problem.status() == 429
                            ? new Next("Try again in a moment.", path)
                            : new Next("Go to the start.", "/");
            };
        }
    }
}
