package io.rolecall.advice;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.serving.PolicyFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A small policy that says one sentence, as its owners see it over HTTP. */
record SamplePolicy(Caller api, String name) {

    static final String SIGNALS = "signals/thing.drl";
    static final String WANTED = "{\"facts\": {\"thing\": {\"wanted\": true}}}";

    private static final String FIRST = "First.";

    Map<String, String> files() {
        return PolicyFolder.files(name, "wanted", FIRST);
    }

    /** The file that makes it say something else. */
    Map<String, String> saying(String words) {
        return Map.of(SIGNALS, files().get(SIGNALS).replace(FIRST, words));
    }

    String path(String rest) {
        return "/v1/policies/" + name + rest;
    }

    Reply get(String rest) {
        return api.get(path(rest));
    }

    Reply publish(String author, int base, Map<String, String> changes) {
        return api.post(path("/versions"), draft(base, changes, "Says it better."), "Rolecall-Actor", author);
    }

    static String draft(int base, Map<String, String> changes, @Nullable String note) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("base", base);
        body.put("files", changes);
        body.put("note", note);
        return JsonMapper.shared().writeValueAsString(body);
    }

    Reply review(int version, String reviewer, String verdict) {
        return api.post(
                path("/versions/" + version + "/reviews"),
                "{\"verdict\": \"" + verdict + "\", \"comment\": \"Looked at it.\"}",
                "Rolecall-Actor",
                reviewer);
    }

    Reply activate(String actor, int version) {
        return api.post(
                path("/activations"),
                "{\"version\": " + version + ", \"reason\": \"It is time.\"}",
                "Rolecall-Actor",
                actor);
    }

    /** What it says now; empty where it cannot answer. */
    String says() {
        return api.post(path("/recommendations"), WANTED)
                .json()
                .at("/signals/0/because")
                .asString("");
    }

    /** Whether it says that within some seconds. */
    boolean comesToSay(String words) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!says().equals(words)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
