package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation.Undecided;
import io.rolecall.vocabulary.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTests {

    private static final String ADVICE = """
            rule "Flagged" @favours( A ) @weight( 4 ) @because( "It is flagged {$count} times." ) @cites( "0-30, book-2017" )
            when
                Thing( flag, $count : count >= 2 )
            then
                raise( kcontext );
            end
            rule "Late" @opposes( B ) @weight( 2 ) @because( "It is late." ) @cites( "0-31" )
            when
                Thing( stage == Stage.LATE )
            then
                raise( kcontext );
            end
            rule "A leads" @recommends( X ) @because( "A leads by {$lead}." ) @cites( "0-32" )
            when
                Score( leaning == "A", rank == 1, $lead : lead >= 3 )
                Thing( stage == Stage.LATE )
            then
                recommend( kcontext );
            end
            rule "Guard" @recommends( Y ) @precedence( 5 ) @because( "Guarded." )
            when
                Thing( name == "quoted text, ünïcode" )
            then
                recommend( kcontext );
            end
            rule "Other guard" @recommends( X ) @precedence( 5 ) @because( "Guarded too." )
            when
                Thing( name matches "quoted.*", other )
            then
                recommend( kcontext );
            end
            rule "Then do this" @order( 2 ) @advises( "Second, after {$outcome}." ) @until( "it is done" )
            when
                Recommendation( $outcome : outcome )
            then
                step( kcontext );
            end
            rule "First do this" @order( 1 ) @advises( "First." )
            when
                Recommendation( outcome == "X" )
            then
                step( kcontext );
            end
            rule "Beware" @warns( "Whatever the answer." )
            when
                Thing( flag )
            then
                caution( kcontext );
            end
            """;

    private final KnowledgeBase base = Policies.compile(ADVICE);

    @Test
    void signalsAddUpToScoresAndScoresToAnOutcomeAndThatToAPlan() {
        Evaluation evaluation =
                Policies.evaluate(base, "{\"thing\": {\"flag\": true, \"count\": 3, \"stage\": \"LATE\"}}");

        assertThat(evaluation.outcome()).isEqualTo("X");
        assertThat(evaluation.signals()).first().satisfies(signal -> {
            assertThat(signal.because()).isEqualTo("It is flagged 3 times.");
            assertThat(signal.favours()).isEqualTo("A");
            assertThat(signal.facts()).isEqualTo(Map.of("thing.flag", true, "thing.count", 3));
            assertThat(signal.cites()).containsExactly("0-30", "book-2017");
            assertThat(signal.file() + ":" + signal.line()).isEqualTo("rules.drl:2");
        });
        assertThat(evaluation.signals().get(1).opposes()).isEqualTo("B");
        assertThat(evaluation.scores())
                .extracting(Score::getLeaning, Score::getTotal, Score::getRank, Score::getLead)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A", 4, 1, 6),
                        org.assertj.core.groups.Tuple.tuple("B", -2, 2, -6));
        assertThat(evaluation.conclusions()).singleElement().satisfies(conclusion -> {
            assertThat(conclusion.because()).isEqualTo("A leads by 6.");
            assertThat(conclusion.scores()).containsExactly("A");
            assertThat(conclusion.facts()).isEqualTo(Map.of("thing.stage", "LATE"));
            assertThat(conclusion.decisive()).isTrue();
        });
        assertThat(evaluation.plan())
                .extracting(Evaluation.Step::advises)
                .containsExactly("First.", "Second, after X.");
        assertThat(evaluation.cautions()).extracting(Evaluation.Caution::rule).containsExactly("Beware");
        assertThat(evaluation.trace())
                .extracting(Evaluation.Fired::rule)
                .containsExactly("Flagged", "Late", "A leads", "Then do this", "First do this", "Beware");
    }

    @Test
    void nothingKnownIsUndecidedWithoutAConclusion() {
        Evaluation evaluation = Policies.evaluate(base, "{}");
        assertThat(evaluation.outcome()).isNull();
        assertThat(evaluation.undecided()).isEqualTo(Undecided.NO_CONCLUSION);
        assertThat(evaluation.trace()).isEmpty();
        assertThat(evaluation.scores()).extracting(Score::getRank).containsExactly(1, 1);
    }

    @Test
    void twoOutcomesAtTheHighestPrecedenceAreAConflict() {
        Evaluation evaluation = Policies.evaluate(
                base,
                "{\"thing\": {\"name\": \"quoted text, ünïcode\", \"other\": true, \"flag\": true, \"count\": 9, \"stage\": \"LATE\"}}");
        assertThat(evaluation.outcome()).isNull();
        assertThat(evaluation.undecided()).isEqualTo(Undecided.CONFLICT);
        assertThat(evaluation.conclusions())
                .extracting(Evaluation.Conclusion::rule, Evaluation.Conclusion::decisive)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("Guard", true),
                        org.assertj.core.groups.Tuple.tuple("Other guard", true),
                        org.assertj.core.groups.Tuple.tuple("A leads", false));
        assertThat(evaluation.plan()).isEmpty();
    }

    @Test
    void aRuleCountsOnceAndTheTraceShowsEveryMatch() {
        KnowledgeBase derived = Policies.compile(
                """
                rule "Note one" when Thing( flag ) then insertLogical( new Note( 1, 0.5 ) ); end
                rule "Note two" when Thing( $c : count > 0, $s : share ) then insertLogical( new Note( $c, $s ) ); end
                rule "Noted" @favours( A ) @weight( 3 ) @because( "Noted with {$w}." ) @cites( "0-01" )
                when Note( $w : weight ) then raise( kcontext ); end
                """ + Policies.signal("None", "not Note( weight > 5 )")
                        + Policies.signal(
                                "Sum",
                                "accumulate( Note( $w : weight ); $sum : sum( $w ), $n : count( $w ), $avg : average( $w ); $sum == 8, $n == 2, $avg > 3.9 )")
                        + Policies.signal(
                                "Least",
                                "accumulate( Note( $w : weight, $s : share ); $min : min( $s ), $max : max( $w ); $min < 0.5 || $max == 7 )"));

        Evaluation evaluation =
                Policies.evaluate(derived, "{\"thing\": {\"flag\": true, \"count\": 7, \"share\": 0.75}}");

        assertThat(evaluation.signals()).extracting(Evaluation.Signal::rule).containsExactly("Noted", "Sum", "Least");
        assertThat(evaluation.signals().get(0).because()).isEqualTo("Noted with 1.");
        assertThat(evaluation.scores().get(0).getTotal()).isEqualTo(5);
        assertThat(evaluation.trace().stream().filter(fired -> fired.rule().equals("Noted")))
                .extracting(Evaluation.Fired::matched)
                .containsExactly(Map.of("note.weight", 1), Map.of("note.weight", 7));
        assertThat(evaluation.trace().get(0).inserted())
                .isEqualTo(List.of(Map.of("note", Map.of("weight", 1, "share", 0.5))));
        assertThat(evaluation.signals().get(1).facts())
                .isEqualTo(Map.of("note.weight", 1, "note#2.weight", 7, "$sum", 8, "$n", 2, "$avg", 4.0));
        assertThat(Policies.fired(derived, "{}")).containsExactly("None");
        // One note's share is unknown, so the smallest share is, too.
        assertThat(Policies.fired(derived, "{\"thing\": {\"flag\": true, \"count\": 7}}"))
                .doesNotContain("Least")
                .contains("Sum");
    }

    @Test
    void aWarningLeavesTheRuleAtWork() {
        KnowledgeBase base = Policies.compile("""
                rule "It is flagged" @favours( A ) @weight( 1 ) @because( "It is." )
                when
                    Thing( flag )
                then
                    raise( kcontext );
                end
                """);
        assertThat(Policies.fired(base, "{\"thing\": {\"flag\": true}}")).containsExactly("It is flagged");
    }

    @Test
    void orFiresOnceForEachBranchThatHolds() {
        KnowledgeBase either = Policies.compile(Policies.signal(
                "Either", "( Thing( flag ) or Thing( count > 1, other ) )\n Thing( stage == Stage.EARLY )"));
        String both = "{\"thing\": {\"flag\": true, \"count\": 2, \"other\": true, \"stage\": \"EARLY\"}}";
        assertThat(Policies.evaluate(either, both).trace())
                .extracting(Evaluation.Fired::matched)
                .containsExactly(
                        Map.of("thing.flag", true, "thing.stage", "EARLY"),
                        Map.of("thing.count", 2, "thing.other", true, "thing.stage", "EARLY"));
        assertThat(Policies.evaluate(either, both).scores().get(0).getTotal()).isEqualTo(1);
        assertThat(Policies.fired(either, "{\"thing\": {\"flag\": true}}")).isEmpty();
    }

    @Test
    void aRecommendationThatIsNotThereMatchesNothing() {
        KnowledgeBase plan = Policies.compile("""
                rule "X" @recommends( X ) @because( "Flagged." ) when Thing( flag ) then recommend( kcontext ); end
                rule "Some" @warns( "Some." ) when exists ( Recommendation() and Thing( other ) ) then caution( kcontext ); end
                rule "None" @warns( "None." ) when not ( Recommendation() and Thing( other ) ) then caution( kcontext ); end
                rule "Counted" @warns( "Counted." ) when accumulate( Recommendation(); $n : count( 1 ); $n == 0 ) then caution( kcontext ); end
                rule "Bare" @warns( "Bare." ) when Recommendation() then caution( kcontext ); end
                rule "Not bare" @warns( "Not bare." ) when not Recommendation() then caution( kcontext ); end
                """);
        assertThat(cautions(plan, "{\"thing\": {\"other\": true}}")).containsExactly("None", "Counted", "Not bare");
        assertThat(cautions(plan, "{\"thing\": {\"other\": true, \"flag\": true}}"))
                .containsExactly("Some", "Bare");
    }

    @Test
    void oneComparisonMayTakeValuesFromEveryOtherPattern() {
        String notes = java.util.stream.IntStream.rangeClosed(1, 7)
                .mapToObj(i -> "Note( $w" + i + " : weight, $s" + i + " : share == " + i + ".5 )\n")
                .reduce("", String::concat);
        String rules = java.util.stream.IntStream.rangeClosed(1, 7)
                .mapToObj(i -> "rule \"Note " + i + "\" when Thing( flag ) then insertLogical( new Note( " + i * 10
                        + ", " + i + ".5 ) ); end\n")
                .reduce("", String::concat);
        KnowledgeBase seven = Policies.compile(
                rules + Policies.signal("In", notes + "Thing( count in ( $w1, $w2, $w3, $w4, $w5, $w6, $w7 ) )"));
        for (int i = 1; i <= 8; i++) {
            String facts = "{\"thing\": {\"flag\": true, \"count\": " + i * 10 + "}}";
            assertThat(Policies.fired(seven, facts)).as(facts).hasSize(i <= 7 ? 1 : 0);
        }
    }

    private static List<String> cautions(KnowledgeBase base, String facts) {
        return Policies.evaluate(base, facts).cautions().stream()
                .map(Evaluation.Caution::rule)
                .toList();
    }
}
