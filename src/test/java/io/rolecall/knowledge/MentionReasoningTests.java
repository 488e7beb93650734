package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is proven of texts that are searched, and what is left open. */
class MentionReasoningTests {

    private static final String FACTS = """
            package sample;
            declare Advert
                text : String @ask( "How does it read?" ) @maxLength( 2000 )
                code : String @ask( "Code?" ) @maxLength( 8 )
                paid : Boolean @ask( "Is it paid?" )
            end
            """;

    private static KnowledgeBase base(String... rules) {
        Checked checked = Checker.check(
                List.of(
                        new SourceFile("facts.drl", FACTS),
                        new SourceFile("rules.drl", "package sample;\n" + String.join("", rules))),
                new Terms("sample", List.of("A", "B"), List.of("X", "Y"), Map.of("0", 75)));
        assertThat(checked.findings()).filteredOn(Finding::isError).isEmpty();
        return KnowledgeBase.compile(checked.rulebook());
    }

    private static String recommends(String outcome, String when) {
        return "rule \"%s where %s\" @recommends( %s ) @because( \"B.\" ) @cites( \"0-01\" )\nwhen\n %s\nthen\n recommend( kcontext );\nend\n"
                .formatted(outcome, when.replaceAll("[\"\\n]", ""), outcome, when);
    }

    private static Interview.Step step(KnowledgeBase base, String advert) {
        return Interview.step(
                base,
                FactReader.read(
                        JsonMapper.shared().readTree("{\"advert\": {" + advert + "}}"), "/facts", base.rulebook()),
                Set.of(),
                field -> 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, quoteCharacter = '§', textBlock = """
            condition                                                         ~ never
            mentions( text, "a" ) && !mentions( text, "A" )                    ~ true
            mentions( text, "a", "b" ) && !mentions( text, "a", "b" )          ~ true
            text == "Plan B" && !mentions( text, "plan b" )                    ~ true
            text == "Plan B" && mentions( text, "plan c" )                     ~ true
            text in ( "x", "y" ) && mentions( text, "z" )                      ~ true
            mentions( text, "a" ) && mentions( text, "b" )                     ~ false
            mentions( text, "a b" ) && !mentions( text, "a", "c" )             ~ false
            mentions( text, "a" ) && !mentions( text, "b" ) && text != "a"     ~ false
            mentions( text, near( "a", "b" ) ) && !mentions( text, "a b" )     ~ false
            text == "Plan B" && mentions( text, "plans", "plan" )              ~ false
            """)
    void onlyWhatIsCertainIsSaidOfARule(String condition, boolean never) {
        KnowledgeBase base = base(recommends("X", "Advert( " + condition + " )"));
        assertThat(Analysis.of(base.rulebook()).findings().stream()
                        .anyMatch(one -> one.message().contains("never")))
                .as(Analysis.of(base.rulebook()).findings().toString())
                .isEqualTo(never);
    }

    @Test
    void aTextThatIsOpenCanMentionAnythingOrNothing() {
        KnowledgeBase base = base(
                recommends("X", "Advert( mentions( text, \"deploy\", near( \"run\", \"model\" ) ) )"),
                recommends("Y", "Advert( !mentions( text, \"deploy\", near( \"run\", \"model\" ) ) )"));
        Interview.Step open = step(base, "\"paid\": true");
        assertThat(open.canStillBecome()).containsExactly("X", "Y", null);
        assertThat(open.proven()).isTrue();
        Interview.Step stated = step(base, "\"text\": \"You run all our models\"");
        assertThat(stated.settled()).isTrue();
        assertThat(stated.outcome()).isEqualTo("X");
        assertThat(step(base, "\"text\": \"Nothing\"").outcome()).isEqualTo("Y");
    }

    @Test
    void withManyConditionsOnATextNothingIsProvenOfIt() {
        KnowledgeBase base = base(IntStream.range(0, 20)
                .mapToObj(i -> recommends(i % 2 == 0 ? "X" : "Y", "Advert( mentions( text, \"w" + i + "\" ) )"))
                .toArray(String[]::new));
        Interview.Step open = step(base, "\"paid\": true");
        assertThat(open.proven()).isFalse();
        assertThat(open.settled()).isFalse();
    }

    @Test
    void noTextIsMadeThatIsTooLong() {
        KnowledgeBase base = base(recommends("X", "Advert( mentions( code, \"longer than that\" ) )"));
        assertThat(step(base, "\"paid\": true").proven()).isFalse();
    }

    /** As it is promised, each is checked; so that this says how often one is found. */
    @Test
    void samplesMentionWhatIsWantedAndNothingElse() {
        List<TextMark> marks = List.of(
                new TextMark.Mentions(List.of(io.rolecall.vocabulary.Sought.phrase("build dashboards"))),
                new TextMark.Mentions(List.of(io.rolecall.vocabulary.Mentions.near("deploy", "model"))),
                new TextMark.Mentions(List.of(io.rolecall.vocabulary.Sought.phrase("C++"))),
                new TextMark.Like(".*[.] "));
        List<String> missing = new ArrayList<>();
        for (int combination = 0; combination < 16; combination++) {
            int bits = combination;
            Set<TextMark> having = IntStream.range(0, 4)
                    .filter(i -> (bits >> i & 1) == 1)
                    .mapToObj(marks::get)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<TextMark> lacking = new LinkedHashSet<>(marks);
            lacking.removeAll(having);
            String sample = TextSamples.of(new Claim.OtherText(0, having, lacking, Set.of("other")));
            if (sample == null) {
                missing.add(having.toString());
            } else {
                assertThat(having).allMatch(mark -> mark.on(sample));
                assertThat(lacking).noneMatch(mark -> mark.on(sample));
            }
        }
        // Each sample of a mention ends in what the pattern wants
        assertThat(missing).hasSizeLessThanOrEqualTo(8);
    }
}
