package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A policy whose every rule repeats what it was given: with a long name the answer gets too long, and the evaluation is stopped. */
final class Echo {

    private Echo() {}

    static void publish(Caller api) {
        String rules = IntStream.range(0, 60).mapToObj("""
                rule "Echo %d" @favours( A ) @weight( 1 ) @because( "{$n} {$n} {$n} {$n} {$n} {$n} {$n}" ) @cites( "book" )
                when
                    Thing( $n : name, name != null )
                then
                    raise( kcontext );
                end
                """::formatted).collect(Collectors.joining());
        Map<String, String> files = Map.of(
                "policy.yaml", """
                name: echo
                title: Says it again
                leanings: [ { id: A, title: A } ]
                outcomes: [ { id: X, title: X, statement: X. } ]
                """,
                "references.yaml", "- { key: book, title: A book }\n",
                "rules.drl",
                        "package echo;\ndeclare Thing name : String @ask( \"Name?\" ) @maxLength( 10000 ) end\n"
                                + rules);
        assertThat(api.post(
                                "/v1/policies/echo/versions",
                                JsonMapper.shared()
                                        .writeValueAsString(
                                                Map.of("base", 0, "files", files, "note", "As an echo does.")))
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/v1/policies/echo/activations", "{\"version\": 1}").status())
                .isIn(200, 201);
    }
}
