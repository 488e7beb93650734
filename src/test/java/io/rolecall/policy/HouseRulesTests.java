package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Code;
import io.rolecall.knowledge.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseRulesTests {

    private static final Map<String, String> FILES = Map.of(
            "policy.yaml", """
            name: sample
            title: Sample
            leanings: [ { id: A, title: A first } ]
            outcomes: [ { id: X, title: X it is, statement: Do X. } ]
            """,
            "references.yaml", "- { key: us, title: Our own }\n",
            "facts.drl", """
            package sample;
            declare Thing
                flag : Boolean @ask( "Flag?" )
            end
            declare Note
                flag : Boolean
            end
            """,
            "signals/flags.drl", """
            package sample;
            rule "It is flagged" @favours( A ) @weight( 1 ) @because( "It is." ) @cites( "us" )
            when
                Thing( flag )
            then
                raise( kcontext );
            end
            """,
            "conclusions/flags.drl", """
            package sample;
            rule "A flag decides" @recommends( X ) @because( "It does." )
            when
                Score( leaning == "A", total > 0 )
            then
                recommend( kcontext );
            end
            rule "A flag is noted"
            when
                Thing( flag )
            then
                insertLogical( new Note( true ) );
            end
            """);

    private static final String ALL = """
            - name: A flag
              given: { thing: { flag: true } }
              expect: { signals: [ "It is flagged" ], outcome: X }
            """;

    private static List<Finding> findings(Map<String, String> more) {
        Map<String, String> files = new TreeMap<>(FILES);
        files.putAll(more);
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of("sample", bytes));
        assertThat(reading.policy()).as("house rules refuse nothing").isNotNull();
        return reading.findings();
    }

    @Test
    void aSignalIsShownByAScenarioThatExpectsItWhereverThatIs() {
        assertThat(findings(Map.of("conclusions/flags.scenarios.yaml", ALL))).isEmpty();
    }

    @Test
    void aScenarioBesideTheFileThatNamesAnotherRuleShowsNoSignal() {
        assertThat(findings(Map.of(
                        "conclusions/flags.scenarios.yaml",
                                "- { name: Nothing, given: {}, expect: { outcome: undecided } }\n",
                        "signals/flags.scenarios.yaml",
                                "- { name: Nothing, given: {}, expect: { not: [ It is flagged ] } }\n")))
                .extracting(Finding::toString)
                .containsExactly(
                        "signals/flags.drl:2:6: No scenario shows this rule. Add a situation in which it fires to signals/flags.scenarios.yaml.");
    }

    @Test
    void aConclusionAndADerivedFactAreShownByAScenarioBesideTheirFile() {
        assertThat(findings(Map.of("signals/flags.scenarios.yaml", ALL)))
                .extracting(Finding::code, Finding::rule)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Code.NO_SCENARIO, "A flag decides"),
                        org.assertj.core.groups.Tuple.tuple(Code.NO_SCENARIO, "A flag is noted"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A model was accepted",
                "No sponsor",
                "2 posts are open",
                "eBay's rule of thumb holds",
                "Nobody, really?",
                "\"Big data\" is the only reason",
                "Über alles steht der Zweck",
                "The team works with C++ etc. and more"
            })
    void aNameThatReadsAsASentenceIsFine(String name) {
        assertThat(HouseRules.fault(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Accepted, is one word",
        "accepted_model, is one word",
        "a model was accepted, starts with a small letter",
        "A model was accepted., ends with a full stop"
    })
    void aNameThatDoesNotSaysWhy(String name, String fault) {
        assertThat(HouseRules.fault(name)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({
        "age, age",
        "ageOfLead, age",
        "candidateAge, age",
        "lead_gender, gender",
        "isPregnant, pregnant",
        "maritalStatus, marital",
        "hasDisability, disability",
        "religion2, religion"
    })
    void aFieldNamedLikeAProtectedTraitNeedsANote(String field, String trait) {
        assertThat(withField(field, ""))
                .extracting(Finding::toString)
                .containsExactly("facts.drl:4:5: The field \"" + field + "\" is named like a protected trait: " + trait
                        + ". Do not advise by it. If it means something else, say what: @note( \"…\" ).");
        assertThat(withField(field, "@note( \"The age of the data, for instance.\" )"))
                .isEmpty();
        assertThat(withField(field, "@note( \" \" )")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage",
                "average",
                "pages",
                "message",
                "language",
                "storage",
                "bracket",
                "trace",
                "sextant",
                "manager",
                "usage"
            })
    void aWordThatOnlyContainsOneIsFine(String field) {
        assertThat(withField(field, "")).isEmpty();
    }

    private static List<Finding> withField(String field, String note) {
        return findings(Map.of(
                "conclusions/flags.scenarios.yaml",
                ALL,
                "facts.drl",
                FILES.get("facts.drl")
                        .replace(
                                "    flag : Boolean @ask( \"Flag?\" )\n",
                                "    flag : Boolean @ask( \"Flag?\" )\n    " + field
                                        + " : Integer @ask( \"How much?\" ) " + note + "\n")));
    }
}
