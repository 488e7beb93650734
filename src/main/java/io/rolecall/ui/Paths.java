package io.rolecall.ui;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** What is a page, and what the API's own. */
final class Paths {

    private Paths() {}

    /** Asked for by a browser, and neither the API nor its description. */
    static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accepted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        return !path.startsWith("/v1/")
                && !path.startsWith("/v3/")
                && (accepted.contains(MediaType.TEXT_HTML_VALUE) || request.getHeader("HX-Request") != null);
    }
}
