package io.rolecall.ui;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The API answered with a problem document (RFC 9457). */
final class ApiProblem extends RuntimeException {

    private static final String PREFIX = "urn:rolecall:problem:";

    private final int status;
    private final transient Map<String, Object> document;

    ApiProblem(int status, Map<String, Object> document) {
        super(Objects.toString(document.get("detail"), "HTTP " + status), null, false, false);
        this.status = status;
        this.document = document;
    }

    Map<String, Object> document() {
        return document;
    }

    int status() {
        return status;
    }

    /** Its kind in one word, such as {@code unknown-policy}. */
    String kind() {
        String type = Objects.toString(document.get("type"), "");
        return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    }

    String title() {
        return Objects.toString(document.get("title"), "The request was refused");
    }

    String detail() {
        return Objects.toString(document.get("detail"), "");
    }

    /** What is wrong at which place: of facts {@code pointer} and {@code message}, of rules a finding. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> errors() {
        return document.get("errors") instanceof List<?> errors ? (List<Map<String, Object>>) errors : List.of();
    }
}
