package io.rolecall.ui;

import io.rolecall.ui.ApiRequest.Message;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the HTTP API on behalf of the page that is being made: the same handlers, checks and problem documents as for a caller from
 * outside, without the way over the network.
 */
@Component
class Api {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectProvider<DispatcherServlet> servlet;

    Api(ObjectProvider<DispatcherServlet> servlet) {
        this.servlet = servlet;
    }

    /** What the API answered; never a problem, which is thrown. */
    record Answer(int status, HttpHeaders headers, byte[] body) {

        Map<String, Object> json() {
            return JSON.readValue(body, OBJECT);
        }

        /** Of what was made: the last part of its Location. */
        String made() {
            String location = Objects.requireNonNull(headers.getFirst(HttpHeaders.LOCATION));
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /**
     * @param template a path such as {@code /v1/policies/{policy}/rules?rule={rule}}
     * @param values what stands in the braces, of any characters
     * @throws ApiProblem where the API answers with a problem
     */
    Map<String, Object> get(String template, Object... values) {
        return send("GET", Map.of(), null, template, values).json();
    }

    /** In another form than JSON. */
    Answer getAs(String mediaType, String template, Object... values) {
        return send("GET", Map.of(HttpHeaders.ACCEPT, mediaType), null, template, values);
    }

    /** @param body written as JSON */
    Answer post(Object body, String template, Object... values) {
        return send("POST", Map.of(), body, template, values);
    }

    /**
     * @param headers beside Accept and Content-Type
     * @param body written as JSON; null for none
     */
    Answer send(String method, Map<String, String> headers, @Nullable Object body, String template, Object... values) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE + ", */*;q=0.5");
        if (body != null) {
            all.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        all.putAll(headers);
        String target = UriComponentsBuilder.fromUriString(template)
                .encode()
                .buildAndExpand(values)
                .toUriString();
        return send(new Message(method, target, all, body == null ? new byte[0] : JSON.writeValueAsBytes(body)));
    }

    private Answer send(Message message) {
        ServletRequestAttributes page = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        HttpServletRequest request = new ApiRequest(page.getRequest(), message);
        ApiResponse response = new ApiResponse(Objects.requireNonNull(page.getResponse()));
        try {
            servlet.getObject().service(request, (HttpServletResponse) response);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer answer = new Answer(response.getStatus(), response.headers(), response.body());
        if (answer.status() >= 400) {
            throw new ApiProblem(answer.status(), answer.body().length == 0 ? Map.of() : answer.json());
        }
        return answer;
    }
}
