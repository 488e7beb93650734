package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A policy about a thing that is wanted or not, and its versions, as they are published over HTTP. */
record KeptPolicy(Caller api, String name) {

    static final String SIGNALS = "signals/thing.drl";

    private static final String CONCLUSIONS = "conclusions/thing.drl";
    private static final String BECAUSE = "It is so.";
    private static final AtomicInteger POLICIES = new AtomicInteger();

    /** One that nobody else has. */
    static KeptPolicy in(Caller api) {
        return new KeptPolicy(api, "kept-" + POLICIES.incrementAndGet());
    }

    String page() {
        return "/policies/" + name;
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("policy.yaml", """
                name: %s
                title: Which thing
                purpose: Shows how versions follow each other.
                owner: Tests
                contact: Tests
                leanings: [ { id: A, title: A } ]
                outcomes:
                  - { id: X, title: Take the thing, statement: Take it. }
                  - { id: Y, title: Ask for a van, statement: Ask for one. }
                """.formatted(name));
        files.put(
                "references.yaml", "- { key: book, title: A book, author: Somebody, year: 2020, where: A library }\n");
        files.put("facts.drl", head() + """

                declare Thing
                    wanted : Boolean @ask( "Is it wanted?" )
                    size : Integer @ask( "How large is it?" ) @min( 0 ) @max( 100 )
                end
                """);
        files.putAll(signals("@weight( 1 )", BECAUSE));
        files.put(CONCLUSIONS, head() + rule("The thing is taken", "recommends( X )", "wanted == true", "recommend"));
        return files;
    }

    /** The file of signals with another weight or reason. */
    Map<String, String> signals(String weight, String because) {
        String rule = rule("It is wanted", "favours( A ) " + weight, "wanted == true", "raise");
        return Map.of(SIGNALS, head() + rule.replace(BECAUSE, because));
    }

    /** The file of conclusions where large things have another. */
    Map<String, String> conclusionsOfLargeThings() {
        return Map.of(
                CONCLUSIONS,
                head()
                        + rule("The thing is taken", "recommends( X )", "wanted == true, size < 10", "recommend")
                        + rule("The thing is large", "recommends( Y )", "size >= 10", "recommend"));
    }

    private String head() {
        return "package " + name.replace('-', '_') + ";\n";
    }

    private static String rule(String name, String head, String conditions, String verb) {
        return """

                rule "%s"
                    @%s @because( "%s" ) @cites( "book" )
                when
                    Thing( %s )
                then
                    %s( kcontext );
                end
                """.formatted(name, head, BECAUSE, conditions, verb);
    }

    void publish(int base, Map<String, String> files, String note) {
        made("/versions", Map.of("base", base, "files", files, "note", note), "ada");
    }

    void activate(int version, String reason) {
        made("/activations", Map.of("version", version, "reason", reason), "bob");
    }

    /** Whether a thing is to be taken that is wanted and so large. */
    void ask(int size) {
        made("/recommendations", Map.of("facts", Map.of("thing", Map.of("wanted", true, "size", size))), "eve");
    }

    private void made(String path, Map<String, Object> body, String actor) {
        Reply reply = api.post(
                "/v1/policies/" + name + path, JsonMapper.shared().writeValueAsString(body), "Rolecall-Actor", actor);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    Reply get(String path) {
        return api.get("/v1/policies/" + name + path);
    }

    int live() {
        return get("").json().path("version").intValue();
    }
}
