package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.policy.Comparison.Compared;
import io.rolecall.policy.Comparison.RuleEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTests {

    private static final String POLICY = """
            name: lunch
            title: Where to eat
            leanings: [ { id: OUTSIDE, title: Outside }, { id: INSIDE, title: Inside } ]
            outcomes:
              - { id: PARK, title: In the park, statement: Go out. }
              - { id: DESK, title: At the desk, statement: Stay. }
            """;

    private static final String RULES = """
            package lunch;

            declare Weather
                raining : Boolean  @ask( "Is it raining?" )
                degrees : Integer  @ask( "How warm is it?" )
            end

            declare Shelter
                seats : Integer
            end

            rule "It is warm"
                @favours( OUTSIDE ) @weight( 2 ) @because( "It is warm." ) @cites( a )
            when
                Weather( degrees > 18 )
            then
                raise( kcontext );
            end

            rule "It rains"
                @favours( INSIDE ) @weight( 3 ) @because( "It rains." ) @cites( a )
            when
                Weather( raining )
            then
                raise( kcontext );
            end

            rule "There is a shelter"
            when
                Weather( degrees > 10 )
            then
                insertLogical( new Shelter( 4 ) );
            end

            rule "A shelter has room"
                @favours( OUTSIDE ) @weight( 1 ) @because( "There is a shelter." ) @cites( a )
            when
                Shelter( seats > 2 )
            then
                raise( kcontext );
            end

            rule "Outside leads"
                @recommends( PARK ) @because( "Much speaks for it." )
            when
                Score( leaning == "OUTSIDE", lead > 0 )
            then
                recommend( kcontext );
            end

            rule "Inside leads"
                @recommends( DESK ) @because( "Much speaks for it." )
            when
                Score( leaning == "INSIDE", lead > 0 )
            then
                recommend( kcontext );
            end

            declare Trip
                minutes : Integer
            end

            rule "The park is far"
            when
                Recommendation( outcome == "PARK" )
            then
                insertLogical( new Trip( 20 ) );
            end

            rule "Take a blanket"
                @order( 1 ) @advises( "Take a blanket." )
            when
                Trip( minutes > 10 )
            then
                step( kcontext );
            end
            """;

    private static final String WARM = "{\"weather\": {\"degrees\": 25, \"raining\": false}}";
    private static final String WARM_AND_WET = "{\"weather\": {\"degrees\": 25, \"raining\": true}}";

    private static Policy policy(String... edits) {
        String files = POLICY + "\n---\n" + RULES;
        for (int i = 0; i < edits.length; i += 2) {
            assertThat(files).contains(edits[i]);
            files = files.replace(edits[i], edits[i + 1]);
        }
        SortedMap<String, byte[]> bundle = new TreeMap<>();
        bundle.put(Policy.FILE, files.split("---")[0].getBytes(StandardCharsets.UTF_8));
        bundle.put("rules.drl", files.split("---\n")[1].getBytes(StandardCharsets.UTF_8));
        bundle.put("references.yaml", "[ { key: a, title: One } ]".getBytes(StandardCharsets.UTF_8));
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of("lunch", bundle));
        assertThat(reading.policy()).as("%s", reading.findings()).isNotNull();
        return reading.policy();
    }

    private static Compared compare(String facts, String... edits) {
        Policy before = policy();
        Policy after = policy(edits);
        return Comparison.of(before, after).compare(evaluate(before, facts), evaluate(after, facts));
    }

    private static Evaluation evaluate(Policy policy, String facts) {
        return policy.base()
                .evaluate(FactReader.read(
                        JsonMapper.shared().readTree(facts), "", policy.base().rulebook()));
    }

    private static String withoutRule(String name) {
        int start = RULES.indexOf("rule \"" + name);
        return RULES.substring(start, RULES.indexOf("end\n", start) + 4);
    }

    @Test
    void findsNothingBetweenAVersionAndItself() throws IOException {
        Policy hiring = Shipped.read("hiring");
        Comparison comparison = Comparison.of(hiring, hiring);
        assertThat(Shipped.situations(hiring)).hasSizeGreaterThan(100).allSatisfy(situation -> {
            Compared compared =
                    comparison.compare(Shipped.evaluate(hiring, situation), Shipped.evaluate(hiring, situation));
            assertThat(compared.changed()).isFalse();
            assertThat(compared.signalsDiffer()).isFalse();
            assertThat(compared.edits()).isEmpty();
        });
    }

    @Test
    void namesTheRuleWhoseConditionChanged() {
        assertThat(compare(WARM, "degrees > 18", "degrees > 30", "seats > 2", "seats > 4"))
                .satisfies(compared -> assertThat(compared.changed()).isTrue())
                .isEqualTo(new Compared(
                        "PARK",
                        Comparison.UNDECIDED,
                        true,
                        List.of(new RuleEdit("It is warm", "changed"), new RuleEdit("A shelter has room", "changed"))));
    }

    @Test
    void countsAnotherWeightAsAnotherSignalWhereTheOutcomeStays() {
        Compared compared = compare(WARM, "@weight( 2 )", "@weight( 3 )");
        assertThat(compared.changed()).isFalse();
        assertThat(compared.signalsDiffer()).isTrue();
        assertThat(compared.edits()).containsExactly(new RuleEdit("It is warm", "changed"));
    }

    @Test
    void namesRulesThatCameAndWent() {
        assertThat(compare(WARM_AND_WET, withoutRule("It rains"), "").edits())
                .containsExactly(new RuleEdit("It rains", "removed"));
        String more = withoutRule("It rains").replace("It rains", "It pours");
        assertThat(compare(WARM_AND_WET, "rule \"There is", more + "rule \"There is"))
                .isEqualTo(
                        new Compared(Comparison.UNDECIDED, "DESK", true, List.of(new RuleEdit("It pours", "added"))));
    }

    @Test
    void namesTheRuleThatDerivesAnotherFact() {
        Compared compared = compare(WARM_AND_WET, "Shelter( 4 )", "Shelter( 1 )");
        assertThat(compared.to()).isEqualTo("DESK");
        assertThat(compared.edits()).containsExactly(new RuleEdit("There is a shelter", "changed"));
    }

    @Test
    void namesNoRuleThatOnlySaysItInOtherWordsOrComesAfterTheOutcome() {
        Compared compared = compare(
                WARM,
                "degrees > 18",
                "degrees > 30",
                "seats > 2",
                "seats > 9",
                "PARK ) @because( \"Much",
                "PARK ) @because( \"A lot",
                "minutes > 10",
                "minutes > 5",
                "Trip( 20 )",
                "Trip( 30 )");
        assertThat(compared.edits())
                .containsExactly(new RuleEdit("It is warm", "changed"), new RuleEdit("A shelter has room", "changed"));
    }

    @Test
    void seesTheSameSignalUnderAnotherName() {
        Compared compared = compare(WARM, "rule \"It is warm\"", "rule \"It is hot\"");
        assertThat(compared.signalsDiffer()).isFalse();
        assertThat(compared.edits()).isEmpty();
    }

    @Test
    void callsIndirectWhatNoRuleExplains() {
        Policy before = policy("@favours( INSIDE )", "@opposes( INSIDE )");
        Policy after = policy(
                "@favours( INSIDE )",
                "@opposes( INSIDE )",
                "title: Inside }",
                "title: Inside }, { id: FAR, title: Far }");
        String facts = "{\"weather\": {\"raining\": true}}";
        assertThat(Comparison.of(before, after).compare(evaluate(before, facts), evaluate(after, facts)))
                .isEqualTo(new Compared("PARK", Comparison.UNDECIDED, false, List.of(new RuleEdit(null, "indirect"))));
    }
}
