package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.CommandRun;
import io.rolecall.serving.PolicyFolder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A conversation as it goes in a terminal, or through a pipe. */
class InterviewCommandTests {

    private static final String RULES = """
            package lunch;

            declare enum Mood
                GOOD("Good"), BAD("Bad");
                label : String
            end

            declare Weather
                raining : Boolean  @ask( "Is it raining?" ) @why( "Nobody sits in the rain." )
                degrees : Integer  @ask( "How warm is it?" ) @min( -50 ) @max( 60 ) @effort( 5 )
                mood    : Mood     @ask( "How is everybody?" )
                menu    : String   @ask( "What is on the menu?" ) @maxLength( 12 )
            end

            rule "It is warm and dry"
                @favours( OUTSIDE ) @weight( 2 ) @because( "It is warm." )
            when
                Weather( degrees > 18, raining == false )
            then
                raise( kcontext );
            end

            rule "Somebody should go out"
                @recommends( PARK ) @because( "Much speaks for it." )
            when
                Score( leaning == "OUTSIDE", total > 0 )
                Weather( mood == Mood.GOOD )
            then
                recommend( kcontext );
            end

            rule "There is soup"
                @recommends( CANTEEN ) @precedence( 1 ) @because( "Soup is not carried around." )
            when
                Weather( menu == "soup" )
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
              - { id: CANTEEN, title: In the canteen, statement: Stay inside. }
            """;

    @TempDir
    private Path rules;

    @BeforeEach
    void write() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("policy.yaml", POLICY);
        files.put("rules.drl", RULES);
        files.put("references.yaml", "- { key: a, title: One }\n");
        PolicyFolder.write(rules.resolve("lunch"), files);
    }

    private CommandRun converse(String answers, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = rules.toString();
        arguments[1] = "lunch";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(new InterviewCommand(new StringReader(answers)), arguments);
    }

    private Path facts(String content) throws IOException {
        return Files.writeString(rules.resolve("facts.json"), content);
    }

    @Test
    void asksUntilNothingCanChangeTheOutcome() throws IOException {
        CommandRun ran = converse("back\nstew and a very long bread\nstew\nback\n?\nwarm\n3\ngood\n2\n99\nmany\n25\n");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        Golden.check("interview.expected.txt", ran.out());
    }

    @Test
    void endsWhereNobodyAnswersAnyMore() {
        CommandRun ran = converse("");
        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "0 questions, 0 answered. The outcome can still become: In the park; In the canteen.",
                        "Undecided\n");
        assertThat(ran.out().lines().reduce((first, last) -> last)).contains("{\"facts\":{}}");
        assertThat(converse("end\nsoup\n").out()).isEqualTo(ran.out());
    }

    @Test
    void goesOnFromWhatIsKnownAndEndsWithWhatRecommendTakes() throws IOException {
        Path known = facts("{\"facts\": {\"weather\": {\"degrees\": 30}}, \"declined\": [\"weather.menu\"]}");
        CommandRun ran = converse("1\n2\n", "--facts", known.toString());
        assertThat(ran.out()).doesNotContain("on the menu", "How warm").contains("In the park (PARK)");
        String last = ran.out().lines().reduce((first, next) -> next).orElseThrow();
        CommandRun recommended = CommandRun.of(
                new RecommendCommand(), rules.toString(), "lunch", facts(last).toString());
        assertThat(recommended.out()).startsWith("In the park (PARK)");
    }

    @Test
    void givesOneStepAsTheServiceDoes() throws IOException {
        CommandRun ran = converse(
                "",
                "--json",
                "--facts",
                facts("{\"weather\": {\"menu\": \"soup\"}}").toString());
        JsonNode step = ran.json();
        assertThat(step.path("status").stringValue()).isEqualTo("SETTLED");
        assertThat(step.path("outcome").stringValue()).isEqualTo("CANTEEN");
        assertThat(step.path("questions")).isEmpty();
        assertThat(step.path("policy").has("version")).isFalse();
        assertThat(converse("", "--json").json().path("questions")).hasSize(4);
    }

    @Test
    void saysInALineWhatIsWrong() throws IOException {
        CommandRun wrong = converse(
                "",
                "--facts",
                facts("{\"facts\": {}, \"declined\": [\"weather.mod\"]}").toString());
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .isEqualToNormalizingNewlines(rules.resolve("facts.json")
                        + ": /declined/0: There is no fact \"weather.mod\" (expected: weather.degrees, weather.menu,"
                        + " weather.mood, weather.raining). Did you mean \"weather.mood\"?\n");
        assertThat(converse(
                                "",
                                "--facts",
                                facts("{\"facts\": {}, \"version\": 1}").toString())
                        .err())
                .endsWith("DIR holds one version (expected: neither version nor asOf).\n");
        CommandRun none = CommandRun.of(new InterviewCommand(), rules.toString(), "dinner");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).startsWith("There is no folder " + rules.resolve("dinner"));
        assertThat(converse("", "--facts", "nowhere.json").exit()).isEqualTo(2);
    }

    @Test
    void recommendSaysWhatWouldChangeItsAnswer() throws IOException {
        String known = facts("{\"weather\": {\"degrees\": 10, \"raining\": false, \"mood\": \"GOOD\"}}")
                .toString();
        CommandRun plain = CommandRun.of(new RecommendCommand(), rules.toString(), "lunch", known, "--changes");
        assertThat(plain.out())
                .isEqualToNormalizingNewlines(
                        CommandRun.of(new RecommendCommand(), rules.toString(), "lunch", known)
                                        .out()
                                        .stripTrailing() + """


                        What would change it
                          1. In the park (PARK), effort 5
                              weather.degrees: 19, and not 10
                        4 situations were looked at; all of up to 3 changes were tried.

                        """);
        JsonNode answer = CommandRun.of(
                        new RecommendCommand(), rules.toString(), "lunch", known, "--json", "--changes", "--unknown")
                .json();
        assertThat(answer.path("outcome").isNull()).isTrue();
        assertThat(answer.path("changes").path("sets").toString())
                .isEqualTo("[{\"outcome\":\"CANTEEN\",\"title\":\"In the canteen\",\"effort\":3,\"changes\":"
                        + "[{\"fact\":\"weather.menu\",\"from\":null,\"to\":\"soup\"}]},"
                        + "{\"outcome\":\"PARK\",\"title\":\"In the park\",\"effort\":5,\"changes\":"
                        + "[{\"fact\":\"weather.degrees\",\"from\":10,\"to\":19}]}]");
        for (String reasons : new String[] {"--explain", "--why-not=PARK"}) {
            CommandRun both =
                    CommandRun.of(new RecommendCommand(), rules.toString(), "lunch", known, "--changes", reasons);
            assertThat(both.out()).contains("What would change it", "1. In the park", "weather.degrees: 19");
        }
        assertThat(CommandRun.of(new RecommendCommand(), rules.toString(), "lunch", known, "--given")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void recommendLooksForChangesThatLeadToTheOutcomeThatIsAskedAbout() throws IOException {
        String known = facts("{\"weather\": {\"degrees\": 10, \"raining\": false, \"mood\": \"GOOD\"}}")
                .toString();
        CommandRun canteen = CommandRun.of(
                new RecommendCommand(),
                rules.toString(),
                "lunch",
                known,
                "--json",
                "--changes",
                "--unknown",
                "--why-not=CANTEEN");
        assertThat(canteen.json().path("changes").path("sets").findValuesAsString("outcome"))
                .isNotEmpty()
                .containsOnly("CANTEEN");
    }

    @Test
    void recommendSaysWhatWouldTipItsAnswerAndWhatLedToWhat() throws IOException {
        String known = facts("{\"weather\": {\"degrees\": 20, \"raining\": false, \"mood\": \"GOOD\"}}")
                .toString();
        CommandRun plain =
                CommandRun.of(new RecommendCommand(), rules.toString(), "lunch", known, "--sensitivity", "--graph");
        assertThat(plain.out()).containsIgnoringNewLines("""
                What would tip it
                  - weather.degrees: 18, and not 20, leads to undecided
                No other weight and no other number tips it by itself.

                What led to what
                  - weather.degrees = 20 supports "It is warm and dry"
                  - weather.raining = false supports "It is warm and dry"
                  - "It is warm and dry" supports score of OUTSIDE (2), weight 2
                  - weather.mood = GOOD supports "Somebody should go out"
                  - score of OUTSIDE (2) supports "Somebody should go out"
                  - "Somebody should go out" supports outcome PARK
                """);
        JsonNode answer = CommandRun.of(
                        new RecommendCommand(),
                        rules.toString(),
                        "lunch",
                        known,
                        "--json",
                        "--sensitivity",
                        "--graph",
                        "--changes")
                .json();
        assertThat(answer.path("sensitivity").path("proven").booleanValue()).isTrue();
        assertThat(answer.path("graph").path("edges")).isNotEmpty();
        assertThat(answer.path("changes").path("searched").path("unfinished").booleanValue())
                .isFalse();
    }
}
