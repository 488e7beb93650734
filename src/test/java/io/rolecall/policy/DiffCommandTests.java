package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiffCommandTests {

    private static final String RULES = """
            package lunch;

            declare enum Mood
                GOOD, BAD;
            end

            declare Weather
                raining : Boolean  @ask( "Is it raining?" )
                degrees : Integer  @ask( "How warm is it?" ) @min( -50 ) @max( 60 )
                mood    : Mood     @ask( "How is everybody?" )
            end

            rule "It is warm and dry"
                @favours( OUTSIDE ) @weight( 2 ) @because( "It is warm." ) @cites( "a, b" )
            when
                Weather( degrees > 18, raining == false )
            then
                raise( kcontext );
            end

            rule "Somebody should go out"
                @recommends( PARK ) @because( "Much speaks for it." )
            when
                Score( leaning == "OUTSIDE", rank == 1, $lead : lead > 0 )
                not Weather( mood == Mood.BAD )
            then
                recommend( kcontext );
            end
            """;

    private static final String POLICY = """
            name: lunch
            title: Where to eat
            leanings:
              - { id: OUTSIDE, title: Outside }
            outcomes:
              - { id: PARK, title: In the park, statement: Go out. }
            """;

    private static final String REFERENCES = """
            - { key: a, title: One }
            - { key: b, title: Two }
            - { key: c, title: Three }
            """;

    @TempDir
    Path folder;

    Path before;
    Path after;

    @BeforeEach
    void twoEqualPolicies() throws IOException {
        before = write("lunch");
        after = write("lunch-later");
    }

    private Path write(String name) throws IOException {
        Path policy = Files.createDirectory(folder.resolve(name));
        Files.writeString(policy.resolve("policy.yaml"), POLICY);
        Files.writeString(policy.resolve("references.yaml"), REFERENCES);
        Files.writeString(policy.resolve("rules.drl"), RULES);
        return policy;
    }

    private void edit(String file, String... pairs) throws IOException {
        String text = Files.readString(after.resolve(file));
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(text).contains(pairs[i]);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        Files.writeString(after.resolve(file), text);
    }

    private CommandRun diff(String... options) {
        String[] arguments = java.util.Arrays.copyOf(options, options.length + 2);
        arguments[options.length] = before.toString();
        arguments[options.length + 1] = after.toString();
        return CommandRun.of(new DiffCommand(), arguments);
    }

    @Test
    void findsNoDifferenceWhereThereIsNone() {
        assertThat(diff()).isEqualTo(new CommandRun(0, "No difference.\n", ""));
        assertThat(diff("--json").json().path("text").asString()).isEmpty();
    }

    @Test
    void namesWhatChangedInARule() throws IOException {
        edit(
                "rules.drl",
                "@weight( 2 )",
                "@weight( 3 )",
                "degrees > 18",
                "degrees > 20",
                "It is warm.\"",
                "It is very warm.\"",
                "\"a, b\"",
                "\"a, c\"");
        assertThat(diff().lines())
                .containsExactly(
                        "~ rule It is warm and dry",
                        "    - weight 2",
                        "    + weight 3",
                        "    - because It is warm.",
                        "    + because It is very warm.",
                        "    - cites b",
                        "    - condition Weather( degrees > 18 )",
                        "    + condition Weather( degrees > 20 )",
                        "    + cites c");
        assertThat(diff().exit()).isEqualTo(1);
    }

    @Test
    void findsTheSmallestSituationThatIsAnsweredOtherwise() throws IOException {
        edit("rules.drl", "degrees > 18", "degrees > 20");
        assertThat(diff("--semantic").lines())
                .contains(
                        "! PARK -> undecided where {\"weather\":{\"raining\":false,\"degrees\":19,\"mood\":\"GOOD\"}}",
                        "No other pair of outcomes makes a difference: that is proven for all situations.");
        JsonNode semantic = diff("--semantic", "--json").json().path("semantic");
        assertThat(semantic.at("/differences/0/from").asString()).isEqualTo("PARK");
        assertThat(semantic.at("/differences/0/stated").asInt()).isEqualTo(3);
        assertThat(semantic.path("proven").booleanValue()).isTrue();
        assertThat(diff("--json").json().has("semantic")).isFalse();
    }

    @Test
    void provesThatAnotherTextAnswersTheSame() throws IOException {
        edit("rules.drl", "It is warm.\"", "It is very warm.\"");
        assertThat(diff("--semantic").lines())
                .endsWith("No situation makes a difference: that is proven for all situations.")
                .noneMatch(line -> line.startsWith("!"));
    }

    @Test
    void saysWhichFactsNotBothAskFor() throws IOException {
        edit(
                "rules.drl",
                "    degrees : Integer",
                "    windy : Boolean  @ask( \"Is there wind?\" )\n    degrees : Integer",
                "mood == Mood.BAD )",
                "mood == Mood.BAD || windy == true )");
        assertThat(diff("--semantic").lines()).last().asString().endsWith("Not both ask for weather.windy.");
    }

    @Test
    void tellsAConditionThatIsNewFromOneThatChanged() throws IOException {
        edit("rules.drl", "degrees > 18, raining == false", "raining == false, degrees > 18, mood == Mood.GOOD");
        assertThat(diff().lines())
                .containsExactly("~ rule It is warm and dry", "    + condition Weather( mood == Mood.GOOD )");
    }

    @Test
    void knowsARuleUnderItsNewName() throws IOException {
        edit("rules.drl", "Somebody should go out", "Everybody should go out");
        assertThat(diff().lines())
                .containsExactly(
                        "~ rule Everybody should go out",
                        "    - name Somebody should go out",
                        "    + name Everybody should go out");
    }

    @Test
    void tellsSpellingFromAdvice() throws IOException {
        edit(
                "rules.drl",
                "Weather( degrees > 18, raining == false )",
                "// dry?\n    Weather( !( raining ),  degrees>18 )");
        CommandRun same = diff();
        assertThat(same.lines())
                .contains("~ rule It is warm and dry"); // `!( raining )` is another condition, if not another meaning
        twoEqualAgain();
        edit(
                "rules.drl",
                "Weather( degrees > 18, raining == false )",
                "// dry?\n    Weather( raining==false,  degrees>18 )");
        assertThat(diff()).isEqualTo(new CommandRun(0, "Only the spelling differs.\n", ""));
        assertThat(diff("--text").lines())
                .contains(
                        "--- a/rules.drl",
                        "+++ b/rules.drl",
                        "-    Weather( degrees > 18, raining == false )",
                        "+    // dry?",
                        "+    Weather( raining==false,  degrees>18 )");
    }

    private void twoEqualAgain() throws IOException {
        Files.writeString(after.resolve("rules.drl"), RULES);
    }

    @Test
    void namesWhatChangedInFactsAndOutcomes() throws IOException {
        edit(
                "rules.drl",
                "GOOD, BAD;",
                "GOOD, MIXED, BAD;",
                "@max( 60 )",
                "@max( 55 )",
                "    raining : Boolean  @ask( \"Is it raining?\" )",
                "    raining : Boolean  @ask( \"Is it raining?\" )\n    windy : Boolean @ask( \"Is it windy?\" )");
        edit("policy.yaml", "statement: Go out.", "statement: Go out now.");
        JsonNode diff = diff("--json").json();
        assertThat(diff.path("rules").toString()).isEqualTo("{\"added\":[],\"removed\":[],\"changed\":[]}");
        assertThat(diff.path("facts").toString())
                .isEqualTo(
                        "{\"added\":[{\"name\":\"weather.windy\"}],\"removed\":[],\"changed\":["
                                + "{\"name\":\"weather.degrees\",\"edits\":[{\"what\":\"max\",\"from\":\"60\",\"to\":\"55\"}]},"
                                + "{\"name\":\"weather.mood\",\"edits\":[{\"what\":\"constant\",\"from\":null,\"to\":\"MIXED\"}]}]}");
        assertThat(diff.at("/outcomes/changed/0").toString())
                .isEqualTo(
                        "{\"name\":\"PARK\",\"edits\":[{\"what\":\"statement\",\"from\":\"Go out.\",\"to\":\"Go out now.\"}]}");
    }

    @Test
    void listsWhatCameAndWhatWent() throws IOException {
        edit("rules.drl", "rule \"It is warm and dry\"", "rule \"It is warm\"", "@weight( 2 )", "@weight( 1 )");
        JsonNode rules = diff("--json").json().path("rules");
        assertThat(rules.path("added").toString())
                .isEqualTo("[{\"name\":\"It is warm\",\"file\":\"rules.drl\",\"line\":13}]");
        assertThat(rules.path("removed").toString())
                .isEqualTo("[{\"name\":\"It is warm and dry\",\"file\":\"rules.drl\",\"line\":13}]");
        assertThat(diff().lines()).containsExactly("- rule It is warm and dry", "+ rule It is warm");
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws IOException {
        edit("rules.drl", "@weight( 2 )", "@weight( 9 )");
        assertThat(diff().exit()).isEqualTo(2);
        assertThat(diff().err()).startsWith(after + " has 1 error: rules.drl:14:");
        before = folder.resolve("nowhere");
        assertThat(diff().err()).startsWith(before + " has no policy.yaml (expected: the folder of a policy).");
    }
}
