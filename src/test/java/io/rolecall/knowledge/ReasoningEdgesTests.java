package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where reasoning has to be careful: limits, texts, what cannot be reasoned about, and policies that only look alike. */
class ReasoningEdgesTests {

    private static final List<String> OUTCOMES = List.of("X", "Y");
    private static final String THING = """
            declare Thing
                flag : Boolean @ask( "Flag?" )
                count : Integer @ask( "Count?" ) @min( 0 ) @max( 100 )
                code : String @ask( "Code?" ) @maxLength( 3 )
            end
            """;

    private static KnowledgeBase base(List<String> outcomes, String facts, String... rules) {
        Checked checked = Checker.check(
                List.of(
                        new SourceFile("facts.drl", "package sample;\n" + facts),
                        new SourceFile("rules.drl", "package sample;\n" + String.join("", rules))),
                new Terms("sample", List.of("A", "B"), outcomes, Map.of("0", 75)));
        assertThat(checked.findings()).filteredOn(Finding::isError).isEmpty();
        return KnowledgeBase.compile(checked.rulebook());
    }

    private static String recommends(String outcome, String when) {
        return "rule \"%s where %s\" @recommends( %s ) @because( \"B.\" ) @cites( \"0-01\" )\nwhen\n %s\nthen\n recommend( kcontext );\nend\n"
                .formatted(outcome, when.replaceAll("[\"\\n]", ""), outcome, when);
    }

    private static String favours(String leaning, int weight, String when) {
        return "rule \"%s where %s\" @favours( %s ) @weight( %d ) @because( \"B.\" ) @cites( \"0-01\" )\nwhen\n %s\nthen\n raise( kcontext );\nend\n"
                .formatted(leaning, when.replaceAll("[\"\\n]", ""), leaning, weight, when);
    }

    private static String inserts(String name, String when, String fact) {
        return "rule \"%s\"\nwhen\n %s\nthen\n insertLogical( new %s );\nend\n".formatted(name, when, fact);
    }

    private static Facts facts(KnowledgeBase base, String facts) {
        return FactReader.read(JsonMapper.shared().readTree(facts), "/facts", base.rulebook());
    }

    private static Interview.Step step(KnowledgeBase base, String facts) {
        return Interview.step(base, facts(base, facts), Set.of(), field -> 1);
    }

    private static Changes.Found changes(KnowledgeBase base, String facts) {
        return Changes.of(base, facts(base, facts), new Changes.Wish(null, 5, false, false, 1_000));
    }

    @Test
    void theNearestNumberIsNamed() {
        KnowledgeBase base =
                base(OUTCOMES, THING, recommends("X", "Thing( count < 10 )"), recommends("Y", "Thing( count >= 10 )"));
        String fifty = "{\"thing\": {\"count\": 50}}";
        assertThat(Sensitivity.of(base, facts(base, fifty)).numbers())
                .extracting(Sensitivity.OfNumber::to)
                .containsExactly(9);
        assertThat(changes(base, fifty).sets())
                .singleElement()
                .satisfies(set -> assertThat(set.changes().get(0).to()).isEqualTo(9));
        assertThat(changes(base, "{\"thing\": {\"count\": 3}}").sets())
                .singleElement()
                .satisfies(set -> assertThat(set.changes().get(0).to()).isEqualTo(10));
    }

    @Test
    void aFractionIsNamedAsPeopleWriteIt() {
        String share = "declare Thing share : Double @ask( \"Share?\" ) @min( 0 ) @max( 0.57 ) end\n";
        KnowledgeBase base = base(
                OUTCOMES, share, recommends("X", "Thing( share > 0.56 )"), recommends("Y", "Thing( share <= 0.56 )"));
        assertThat(changes(base, "{\"thing\": {\"share\": 0.2}}").sets())
                .singleElement()
                .satisfies(set -> assertThat((Double) set.changes().get(0).to()).isBetween(0.56, 0.57));
        assertThat(Sensitivity.of(base, facts(base, "{\"thing\": {\"share\": 0.57}}"))
                        .numbers())
                .extracting(Sensitivity.OfNumber::to)
                .containsExactly(0.56);
    }

    @Test
    void whereRulesCountFactsNothingIsCalledProven() {
        KnowledgeBase base = base(
                OUTCOMES,
                THING + "declare Note n : Integer end\n",
                inserts("note", "Thing( flag )", "Note( 1 )"),
                favours("A", 2, "accumulate( Note( $n : n ); $many : count( 1 ); $many > 0 )"),
                recommends("X", "Thing( count < 10 )"),
                recommends("Y", "Thing( count >= 10 )"));
        Interview.Step step = step(base, "{\"thing\": {\"count\": 9}}");
        assertThat(step.proven() || step.settled()).isFalse();
        assertThat(step.canStillBecome()).containsExactly("X", "Y", null);
        assertThat(step.irrelevant()).isEmpty();
        assertThat(Sensitivity.of(base, facts(base, "{\"thing\": {\"count\": 9}}"))
                        .proven())
                .isFalse();
        Changes.Found found = changes(base, "{\"thing\": {\"count\": 9}}");
        assertThat(found.complete()).isZero();
        assertThat(found.sets()).extracting(Changes.Way::outcome).containsExactly("Y");
    }

    @Test
    void morePossibleOutcomesThanBitsAreNotProven() {
        List<String> many = IntStream.range(0, 70).mapToObj(i -> "O" + i).toList();
        KnowledgeBase base =
                base(many, THING, recommends("O0", "Thing( count == 3 )"), recommends("O65", "Thing( count == 65 )"));
        Interview.Step step = step(base, "{\"thing\": {\"count\": 65}}");
        assertThat(step.outcome()).isEqualTo("O65");
        assertThat(step.proven() || step.settled()).isFalse();
        assertThat(changes(base, "{\"thing\": {\"count\": 65}}").sets())
                .extracting(Changes.Way::outcome)
                .containsExactly("O0");
    }

    @Test
    void aTextThatReadsNullIsNotUnknown() {
        String two = "declare One text : String @ask( \"T?\" ) end\ndeclare Two text : String @ask( \"T?\" ) end\n";
        KnowledgeBase base = base(
                OUTCOMES,
                two,
                recommends("X", "One( text == \"null\" )"),
                recommends("X", "One( $text : text )\n Two( text == $text )"));
        assertThat(step(base, "{\"two\": {\"text\": \"q\"}}").canStillBecome()).containsExactly("X", null);
    }

    @Test
    void aTextThatCannotBeMadeUpLeavesTheRestUnproven() {
        KnowledgeBase base = base(OUTCOMES, THING, recommends("X", "Thing( code matches \"(?i)yes\" )"));
        KnowledgeBase other = base(OUTCOMES, THING, recommends("Y", "Thing( code matches \"(?i)yes\" )"));
        assertThat(Contrast.of(base, other, 1_000).proven()).isFalse();
        assertThat(changes(base, "{\"thing\": {\"code\": \"no\"}}").complete()).isZero();
    }

    @Test
    void aTextIsNoLongerThanItMayBe() {
        KnowledgeBase base = base(
                OUTCOMES,
                THING,
                recommends("X", "Thing( code == \"AB\" )"),
                recommends("Y", "Thing( code != \"AB\" )"));
        changes(base, "{\"thing\": {\"code\": \"AB\"}}")
                .sets()
                .forEach(set -> assertThat((String) set.changes().get(0).to()).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void whatOneVersionRefusesIsNoDifference() {
        String wide = "declare Thing count : Integer @ask( \"C?\" ) @min( 0 ) @max( 100 ) end\n";
        KnowledgeBase base = base(OUTCOMES, wide, recommends("X", "Thing( count < 10 )"));
        KnowledgeBase narrow =
                base(OUTCOMES, wide.replace("@min( 0 )", "@min( 1 )"), recommends("Y", "Thing( count < 10 )"));
        assertThat(Contrast.of(base, narrow, 1_000).proven()).isFalse();
    }

    @Test
    void aConditionInAnotherPatternIsAnotherRule() {
        String signal = favours("A", 3, "Thing( flag )");
        KnowledgeBase base = base(
                OUTCOMES,
                THING,
                signal,
                recommends("X", "Score( leaning == \"A\", lead >= 3 )\n Score( leaning == \"B\" )"));
        KnowledgeBase moved = base(
                OUTCOMES,
                THING,
                signal,
                recommends("X", "Score( leaning == \"A\" )\n Score( lead >= 3, leaning == \"B\" )"));
        assertThat(Contrast.of(base, moved, 1_000).differences())
                .extracting(Contrast.Difference::from, Contrast.Difference::to)
                .containsExactly(tuple("X", null));
    }

    @Test
    void fieldsOfADerivedFactThatSwapPlacesAreSeen() {
        String rules = inserts("note", "Thing( flag )", "Note( 1, 2 )")
                + recommends("X", "Note( one == 1 )")
                + recommends("Y", "Note( one == 2 )");
        KnowledgeBase base = base(OUTCOMES, THING + "declare Note one : Integer two : Integer end\n", rules);
        KnowledgeBase swapped = base(OUTCOMES, THING + "declare Note two : Integer one : Integer end\n", rules);
        assertThat(Contrast.of(base, swapped, 1_000).differences())
                .extracting(Contrast.Difference::from, Contrast.Difference::to)
                .containsExactly(tuple("X", "Y"));
    }

    @Test
    void anotherLabelLeavesNoFactOut() {
        String stage = "declare enum Stage EARLY(\"Early\"), LATE(\"Late\"); label : String end\n"
                + "declare Thing stage : Stage @ask( \"S?\" ) end\n";
        KnowledgeBase base = base(OUTCOMES, stage, recommends("X", "Thing( stage == Stage.EARLY )"));
        KnowledgeBase other = base(
                OUTCOMES, stage.replace("\"Early\"", "\"Soon\""), recommends("Y", "Thing( stage == Stage.EARLY )"));
        Contrast.Found found = Contrast.of(base, other, 1_000);
        assertThat(found.leftOut()).isEmpty();
        assertThat(found.differences()).hasSize(1);
    }

    /** Each derived fact is read twice, so that written out the last one has a million conditions. */
    @Test
    void aLongChainOfDerivedFactsIsGivenUpAtOnce() {
        StringBuilder types = new StringBuilder(THING);
        StringBuilder rules = new StringBuilder(inserts("d0", "Thing( flag )", "D0( 1 )"));
        for (int i = 0; i <= 20; i++) {
            types.append("declare D").append(i).append(" n : Integer end\n");
            if (i > 0) {
                String before = "D" + (i - 1);
                String when =
                        "exists " + before + "( n == 1 )\n exists " + before + "( n > 0 )\n Thing( count > " + i + " )";
                rules.append(inserts("d" + i, when, "D" + i + "( 1 )"));
            }
        }
        KnowledgeBase base =
                base(OUTCOMES, types.toString(), rules.toString(), recommends("X", "exists D20( n == 1 )"));
        assertThat(base.space().whole()).isFalse();
        assertThat(Contrast.of(base, base, 1_000).differences()).isEmpty();
    }
}
