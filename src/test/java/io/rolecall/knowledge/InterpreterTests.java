package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.knowledge.ConditionOutcome.Actual;
import io.rolecall.knowledge.RuleOutcome.Way;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of every rule, whether it fired or not, the interpreter says what its conditions came to. */
class InterpreterTests {

    private static RuleOutcome outcome(String when, String thing) {
        Checked checked = Policies.check("""
                rule "Flagged note" when Thing( flag ) then insertLogical( new Note( 1, 0.5 ) ); end
                rule "Counted note" when Thing( $c : count > 1 ) then insertLogical( new Note( $c, 1.5 ) ); end
                """ + Policies.signal("Rule", when));
        assertThat(checked.findings()).isEmpty();
        return Policies.interpret(checked.rulebook(), "{\"thing\": {" + thing + "}}")
                .outcome("Rule");
    }

    /** Each condition as {@code truth condition [values] (required)}; parts behind it. */
    private static List<String> told(RuleOutcome outcome) {
        return outcome.ways().stream()
                .flatMap(way -> way.conditions().stream())
                .flatMap(InterpreterTests::told)
                .toList();
    }

    private static Stream<String> told(ConditionOutcome condition) {
        String values = condition.actual().stream()
                .map(actual -> actual.name() + "=" + actual.text())
                .toList()
                .toString();
        return Stream.concat(
                Stream.of(
                        condition.holds() + " " + condition.whole() + " " + values + " (" + condition.required() + ")"),
                condition.parts().stream().flatMap(InterpreterTests::told));
    }

    @Test
    void everyConditionIsToldAlsoBehindOneThatFailed() {
        RuleOutcome outcome = outcome("Thing( flag, count >= 3 )\n    Thing( stage == Stage.LATE )", "\"count\": 2");
        assertThat(outcome.fired()).isFalse();
        assertThat(told(outcome))
                .containsExactly(
                        "null Thing( flag ) [thing.flag=unknown] (true)",
                        "false Thing( count >= 3 ) [thing.count=2] (at least 3)",
                        "null Thing( stage == Stage.LATE ) [thing.stage=unknown] (LATE)");
        Way way = outcome.ways().get(0);
        assertThat(way.holds()).isFalse();
        assertThat(way.failed()).map(ConditionOutcome::condition).hasValue("flag");
        assertThat(way.unknown())
                .extracting(ConditionOutcome::condition)
                .containsExactly("flag", "stage == Stage.LATE");
    }

    @Test
    void aNumberThatMissesItsMarkSaysByHowMuch() {
        assertThat(missedBy("count >= 3", "\"count\": 1")).isEqualTo(2.0);
        assertThat(missedBy("count > 3", "\"count\": 3")).isEqualTo(1.0);
        assertThat(missedBy("count < 3", "\"count\": 5")).isEqualTo(3.0);
        assertThat(missedBy("count == 3", "\"count\": 5")).isEqualTo(2.0);
        assertThat(missedBy("count != 3", "\"count\": 3")).isNull();
        assertThat(missedBy("count >= 3", "\"count\": 3")).isNull();
        assertThat(missedBy("count >= 3", "")).isNull();
        assertThat(missedBy("stage == Stage.LATE", "\"stage\": \"EARLY\"")).isNull();
    }

    private static Double missedBy(String condition, String thing) {
        return outcome("Thing( " + condition + " )", thing)
                .ways()
                .get(0)
                .conditions()
                .get(0)
                .missedBy();
    }

    @Test
    void aConditionStandsWhereItsAuthorWroteIt() {
        RuleOutcome outcome = outcome("Thing( flag,\n        !( count  <3 ) )", "");
        assertThat(outcome.ways().get(0).conditions())
                .extracting(ConditionOutcome::line, ConditionOutcome::column)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(7, 12), org.assertj.core.groups.Tuple.tuple(8, 12));
        assertThat(outcome.line()).isEqualTo(4);
        ConditionOutcome second = outcome.ways().get(0).conditions().get(1);
        assertThat(second.condition()).isEqualTo("!( count < 3 )");
        assertThat(second.actual()).containsExactly(new Actual("thing.count", null, 3));
        assertThat(second.parts())
                .singleElement()
                .satisfies(part -> assertThat(part.required()).isEqualTo("less than 3"));
    }

    @Test
    void theFactsThatCameFurthestAreShown() {
        assertThat(told(outcome(
                        "Note( $w : weight, share < 1 || weight > 4 )\n    Thing( count > $w, share == null )",
                        "\"flag\": true, \"count\": 5")))
                .startsWith(
                        "true Note( share < 1 || weight > 4 ) [note.share=0.5, note.weight=1] (share < 1 || weight > 4)")
                .contains(
                        "true Thing( count > $w ) [thing.count=5, $w=1] (more than 1)",
                        "true Thing( share == null ) [thing.share=unknown] (unknown)");
        assertThat(told(outcome("Note( weight > 5 )\n    Note( share in ( 0.5, 9 ) )", "\"flag\": true, \"count\": 3")))
                .containsExactly(
                        "false Note( weight > 5 ) [note.weight=1] (more than 5)",
                        "true Note( share in ( 0.5, 9 ) ) [note.share=0.5] (one of 0.5, 9)");
    }

    @Test
    void aFactThatIsNotThereIsSaidToBeMissing() {
        RuleOutcome outcome = outcome("Note( $w : weight, weight > 1 )\n    Thing( count == $w )", "\"count\": 0");
        assertThat(told(outcome))
                .containsExactly(
                        "false Note( $w : weight, weight > 1 ) [] (one)",
                        "null Thing( count == $w ) [thing.count=0, $w=unknown] (unknown)");
    }

    @Test
    void notAndExistsShowWhatCameClosest() {
        assertThat(told(outcome(
                        "not Note( weight > 2 )\n    exists Note( share > 1 )", "\"flag\": true, \"count\": 3")))
                .containsExactly(
                        "false not Note( weight > 2 ) [] (none)",
                        "true Note( weight > 2 ) [note.weight=3] (more than 2)",
                        "true exists Note( share > 1 ) [] (at least one)",
                        "true Note( share > 1 ) [note.share=1.5] (more than 1)");
        assertThat(told(outcome("not Thing( name matches \"a.*\" )", "")))
                .containsExactly(
                        "null not Thing( name matches \"a.*\" ) [] (none)",
                        "null Thing( name matches \"a.*\" ) [thing.name=unknown] (a text like \"a.*\")");
    }

    @Test
    void accumulateShowsItsNumbers() {
        String when = "accumulate( Note( $w : weight ); $n : count( $w ), $sum : sum( $w ); $n > 1, $sum < 3 )";
        assertThat(told(outcome(when, "\"flag\": true, \"count\": 2")))
                .containsExactly(
                        "false accumulate( Note( $w : weight ); $n : count( $w ), $sum : sum( $w ) ) [$n=2, $sum=3] (a number)",
                        "true $n > 1 [$n=2] (more than 1)",
                        "false $sum < 3 [$sum=3] (less than 3)");
    }

    @Test
    void ofAnOrEachWayIsTold() {
        RuleOutcome outcome = outcome(
                "( Thing( flag ) or Thing( other ) )\n    Thing( count != 1 )", "\"other\": true, \"count\": 2");
        assertThat(outcome.fired()).isTrue();
        assertThat(outcome.ways()).extracting(Way::holds).containsExactly(null, true);
        assertThat(told(outcome))
                .containsExactly(
                        "null Thing( flag ) [thing.flag=unknown] (true)",
                        "true Thing( count != 1 ) [thing.count=2] (not 1)",
                        "true Thing( other ) [thing.other=true] (true)",
                        "true Thing( count != 1 ) [thing.count=2] (not 1)");
    }

    @Test
    void noRuleHasAnUnknownName() {
        Interpretation interpretation = Policies.interpret(Policies.check("").rulebook(), "{}");
        assertThatThrownBy(() -> interpretation.outcome("Rule"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No rule Rule");
    }
}
