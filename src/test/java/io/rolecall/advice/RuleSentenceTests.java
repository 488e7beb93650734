package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.RuleSentence;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule says, read by somebody who has never seen one. */
class RuleSentenceTests {

    private static final Map<String, String> DERIVED = Map.of(
            "word    : String   @ask( \"What does the cook say?\" )\nend",
            "word    : String   @ask( \"What does the cook say?\" )\n    felt : Integer\nend\n"
                    + "declare Wet @title( \"A wet day\" ) by : String; end\n".replace(";", "\n"));

    /** Every shape that the shipped rules have: {@code -Drolecall.golden=write} writes them anew. */
    @Test
    void tellsTheShippedRules() throws IOException {
        Bundle bundle = Bundle.read("hiring", Path.of("rules-drl/hiring"));
        Policy policy = Objects.requireNonNull(PolicyReader.read(bundle).policy());
        RuleSentence sentence =
                new RuleSentence(policy.base().rulebook(), policy.about().titles());
        List<String> names = List.of(
                "An accepted model has no path to production",
                "An engineer would have nothing to run",
                "Several live models make running heavy",
                "Data is collected by nothing",
                "Evidence leads",
                "Nobody knows what for",
                "There is no data before the launch",
                "Answers and production with two posts");
        StringBuilder told = new StringBuilder();
        policy.base().rulebook().rules().forEach(rule -> {
            String text = sentence.of(rule);
            assertThat(text).as(rule.name()).doesNotContain("null", "  ").matches("(?s)(When|In every case) .*[.\"]");
            if (names.contains(rule.name()) || rule.number() % 24 == 0) {
                told.append(rule.name()).append("\n    ").append(text).append('\n');
            }
        });
        Golden.check("rule-sentences.txt", told.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Weather( raining )                    | \"Is it raining?\" is answered yes",
                "Weather( !raining )                   | \"Is it raining?\" is answered no",
                "Weather( raining != true )            | \"Is it raining?\" is answered no",
                "not Weather( raining == true )        | \"Is it raining?\" is answered no",
                "not Weather( degrees > 3, raining )   | either \"How warm is it?\" is answered with at most 3 or \"Is it raining?\" is answered no",
                "Weather( degrees > 3, degrees <= 9 )  | \"How warm is it?\" is answered with more than 3 and is answered with at most 9",
                "Weather( degrees == null )            | \"How warm is it?\" is not answered",
                "Weather( degrees != null )            | \"How warm is it?\" is answered",
                "Weather( degrees != 3 )               | \"How warm is it?\" is answered, but not 3",
                "Weather( degrees not in ( 1, 2 ) )    | \"How warm is it?\" is answered, but none of 1 and 2",
                "Weather( !( degrees in ( 1, 2, 3 ) ) ) | \"How warm is it?\" is answered, but none of 1, 2 and 3",
                "Weather( word matches \"so.*\" )      | \"What does the cook say?\" is answered with a text like \"so.*\"",
                "Weather( felt >= 3 )                  | the felt of \"Weather\" is at least 3",
                "Weather( felt < degrees )             | the felt of \"Weather\" is less than the answer to \"How warm is it?\"",
                "Weather( $d : degrees ) Weather( felt == $d ) | the felt of \"Weather\" is the same as the answer to \"How warm is it?\"",
                "( Weather( raining ) or Weather( degrees < 3 ) ) Weather( word == \"x\" ) | either \"Is it raining?\" is answered yes or \"How warm is it?\" is answered with less than 3; and \"What does the cook say?\" is answered \"x\"",
                "exists Weather( raining )             | \"Is it raining?\" is answered yes",
                "Wet()                                 | the rule that derives \"A wet day\" has fired",
                "not Wet()                             | the rule that derives \"A wet day\" has not fired",
                "Wet( by == \"rain\" )                 | the rule that derives \"A wet day\" has fired, so that the by of \"A wet day\" is \"rain\"",
                "accumulate( Wet( by != null ); $n : count( 1 ); $n > 2 ) | the count over every \"A wet day\" where the by of \"A wet day\" is known is more than 2"
            })
    void tellsEachShape(String when, String condition) {
        assertThat(told(when)).isEqualTo("When " + condition + ", it speaks for \"Outside\" with weight 2.");
    }

    private static String told(String when) {
        Policy policy = SmallPolicy.of(
                        SmallPolicy.rule("It is so", "@favours( OUT ) @weight( 2 ) @because( \"So.\" )", when, "raise")
                                + "rule \"It is wet\" when Weather( raining ) then insertLogical( new Wet( \"rain\" ) ); end",
                        DERIVED)
                .policy();
        return new RuleSentence(policy.base().rulebook(), policy.about().titles())
                .of(policy.base().rulebook().rules().get(0));
    }

    @Test
    void tellsWhatTheEngineStates() {
        Policy policy = SmallPolicy.of(SmallPolicy.rule(
                                "It leads",
                                "@recommends( PARK ) @because( \"So.\" )",
                                "Score( leaning == \"OUT\", rank == 1, $lead : lead > 0 )",
                                "recommend")
                        + SmallPolicy.rule(
                                "Take a coat",
                                "@order( 2 ) @advises( \"Take a coat at {$d}.\" )",
                                "Recommendation( outcome != \"KITCHEN\" ) Weather( $d : degrees )",
                                "step"))
                .policy();
        RuleSentence sentence =
                new RuleSentence(policy.base().rulebook(), policy.about().titles());
        assertThat(policy.base().rulebook().rules().stream().map(sentence::of))
                .containsExactly(
                        "When the rank of \"Outside\" is 1 and its lead is more than 0, it recommends \"In the park\" with"
                                + " precedence 0.",
                        "When the recommendation is not \"In the kitchen\", the plan has step 2: \"Take a coat at [the"
                                + " answer to \"How warm is it?\"].\"");
    }
}
