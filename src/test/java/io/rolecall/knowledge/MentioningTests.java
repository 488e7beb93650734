package io.rolecall.knowledge;

import static io.rolecall.knowledge.Policies.evaluate;
import static io.rolecall.knowledge.Policies.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A condition on the words of a text, from the rule to the answer. */
class MentioningTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, quoteCharacter = '`', textBlock = """
            pattern                                                     ~ text                  ~ fires
            Thing( mentions( name, "deploy" ) )                         ~ They deployed it      ~ true
            Thing( mentions( name, "deploy" ) )                         ~                       ~ false
            Thing( !mentions( name, "deploy" ) )                        ~ They sold it          ~ true
            Thing( !mentions( name, "deploy" ) )                        ~                       ~ false
            Thing( !( mentions( name, "deploy" ) ) )                    ~                       ~ false
            not Thing( mentions( name, "deploy" ) )                     ~                       ~ false
            not Thing( mentions( name, "deploy" ) )                     ~ They sold it          ~ true
            exists Thing( mentions( name, "sell", "sold" ) )            ~ They sold it          ~ true
            Thing( mentions( name, "a" ) || flag == null )              ~                       ~ true
            Thing( name != null && mentions( name, "x", near( 0, "they", "it" ) ) ) ~ It, they   ~ true
            Thing( $n : name, mentions( $n, "near" ) )                  ~ near                  ~ true
            Thing( $n : name ) Thing( mentions( $n, "near" ) )          ~ far                   ~ false
            """)
    void isTrueFalseOrUnknown(String pattern, String text, boolean fires) {
        KnowledgeBase base = Policies.compile(signal("Rule", pattern));
        String facts = "{\"thing\": {" + (text == null ? "" : "\"name\": \"" + text + "\"") + "}}";
        assertThat(Policies.fired(base, facts)).hasSize(fires ? 1 : 0);
        assertThat(Policies.interpreted(base, facts)).hasSize(fires ? 1 : 0);
    }

    @Test
    void saysWhereTheTextMentionsIt() {
        KnowledgeBase base = Policies.compile(
                signal("Deploys", "Thing( mentions( name, \"deploy\", near( \"run\", \"model\" ), \"not there\" ) )")
                        + signal("Says nothing", "Thing( !mentions( name, \"sell\" ) )"));
        String facts = "{\"thing\": {\"name\": \"🤖 You run our models; deploying them.\"}}";
        Evaluation evaluation = evaluate(base, facts);
        List<Mention> expected = List.of(
                new Mention("thing.name", "\"run\" near \"model\"", 6, 20),
                new Mention("thing.name", "\"deploy\"", 22, 31));
        assertThat(evaluation.signals().get(0).mentions()).isEqualTo(expected);
        assertThat(evaluation.trace().get(0).mentions()).isEqualTo(expected);
        assertThat(evaluation.signals().get(1).mentions()).isEmpty();
        assertThat(JSON.writeValueAsString(evaluation.signals().get(0)))
                .endsWith("\"mentions\":[{\"fact\":\"thing.name\",\"phrase\":\"\\\"run\\\" near"
                        + " \\\"model\\\"\",\"from\":6,\"to\":20},"
                        + "{\"fact\":\"thing.name\",\"phrase\":\"\\\"deploy\\\"\",\"from\":22,\"to\":31}]}");
        assertThat(JSON.writeValueAsString(evaluation.signals().get(1))).doesNotContain("\"mentions\"");
        Evaluation interpreted = Policies.interpret(base.rulebook(), facts).evaluation();
        assertThat(interpreted.signals()).isEqualTo(evaluation.signals());
        assertThat(interpreted.trace()).isEqualTo(evaluation.trace());
    }

    /** Else an answer would hold the text once for each signal. */
    @Test
    void showsTheBeginningOfATextThatIsOnlySearched() {
        KnowledgeBase base = Policies.compile(signal("Searches", "Thing( mentions( name, \"a\" ) )")
                + signal("Compares", "Thing( mentions( name, \"a\" ), name != \"b\" )")
                + signal("Compares first", "Thing( name != \"b\", mentions( name, \"a\" ) )"));
        String text = "a".repeat(99) + "🤖 and a";
        String facts = "{\"thing\": {\"name\": \"" + text + "\"}}";
        Evaluation evaluation = evaluate(base, facts);
        assertThat(evaluation.signals())
                .extracting(signal -> signal.facts().get("thing.name"))
                .containsExactly("a".repeat(99) + "…", text, text);
        assertThat(Policies.interpret(base.rulebook(), facts).evaluation().trace())
                .isEqualTo(evaluation.trace());
    }

    @Test
    void tellsTenPlacesOfAPhraseAtMost() {
        KnowledgeBase base = Policies.compile(signal("Rule", "Thing( mentions( name, \"a\" ) )"));
        assertThat(evaluate(base, "{\"thing\": {\"name\": \"" + "a ".repeat(400) + "\"}}")
                        .signals()
                        .get(0)
                        .mentions())
                .hasSize(10);
    }

    @Test
    void tellsNothingOfATextThatIsMasked() {
        KnowledgeBase base = Policies.compile(signal("Rule", "Thing( $n : name, flag, mentions( $n, \"secret\" ) )"));
        Facts facts = FactReader.read(
                JSON.readTree("{\"thing\": {\"flag\": true, \"name\": \"a secret word\"}}"), "/facts", base.rulebook());
        assertThat(base.evaluate(facts).signals().get(0).mentions()).hasSize(1);
        Evaluation masked = base.evaluate(facts.masked(Set.of("thing.name")));
        assertThat(masked.signals()).hasSize(1);
        assertThat(JSON.writeValueAsString(masked)).doesNotContain("secret", "mentions", "\"from\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, quoteCharacter = '§', textBlock = """
            condition                                        ~ code          ~ message
            mentions( name, "" )                             ~ BAD_PHRASE    ~ The phrase "" has no letter or digit, so that no text mentions it.
            mentions( name, near( "a", "…" ) )               ~ BAD_PHRASE    ~ The phrase "…" has no letter or digit, so that no text mentions it.
            mentions( name, "a b c d e f g h i" )            ~ BAD_PHRASE    ~ The phrase has 9 words (expected: at most 8).
            mentions( name, near( 101, "a", "b" ) )          ~ BAD_PHRASE    ~ near takes how many words may stand between, and that is 101 (expected: 0 to 100).
            mentions( name, near( -1, "a", "b" ) )           ~ BAD_PHRASE    ~ near takes how many words may stand between, and that is -1 (expected: 0 to 100).
            mentions( name, "a/b", "A B" )                   ~ DUPLICATE     ~ This is looked for already: "A B".
            mentions( count, "a" )                           ~ WRONG_TYPE    ~ `mentions` searches a String field; this is an Integer.
            mentions( "text", "a" )                          ~ WRONG_TYPE    ~ `mentions` searches a String field; this is a fixed value.
            mentions( nmae, "a" )                            ~ UNKNOWN_FIELD ~ Thing has no field "nmae" (expected: count, flag, name, other, share, stage).
            mentions( name )                                 ~ SYNTAX        ~
            mentions( name, count )                          ~ SYNTAX        ~
            mentions( name, near( "a" ) )                    ~ SYNTAX        ~
            name mentions "a"                                ~ SYNTAX        ~ "mentions" stands before its brackets (expected: mentions( name, "…" )).
            not mentions( name, "a" )                        ~ NOT_ALLOWED   ~
            """)
    void findsWhatIsWrong(String condition, Code code, String message) {
        assertThat(Policies.check(signal("Rule", "Thing( " + condition + " )")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).as(finding.message()).isEqualTo(code);
                    if (message != null) {
                        assertThat(finding.message()).isEqualTo(message);
                    }
                });
    }

    @Test
    void boundsHowManyPhrasesThereAre() {
        String many = IntStream.range(0, 64).mapToObj(i -> "\"w" + i + "\"").collect(Collectors.joining(", "));
        assertThat(Policies.check(signal("Rule", "Thing( mentions( name, " + many + " ) )"))
                        .findings())
                .isEmpty();
        assertThat(Policies.check(signal("Rule", "Thing( mentions( name, " + many + ", \"x\" ) )"))
                        .findings())
                .extracting(Finding::code)
                .containsExactly(Code.TOO_MANY);
        assertThat(Policies.check(signal("Rule", "Thing( mentions( name, \"" + "a".repeat(101) + "\" ) )"))
                        .findings())
                .extracting(Finding::code)
                .containsExactly(Code.BAD_PHRASE);
        String rules = IntStream.range(0, 80)
                .mapToObj(
                        i -> signal("Rule " + i, "Thing( mentions( name, " + many.replace("w", "w" + i + "v") + " ) )"))
                .collect(Collectors.joining());
        assertThat(Policies.check(rules).findings())
                .isNotEmpty()
                .extracting(Finding::message)
                .allMatch(text -> text.equals("The rules of a policy look for at most 4000 phrases."));
    }

    @Test
    void saysWhatItRequires() {
        Checked checked = Policies.check(
                signal("Rule", "Thing( mentions( name, \"a\", near( \"b\", \"c\" ) ), !mentions( name, \"d\" ) )"));
        RuleOutcome outcome = Policies.interpret(checked.rulebook(), "{\"thing\": {\"name\": \"x d\"}}")
                .outcome("Rule");
        assertThat(outcome.ways().get(0).conditions())
                .extracting(ConditionOutcome::condition, ConditionOutcome::required, ConditionOutcome::holds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "mentions( name, \"a\", near( \"b\", \"c\" ) )",
                                "mentions \"a\" or \"b\" near \"c\"",
                                false),
                        org.assertj.core.groups.Tuple.tuple(
                                "!mentions( name, \"d\" )", "!mentions( name, \"d\" )", false));
        String sentence = new RuleSentence(checked.rulebook(), new RuleSentence.Titles(Map.of(), Map.of()))
                .of(checked.rulebook().rules().get(0));
        assertThat(sentence)
                .startsWith(
                        "When \"Name?\" is answered with a text that mentions one of \"a\" or \"b\" near \"c\"; and is"
                                + " answered with a text that does not mention \"d\", it speaks for");
    }

    @Test
    void isACoveredConditionOnceItWasTrueAndFalse() {
        KnowledgeBase base = Policies.compile(signal("Rule", "Thing( mentions( name, \"a\" ) )"));
        Coverage coverage = new Coverage(base.rulebook());
        coverage.add(facts(base, "a word"));
        assertThat(coverage.summary().bothWays()).isZero();
        coverage.add(facts(base, "words"));
        assertThat(coverage.summary().conditions()).isEqualTo(1);
        assertThat(coverage.summary().bothWays()).isEqualTo(1);
    }

    private static Facts facts(KnowledgeBase base, String name) {
        return FactReader.read(JSON.readTree("{\"thing\": {\"name\": \"" + name + "\"}}"), "/facts", base.rulebook());
    }
}
