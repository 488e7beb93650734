package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTests {

    @TempDir
    Path rules;

    private String out = "";
    private String err = "";

    @BeforeEach
    void write() throws IOException {
        write("lunch/policy.yaml", """
                name: lunch
                title: Where to eat
                leanings: [ { id: OUTSIDE, title: In the park } ]
                outcomes: [ { id: PARK, title: Eat in the park, statement: The weather is with you. } ]
                """);
        write("lunch/references.yaml", "- { key: us, title: What we found out ourselves }\n");
        write("lunch/facts.drl", """
                package lunch;
                declare Weather
                    raining : Boolean  @ask( "Is it raining?" )
                    degrees : Integer  @ask( "How warm is it?" ) @min( -50 ) @max( 60 )
                end
                """);
        write("lunch/signals.drl", """
                package lunch;
                rule "It is dry and warm"
                    @favours( OUTSIDE ) @weight( 3 ) @because( "It is dry at {$d} degrees." ) @cites( "us" )
                when
                    Weather( raining == false, $d : degrees > 18 )
                then
                    raise( kcontext );
                end
                """);
        write("lunch/conclusions.drl", """
                package lunch;
                rule "The park is best" @recommends( PARK ) @because( "It is fine outside." )
                when
                    Score( leaning == "OUTSIDE", lead > 0 )
                then
                    recommend( kcontext );
                end
                """);
        write("lunch/conclusions.scenarios.yaml", """
                - name: A wet and cold day
                  given: { weather: { raining: true, degrees: 8 } }
                  expect: { outcome: undecided }
                """);
        write("lunch/signals.scenarios.yaml", """
                - name: A fine day
                  given: { weather: { raining: false, degrees: 22 } }
                  expect: { signals: [ "It is dry and warm" ] }
                """);
    }

    private void write(String path, String text) throws IOException {
        Path file = rules.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void change(String path, String from, String to) throws IOException {
        String text = Files.readString(rules.resolve(path));
        assertThat(text).contains(from);
        write(path, text.replace(from, to));
    }

    private int check(String... arguments) {
        return check(Ansi.OFF, arguments);
    }

    private int check(Ansi ansi, String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter wrong = new StringWriter();
        int exit = new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(written))
                .setErr(new PrintWriter(wrong))
                .setColorScheme(Help.defaultColorScheme(ansi))
                .execute(arguments);
        out = written.toString();
        err = wrong.toString();
        return exit;
    }

    @Test
    void aSoundPolicyTakesOneLine() {
        assertThat(check(rules.toString())).isZero();
        assertThat(out).isEqualToNormalizingNewlines("Nothing found in 1 policy with 2 rules.\n");
        assertThat(err).isEmpty();
    }

    @Test
    void aFactThatIsGivenWronglyIsShownWhereItStands() throws IOException {
        change("lunch/signals.scenarios.yaml", "raining: false, degrees: 22", "rainin: false, degrees: 222");
        assertThat(check(rules.toString())).isEqualTo(1);
        assertThat(out).contains("""
                  2 |   given: { weather: { rainin: false, degrees: 222 } }
                    |                       ^^^^^^^^^^^^^
                """, """
                  2 |   given: { weather: { rainin: false, degrees: 222 } }
                    |                                      ^^^^^^^^^^^^
                """);
    }

    @Test
    void aFolderThatLeadsElsewhereIsAFinding() throws IOException {
        Files.createSymbolicLink(rules.resolve("lunch/more"), rules);
        assertThat(check(rules.toString())).isEqualTo(1);
        assertThat(out).contains("[unreadable]");
        int tested = new CommandLine(new TestCommand())
                .setErr(new PrintWriter(new StringWriter()))
                .execute(rules.toString());
        assertThat(tested).isEqualTo(1);
    }

    @Test
    void aMistakeIsShownInItsLineWithItsMend() throws IOException {
        change("lunch/signals.drl", "raining == false", "rainign == false");
        change("lunch/signals.drl", "@cites( \"us\" )", "");
        assertThat(check(rules.toString())).isEqualTo(1);
        assertThat(out).isEqualToNormalizingNewlines("""
                lunch/signals.drl:2:6: This signal cites no source. [warning: no-citation]
                  2 | rule "It is dry and warm"
                    |      ^^^^^^^^^^^^^^^^^^^^
                  Add @cites( "KEY" ) with a key of references.yaml.

                lunch/signals.drl:5:14: Weather has no field "rainign" (expected: degrees, raining). [unknown-field]
                  5 |     Weather( rainign == false, $d : degrees > 18 )
                    |              ^^^^^^^
                  Did you mean "raining"?

                1 error and 1 warning in 1 policy. To read about a code in brackets: check --explain CODE
                """);
    }

    @Test
    void aScenarioThatFailsIsAFindingInItsFile() throws IOException {
        change("lunch/signals.scenarios.yaml", "degrees: 22", "degrees: 12");
        assertThat(check(rules.toString())).isEqualTo(1);
        assertThat(out).isEqualToNormalizingNewlines("""
                lunch/signals.scenarios.yaml:1:9: "A fine day": The signal "It is dry and warm" is missing. [scenario-failed]
                  1 | - name: A fine day
                    |         ^^^^^^^^^^

                1 error and 0 warnings in 1 policy. To read about a code in brackets: check --explain CODE
                """);
    }

    @Test
    void aWarningFailsOnlyWhereItIsStrict() throws IOException {
        change("lunch/signals.drl", "@cites( \"us\" )", "");
        assertThat(check(rules.toString())).isZero();
        assertThat(check("--strict", rules.toString())).isEqualTo(1);
        assertThat(out).contains("0 errors and 1 warning in 1 policy.");
    }

    @Test
    void colourMarksPlaceAndCodeAndNoTextCanAddAny() throws IOException {
        change("lunch/signals.drl", "raining == false", "rain\u001b[31mign == false");
        assertThat(check(Ansi.ON, rules.toString())).isEqualTo(1);
        assertThat(out)
                .contains(
                        "\u001b[1mlunch/signals.drl:5:18:\u001b[",
                        "\u001b[31m[bad-character]\u001b[",
                        "rain\ufffd[31mign")
                .doesNotContain("rain\u001b");
        check(Ansi.OFF, rules.toString());
        assertThat(out).doesNotContain("\u001b");
    }

    @Test
    void machinesGetOneObject() throws IOException {
        change("lunch/signals.drl", "raining == false", "rainign == false");
        write("lunch2/policy.yaml", "name: lunch2\n");
        assertThat(check("--json", rules.toString())).isEqualTo(1);
        JsonNode report = JsonMapper.shared().readTree(out);
        assertThat(report.propertyNames()).containsExactly("policies", "findings", "errors", "warnings");
        assertThat(report.path("policies")).hasSize(2);
        assertThat(report.at("/policies/0").toString())
                .matches(
                        "\\{\"name\":\"lunch\",\"digest\":\"sha256:[0-9a-f]{64}\",\"rules\":0,\"errors\":1,\"warnings\":0}");
        assertThat(report.at("/findings/0").toString())
                .isEqualTo(
                        "{\"policy\":\"lunch\",\"severity\":\"ERROR\",\"code\":\"unknown-field\",\"file\":\"signals.drl\","
                                + "\"line\":5,\"column\":14,\"endColumn\":21,\"rule\":\"It is dry and warm\","
                                + "\"message\":\"Weather has no field \\\"rainign\\\" (expected: degrees, raining).\","
                                + "\"hint\":\"Did you mean \\\"raining\\\"?\"}");
        assertThat(report.path("errors").intValue())
                .isEqualTo(report.path("findings").size())
                .isEqualTo(3);
    }

    @Test
    void tooMuchInAFolderIsAFindingAndNoEndOfTheCheck() throws IOException {
        for (int i = 0; i < 12; i++) {
            write("heap/" + i + ".drl", "// heap\n".repeat(30_000));
        }
        assertThat(check(rules.toString())).isEqualTo(1);
        assertThat(out)
                .startsWith("heap/policy.yaml:1:1: A policy holds at most")
                .contains("[folder-too-large]", "in 2 policies");
    }

    @Test
    void aCodeIsExplained() {
        assertThat(check("--explain", "unknown-field")).isZero();
        assertThat(out).startsWith("# unknown-field\n").contains("## Avoid", "## Prefer", "## Why");
        assertThat(check("--json", "--explain", "no-citation")).isZero();
        JsonNode explained = JsonMapper.shared().readTree(out);
        assertThat(explained.path("code").stringValue()).isEqualTo("no-citation");
        assertThat(explained.path("severity").stringValue()).isEqualTo("WARNING");
        assertThat(explained.path("page").stringValue()).startsWith("# no-citation");
    }

    @Test
    void wrongUsageSaysWhatWouldBeRight() {
        assertThat(check("--explain", "unknown-feild")).isEqualTo(2);
        assertThat(err).startsWith("There is no code \"unknown-feild\". Did you mean \"unknown-field\"?");
        assertThat(check()).isEqualTo(2);
        assertThat(err)
                .startsWith("Missing required parameter: DIR")
                .contains("rolecall check [--json] [--strict] DIR");
        assertThat(check(rules.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err).contains("cannot be read (expected: a folder with one folder for each policy).");
    }
}
