package io.rolecall.ui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets no other site use a visitor's browser: neither by sending a form in the visitor's name, nor by a name of its own that it lets
 * point to this machine. Every browser of today says where a request comes from; who says nothing is no browser, and has no visitor's
 * name to misuse.
 */
@Component
final class SameOrigin implements HandlerInterceptor, WebMvcConfigurer {

    private static final URI TYPE = URI.create("urn:rolecall:problem:foreign-request");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    /** Names of this machine for itself. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;

    /** @param hosts by which names the service is called beside those of loopback, where it listens there behind a proxy */
    SameOrigin(@Value("${rolecall.hosts}") Set<String> hosts) {
        this.hosts = hosts;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!isKnown(request)) {
            throw refused(
                    "The service is called by a name that it does not know",
                    "Nothing was done. Call it by localhost, or name the host in rolecall.hosts.");
        }
        if (!SAFE.contains(request.getMethod()) && !own(request)) {
            throw refused(
                    "This came from another site", "Nothing was done. Open the page here and send the form from it.");
        }
        return true;
    }

    private static ErrorResponseException refused(String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, detail);
        problem.setTitle(title);
        problem.setType(TYPE);
        return new ErrorResponseException(HttpStatus.FORBIDDEN, problem, null);
    }

    /** Another site can let a name of its own point to this machine; a browser then takes this service for that site. */
    private boolean isKnown(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host == null || !isLoopback(request.getLocalAddr())) {
            return true;
        }
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || hosts.contains(name);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    private static boolean own(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || authority(origin).equals(request.getHeader(HttpHeaders.HOST));
    }

    private static String authority(@Nullable String origin) {
        try {
            String authority = URI.create(String.valueOf(origin)).getAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
