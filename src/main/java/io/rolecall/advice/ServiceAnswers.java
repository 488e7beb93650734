package io.rolecall.advice;

import io.rolecall.audit.Progress;
import io.rolecall.audit.RecordedFacts;
import io.rolecall.knowledge.Messages;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The answers of a running service, over its API. */
final class ServiceAnswers implements AnswerSource {

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String origin;
    private final String name;
    private final int version;
    private final Policy policy;
    private final List<String> ids;

    /** @throws Unreadable where the service cannot be asked, or does not serve such a policy */
    ServiceAnswers(String origin, String name, int last) {
        this.origin = origin.replaceFirst("/+$", "");
        this.name = name;
        this.version = json("/v1/policies/" + encoded(name)).path("version").asInt(0);
        this.policy = active();
        this.ids = newest(last);
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    private Policy active() {
        String path = "/v1/policies/" + encoded(name) + "/versions/" + version;
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (JsonNode file : json(path).path("files")) {
            String inside = file.path("path").asString("");
            files.put(inside, expected(path + "/files/" + encoded(inside).replace("%2F", "/")));
        }
        return AnswerSource.accepted(PolicyReader.read(Bundle.of(name, files)), "Version " + version + " of " + origin);
    }

    private List<String> newest(int last) {
        List<String> found = new ArrayList<>();
        String cursor = "";
        while (found.size() < last) {
            JsonNode page = json("/v1/recommendations?policy=" + encoded(name) + "&limit="
                    + Math.min(PAGE, last - found.size()) + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.path("items").forEach(item -> found.add(item.path("id").asString("")));
            if (page.path("next").isNull()) {
                break;
            }
            cursor = page.path("next").asString("");
        }
        return found;
    }

    @Override
    public void replay(ImpactTally tally, Progress progress) {
        int done = 0;
        for (String id : ids) {
            HttpResponse<byte[]> answer = get("/v1/recommendations/" + encoded(id));
            if (answer.statusCode() == Problem.ERASED.status().value()) {
                tally.skip(ImpactRun.ERASED);
            } else {
                tally.add(id, RecordedFacts.of(RequestReader.tree(ok(answer))));
            }
            progress.at(++done, ids.size());
        }
    }

    private JsonNode json(String path) {
        return RequestReader.tree(expected(path));
    }

    private byte[] expected(String path) {
        return ok(get(path));
    }

    private byte[] ok(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new Unreadable(
                    answer.uri() + " answers " + answer.statusCode() + detail(answer) + " (expected: 200)");
        }
        return answer.body();
    }

    private static String detail(HttpResponse<byte[]> answer) {
        try {
            String detail = RequestReader.tree(answer.body()).path("detail").asString("");
            return detail.isEmpty() ? "" : ", " + detail;
        } catch (BadRequest e) {
            return "";
        }
    }

    private HttpResponse<byte[]> get(String path) {
        try {
            URI uri = URI.create(origin + path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(PATIENCE)
                            .header("Accept", "application/json, text/plain")
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unreadable(origin + " cannot be reached (expected: the URL of a running service)");
        } catch (IllegalArgumentException e) {
            throw new Unreadable(Messages.shorten(origin) + " is no URL (expected: http://HOST:PORT)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreadable("Interrupted.");
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
