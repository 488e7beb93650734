package io.rolecall.advice;

import org.springframework.http.HttpStatus;

/** The kinds of problem a caller can meet. Their type is stable: {@code urn:rolecall:problem:} and the name. */
enum Problem {
    BAD_JSON(HttpStatus.BAD_REQUEST, "bad-json", "The body cannot be read"),
    BAD_FACTS(HttpStatus.BAD_REQUEST, "bad-facts", "The facts do not fit the policy"),
    BAD_FOLLOW_UP(HttpStatus.BAD_REQUEST, "bad-follow-up", "The follow-up does not fit"),
    BAD_HOLD(HttpStatus.BAD_REQUEST, "bad-hold", "The hold does not fit"),
    BAD_VERSION(HttpStatus.BAD_REQUEST, "bad-version", "The version does not fit"),
    BAD_REVIEW(HttpStatus.BAD_REQUEST, "bad-review", "The review does not fit"),
    BAD_ACTIVATION(HttpStatus.BAD_REQUEST, "bad-activation", "The activation does not fit"),
    POLICY_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "policy-refused", "The policy has errors"),
    OUTDATED(HttpStatus.CONFLICT, "outdated-base", "The base is not the newest version"),
    OWN_REVIEW(HttpStatus.FORBIDDEN, "own-review", "Nobody reviews a version of their own"),
    NOT_PASSED(HttpStatus.CONFLICT, "not-passed", "The version does not pass the checks"),
    NOT_APPROVED(HttpStatus.CONFLICT, "not-approved", "The version is not approved"),
    OVERTAKEN(HttpStatus.CONFLICT, "overtaken", "Another version was made live meanwhile"),
    NOT_EVERYWHERE(HttpStatus.GATEWAY_TIMEOUT, "not-everywhere", "Not every replica serves the version yet"),
    STALE(HttpStatus.SERVICE_UNAVAILABLE, "stale-policy", "It is not known which version is active"),
    TOO_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "too-busy", "Too much is compiled, checked or searched at once"),
    UNKNOWN_FILE(HttpStatus.NOT_FOUND, "unknown-file", "There is no such file"),
    BAD_IMPACT(HttpStatus.BAD_REQUEST, "bad-impact", "The impact that is asked for does not fit"),
    BAD_SHADOW(HttpStatus.BAD_REQUEST, "bad-shadow", "The shadow does not fit"),
    BAD_PARAMETER(HttpStatus.BAD_REQUEST, "bad-parameter", "A parameter does not fit"),
    BAD_KEY(HttpStatus.BAD_REQUEST, "bad-idempotency-key", "The Idempotency-Key does not fit"),
    KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "idempotency-key-reused",
            "The Idempotency-Key was used for another body"),
    KEY_IN_USE(HttpStatus.CONFLICT, "idempotency-key-in-use", "The Idempotency-Key is in use"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The body is too large"),
    UNKNOWN_POLICY(HttpStatus.NOT_FOUND, "unknown-policy", "There is no such policy"),
    UNKNOWN_RECOMMENDATION(HttpStatus.NOT_FOUND, "unknown-recommendation", "There is no such recommendation"),
    ERASED(HttpStatus.GONE, "erased", "The payload was erased"),
    HELD(HttpStatus.CONFLICT, "held", "The recommendation is held"),
    NOT_HELD(HttpStatus.NOT_FOUND, "not-held", "The recommendation is not held"),
    UNKNOWN_VERSION(HttpStatus.NOT_FOUND, "unknown-version", "There is no such version"),
    UNKNOWN_IMPACT(HttpStatus.NOT_FOUND, "unknown-impact", "There is no such impact"),
    TOO_MANY_IMPACTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-impacts", "Too many impacts are asked for at once"),
    TOO_MANY_EXPORTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-exports", "Another export is fetched"),
    NO_SHADOW(HttpStatus.NOT_FOUND, "no-shadow", "There is no shadow"),
    OLDER_VERSION(HttpStatus.CONFLICT, "older-version", "An older version would answer"),
    UNKNOWN_RULE(HttpStatus.NOT_FOUND, "unknown-rule", "There is no such rule"),
    UNKNOWN_OUTCOME(HttpStatus.NOT_FOUND, "unknown-outcome", "There is no such outcome"),
    NOT_REPLAYABLE(HttpStatus.UNPROCESSABLE_CONTENT, "not-replayable", "The version cannot answer these facts"),
    MASKED(HttpStatus.CONFLICT, "masked", "The record is masked"),
    NOT_FOLLOWABLE(HttpStatus.UNPROCESSABLE_CONTENT, "not-followable", "The recommendation takes no follow-up"),
    NO_PROOF(HttpStatus.NOT_FOUND, "no-proof", "There is no proof for this"),
    UNKNOWN_GUIDE(HttpStatus.NOT_FOUND, "unknown-guide", "There is no such guide"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path has no such method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "The answer has another media type"),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body has another media type"),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "bad-request", "The request cannot be read"),
    NO_POLICY(HttpStatus.SERVICE_UNAVAILABLE, "no-policy", "No version of the policy can answer"),
    NOT_RECORDED(HttpStatus.SERVICE_UNAVAILABLE, "not-recorded", "The request could not be recorded"),
    OUTCOME_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE, "outcome-unknown", "It is not known whether it was recorded"),
    ERASURE_UNFINISHED(HttpStatus.SERVICE_UNAVAILABLE, "erasure-unfinished", "The erasure is not finished"),
    NOT_READABLE(HttpStatus.SERVICE_UNAVAILABLE, "not-readable", "The record cannot be read"),
    OVER_BUDGET(HttpStatus.INTERNAL_SERVER_ERROR, "over-budget", "The evaluation was stopped"),
    DAMAGED(HttpStatus.INTERNAL_SERVER_ERROR, "record-damaged", "What is stored is not what was recorded"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "The service failed");

    /** How the type of every problem of this service begins. */
    static final String PREFIX = "urn:rolecall:problem:";

    private final HttpStatus status;
    private final String name;
    private final String title;

    Problem(HttpStatus status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    /** For a failure of which only the status is known. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }

    HttpStatus status() {
        return status;
    }

    String type() {
        return PREFIX + name;
    }

    String title() {
        return title;
    }
}
