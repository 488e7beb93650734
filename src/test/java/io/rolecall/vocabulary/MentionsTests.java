package io.rolecall.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts mention what, and where. */
class MentionsTests {

    /** In the text, square brackets stand around what is found. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, quoteCharacter = '`', textBlock = """
            phrase              ~ text
            build dashboards    ~ You [build dashboards] and you will [BUILD  Dashboards].
            build dashboard     ~ [building dashboards], built dashboards
            dash                ~ dashboards and adash and [dash]_ [dash]
            A/B test            ~ [A/B testing], [a-b tests], [A.\\nB… Tests], a test
            deploy              ~ [deploys] [Deployed] [deploying] deployment redeploy
            model               ~ [models] [modelled] [modeling] modeler re-[model]
            scale               ~ [scaled] [scaling] [scales] scal scaler
            study               ~ [studies] [studied] [studying] studys
            process             ~ [processes] [processed] [processing]
            box                 ~ [boxes] [boxed] [boxing] boxxed
            batch               ~ [batches] [batched]
            ship                ~ [shipped] [shipping] [ships] shipper
            plan                ~ [planned] planner plane
            analysis            ~ [analysis] analyses
            models              ~ [models] model
            R                   ~ Rs, [R], rd: [R]&D, [r]-squared
            SQL                 ~ PL/[SQL], [sql]'s MySQL NoSQL [Sql]
            C++                 ~ [C++], c, [c++]-code, C++17
            C                   ~ [C], C++, C#
            C#                  ~ [C#] and C and F#
            3 years             ~ [3+ years], 13 years, [3 years]' work
            .NET                ~ ASP.[NET] and the [net]
            company's data      ~ the [company data] and the [company's data], or companys’ data
            straße              ~ [Straße] strasse
            ünï                 ~ [ÜNÏ], [u\\u0308ni\\u0308], uni
            Κόσμος              ~ [κόσμος] [ΚΌΣΜΟΣ]
            finance             ~ [ﬁnance] and [ｆｉｎａｎｃｅ]
            data                ~ [da\\u00adta], [da\\u200bta] da-ta
            مرحبا               ~ [مرحبا] بالعالم
            数据                 ~ 数据科学家, [数据]
            machine learning    ~ [machine 🤖 learning] [Machine-Learning] machine and learning
            data team           ~ [data (team]) team data. [Data teams]
            42                  ~ 142 [42] 42nd 4 2
            """)
    void aPhraseIsFoundByItsWords(String phrase, String text) {
        assertThat(marked(text, Sought.phrase(phrase))).isEqualTo(shown(text));
        assertThat(Mentions.mentions(plain(text), phrase)).isEqualTo(text.contains("["));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', useHeadersInDisplayName = true, textBlock = """
            between ~ one       ~ other     ~ text
            5       ~ deploy    ~ model     ~ You [deploy our machine learning models].
            5       ~ deploy    ~ model     ~ Our [models are deployed] by you
            2       ~ deploy    ~ model     ~ deploy one two three models
            3       ~ deploy    ~ model     ~ [deploy one two three models]
            0       ~ deploy    ~ model     ~ deploy the model, [model deploying]
            5       ~ model     ~ model     ~ a model
            5       ~ model     ~ model     ~ a [model and a [model]]
            5       ~ data      ~ data team ~ data team
            5       ~ a b       ~ c         ~ [A/B, c] [c and a b]
            1       ~ x         ~ y         ~ [y, x] y
            """)
    void twoPhrasesAreNearWithFewWordsBetween(int between, String one, String other, String text) {
        List<Sought.Place> places = Sought.near(between, one, other).in(Words.of(plain(text)));
        assertThat(places.isEmpty()).as(places.toString()).isEqualTo(!text.contains("["));
        if (!text.contains("[[") && !text.contains("]]") && !text.endsWith("y")) {
            assertThat(marked(text, Sought.near(between, one, other))).isEqualTo(shown(text));
        }
    }

    @Test
    void oneOfSeveralIsEnoughAndNothingIsMentionedByWhatIsUnknown() {
        assertThat(Mentions.mentions("Runs an experiment", "A/B test", "experiment", "hypothesis"))
                .isTrue();
        assertThat(Mentions.mentions("Runs", "A/B test", Mentions.near("run", "experiment")))
                .isFalse();
        assertThat(Mentions.mentions("An experiment that runs", Mentions.near(1, "run", "experiment")))
                .isTrue();
        assertThat(Mentions.mentions(null, "experiment")).isFalse();
        assertThat(Mentions.mentions("", "experiment")).isFalse();
        assertThat(Mentions.mentions("?!", "!")).isFalse();
    }

    @Test
    void placesAreCountedInCharacters() {
        Words words = Words.of("🤖🤖 Uni\u0308cord’s data");
        assertThat(IntStream.range(0, words.size())
                        .mapToObj(i -> words.word(i) + " " + words.from(i) + "-" + words.to(i)))
                .containsExactly("unïcord 3-11", "data 14-18");
    }

    @Test
    void whatIsSoughtReadsAsARuleHasIt() {
        assertThat(Sought.phrase("A/B test")).hasToString("\"A/B test\"").isEqualTo(Sought.phrase("a  b TEST"));
        assertThat(Mentions.near("deploy", "model")).hasToString("near( \"deploy\", \"model\" )");
        assertThat(Mentions.near(7, "deploy", "model")).hasToString("near( 7, \"deploy\", \"model\" )");
        assertThat(Mentions.near(7, "deploy", "model").text()).isEqualTo("\"deploy\" near \"model\"");
        assertThat(Mentions.near("a", "b"))
                .isNotEqualTo(Mentions.near("b", "a"))
                .isNotEqualTo(Sought.phrase("a"));
    }

    /** 256 KiB each, read and searched; how long it takes says the benchmark. */
    @Test
    void noTextIsTooStrange() {
        int size = 256 * 1024;
        Stream.of(
                        "a",
                        "a ",
                        "\u0301",
                        "e\u0301",
                        "\u0301\u0327\u0316",
                        "'s",
                        "++#",
                        "\ud800",
                        "\udc00a",
                        "\u0000",
                        "ﷺ",
                        "\u202eabc ")
                .map(part -> part.repeat(size / part.length()))
                .forEach(text -> {
                    Words words = Words.of(text);
                    int behind = 0;
                    for (int i = 0; i < words.size(); i++) {
                        assertTrue(behind <= words.from(i) && words.from(i) < words.to(i));
                        behind = words.to(i);
                    }
                    assertThat(behind).isLessThanOrEqualTo(text.codePointCount(0, text.length()));
                    assertThat(Sought.near(3, "a", "a a").in(words).size()).isLessThanOrEqualTo(words.size());
                });
    }

    private static String shown(String text) {
        return read(text);
    }

    private static String plain(String text) {
        return read(text).replaceAll("[\\[\\]]", "");
    }

    private static String read(String text) {
        return text.replace("\\n", "\n")
                .replace("\\u0308", "\u0308")
                .replace("\\u00ad", "\u00ad")
                .replace("\\u200b", "\u200b");
    }

    private static String marked(String text, Sought sought) {
        String plain = plain(text);
        Words words = Words.of(plain);
        int[] characters = plain.codePoints().toArray();
        List<Sought.Place> places = sought.in(words);
        StringBuilder marked = new StringBuilder();
        for (int i = 0; i <= characters.length; i++) {
            int at = i;
            marked.append(places.stream()
                    .filter(place -> words.to(place.end() - 1) == at)
                    .map(place -> "]")
                    .collect(Collectors.joining()));
            marked.append(places.stream()
                    .filter(place -> words.from(place.start()) == at)
                    .map(place -> "[")
                    .collect(Collectors.joining()));
            if (i < characters.length) {
                marked.appendCodePoint(characters[i]);
            }
        }
        return marked.toString();
    }
}
