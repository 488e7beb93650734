package io.rolecall.ui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a visitor is, and goes. */
final class Paths {

    private Paths() {}

    /**
     * What was sent is done: the browser goes on to a page that can be read again.
     *
     * @param template a path with braces for the values
     */
    static ResponseEntity<Void> seeOther(String template, Object... values) {
        URI target = UriComponentsBuilder.fromUriString(template)
                .encode()
                .buildAndExpand(values)
                .toUri();
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(target).build();
    }

    /** Asked for by a browser, and neither the API nor its description. */
    static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        String accepted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        return !path.startsWith("/v1/")
                && !path.startsWith("/v3/")
                && (accepted.contains(MediaType.TEXT_HTML_VALUE) || request.getHeader("HX-Request") != null);
    }
}
