package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A small policy of a test's own, published over the API: others do not see what the test does to it. */
record Lunch(Caller api, String name) {

    static final String RULES = "rules.drl";
    static final String SCENARIOS = "rules.scenarios.yaml";

    private static final String TEXT = """
            package %s;

            rule "It is dry and warm"
                @favours( OUTSIDE ) @weight( 3 ) @because( "It is dry at {$d} degrees." ) @cites( "us" )
            when
                Weather( raining == false, $d : degrees > 18 )
            then
                raise( kcontext );
            end

            rule "The park is best"
                @recommends( PARK ) @because( "Being outside leads by {$lead}." )
            when
                Score( leaning == "OUTSIDE", $lead : lead > 0 )
            then
                recommend( kcontext );
            end
            """;

    static Lunch published(Caller api, String name) {
        Map<String, @Nullable String> files = new LinkedHashMap<>();
        files.put("policy.yaml", """
                name: %s
                title: Where to eat
                leanings: [ { id: OUTSIDE, title: In the park } ]
                outcomes: [ { id: PARK, title: Eat in the park, statement: The weather is with you. } ]
                """.formatted(name));
        files.put("references.yaml", "- { key: us, title: What we found out ourselves }\n");
        files.put("facts.drl", """
                package %s;

                declare enum Sky
                    CLEAR("Clear"), GREY("Grey");
                    label : String
                end

                declare Weather
                    raining : Boolean @ask( "Is it raining?" )
                    degrees : Integer @ask( "How warm is it?" ) @min( -50 ) @max( 60 )
                    sky : Sky @ask( "What is the sky like?" )
                end
                """.formatted(name));
        files.put(RULES, TEXT.formatted(name));
        files.put(SCENARIOS, """
                - name: A fine day
                  given: { weather: { raining: false, degrees: 22 } }
                  expect: { signals: [ It is dry and warm ], outcome: PARK }
                - name: A wet and cold day
                  given: { weather: { raining: true, degrees: 8 } }
                  expect: { not: [ It is dry and warm ], outcome: undecided }
                """);
        Lunch lunch = new Lunch(api, name);
        lunch.publish(0, files);
        return lunch;
    }

    /** For all tests that publish nothing to it; live. */
    static Lunch shared(Caller api) {
        return api.get("/v1/policies/lunch/versions/1").status() == 200
                ? new Lunch(api, "lunch")
                : published(api, "lunch").live();
    }

    Lunch live() {
        Reply active = api.post("/v1/policies/" + name + "/activations", "{\"version\": 1}");
        assertThat(active.status()).as(active.text()).isIn(200, 201);
        return this;
    }

    void publish(int base, Map<String, @Nullable String> files) {
        Reply published = api.post(
                "/v1/policies/" + name + "/versions",
                JsonMapper.shared().writeValueAsString(Map.of("base", base, "files", files, "note", "A test’s own")));
        assertThat(published.status()).as(published.text()).isIn(200, 201);
    }

    String rules() {
        return TEXT.formatted(name);
    }

    String text(int version, String path) {
        return api.get("/v1/policies/" + name + "/versions/" + version + "/files/" + path)
                .text();
    }

    String editor(String file) {
        return "/policies/" + name + "/edit?file=" + file;
    }
}
