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

/** What a policy owner reads of what nobody wrote down. */
class AnalyseCommandTests {

    @TempDir
    Path rules;

    @BeforeEach
    void twoConclusionsThatContradictEachOther() throws IOException {
        Path folder = Files.createDirectory(rules.resolve("lunch"));
        Files.writeString(folder.resolve("policy.yaml"), """
                name: lunch
                title: Where to eat
                outcomes:
                  - { id: PARK, title: In the park, statement: Go out. }
                  - { id: KITCHEN, title: At home, statement: Stay. }
                """);
        Files.writeString(folder.resolve("rules.drl"), """
                package lunch;
                declare Weather
                    raining : Boolean  @ask( "Is it raining?" )
                    degrees : Integer  @ask( "How warm is it?" ) @min( -50 ) @max( 60 )
                end
                rule "It is warm"
                    @recommends( PARK ) @because( "It is warm." )
                when
                    Weather( degrees > 18 )
                then
                    recommend( kcontext );
                end
                rule "It rains"
                    @recommends( KITCHEN ) @because( "It rains." )
                when
                    Weather( raining )
                then
                    recommend( kcontext );
                end
                rule "It is cold and dry"
                    @recommends( KITCHEN ) @because( "It is cold." )
                when
                    Weather( raining == false, degrees <= 18 )
                then
                    recommend( kcontext );
                end
                """);
    }

    private CommandRun analyse(String... options) {
        String[] arguments = java.util.Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = rules.toString();
        return CommandRun.of(new AnalyseCommand(), arguments);
    }

    @Test
    void aContradictionIsShownInItsLineWithAScenarioToPaste() {
        CommandRun ran = analyse("--situations", "500");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("""
                lunch/rules.drl:13:6: This conclusion (KITCHEN) contradicts "It is warm" (PARK, rules.drl:6): both have precedence 0 and can hold together. [warning: contradiction]
                  13 | rule "It rains"
                     |      ^^^^^^^^^^
                """)
                .contains("""
                - name: "It is warm, against: It rains"
                  given: { weather: { raining: true, degrees: 19 } }
                  expect: { outcome: undecided }
                """, " situations (seed 1) over 7 values of 2 facts: 3 of 3 rules fired, ");
    }

    @Test
    void aWarningIsAnErrorWhereTheCallerIsStrict() {
        assertThat(analyse("--strict", "--situations", "500").exit()).isEqualTo(1);
    }

    @Test
    void aMachineReadsTheSame() {
        JsonNode policy =
                analyse("--json", "--situations", "500", "--seed", "7").json().path(0);
        assertThat(policy.path("policy").stringValue()).isEqualTo("lunch");
        JsonNode finding = policy.path("findings").path(0);
        assertThat(finding.path("code").stringValue()).isEqualTo("contradiction");
        assertThat(finding.path("line").intValue()).isEqualTo(13);
        assertThat(finding.path("witness")
                        .path("given")
                        .path("weather")
                        .path("degrees")
                        .intValue())
                .isEqualTo(19);
        assertThat(policy.path("searched").path("seed").intValue()).isEqualTo(7);
        assertThat(policy.path("searched").path("situations").intValue()).isBetween(1, 500);
    }

    @Test
    void aPolicyThatCannotBeReadIsShownAndNotSearched() throws IOException {
        Path file = rules.resolve("lunch/rules.drl");
        Files.writeString(file, Files.readString(file).replace("degrees > 18", "degres > 18"));
        CommandRun ran = analyse();
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).startsWith("""
                lunch/rules.drl:9:14: Weather has no field "degres" (expected: degrees, raining). [unknown-field]
                   9 |     Weather( degres > 18 )
                """.replace("   9", "  9")).doesNotContain("searched");
        JsonNode policy = analyse("--json").json().path(0);
        assertThat(policy.path("findings").path(0).path("code").stringValue()).isEqualTo("unknown-field");
        assertThat(policy.path("searched").isNull()).isTrue();
    }

    @Test
    void wrongUsageExitsWithTwo() {
        CommandRun none = analyse("--situations", "0");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).startsWith("--situations is 0 (expected: a whole number from 1).");
        assertThat(analyse("--seed", "x").exit()).isEqualTo(2);
    }
}
