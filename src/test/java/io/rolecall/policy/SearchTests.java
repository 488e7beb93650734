package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each test plants one defect in a small policy; the last ones plant none. */
class SearchTests {

    private static final String POLICY = """
            name: sample
            title: Sample
            leanings: [ { id: A, title: A }, { id: B, title: B } ]
            outcomes: [ { id: X, title: X, statement: Do X. }, { id: Y, title: Y, statement: Do Y. } ]
            """;

    private static final String FACTS = """
            package sample;
            declare enum Status NONE("None"), TRIED("Tried"), LIVE("Live"); label : String end
            declare Thing
                flag : Boolean @ask( "Flag?" )
                other : Boolean @ask( "Other?" )
                status : Status @ask( "Status?" )
                live : Integer @ask( "Live?" ) @min( 0 ) @max( 100 )
                name : String @ask( "Name?" )
            end
            declare Gap reason : String end
            """;

    @Test
    void aContradictionIsShownByTheFewestFacts() {
        Search.Report report = search(rule("First", "@recommends( X )", "Thing( flag, live > 3 )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( status == Status.LIVE )", "recommend"));
        assertThat(text(report)).endsWith("""
                rules.drl:8:6: This conclusion (Y) contradicts "First" (X, rules.drl:1): both have precedence 0 and can hold together. \
                Give one a higher precedence or a condition that excludes the other; or write the scenario below if it is meant.
                - name: "First, against: Second"
                  given: { thing: { flag: true, status: LIVE, live: 4 } }
                  expect: { outcome: undecided }
                """);
    }

    @Test
    void aContradictionThatOnlyScoresBringAboutIsFound() {
        String signals = "";
        for (int i = 1; i <= 6; i++) {
            signals += rule("For A " + i, "@favours( A ) @weight( 2 )", "Thing( live >= " + 10 * i + " )", "raise");
        }
        Search.Report report = search(signals
                + rule("For B", "@favours( B ) @weight( 1 )", "Thing( status == Status.TRIED )", "raise")
                + rule("A leads by far", "@recommends( X )", "Score( leaning == \"A\", lead >= 11 )", "recommend")
                + rule("Something of B", "@recommends( Y )", "Score( leaning == \"B\", total > 0 )", "recommend"));
        assertThat(report.found())
                .extracting(found -> found.finding().code().id())
                .contains("contradiction");
        assertThat(yaml(report)).contains("  given: { thing: { status: TRIED, live: 60 } }");
    }

    @Test
    void aWitnessCanBePastedAndThenSaysThatItIsMeant() {
        String rules = rule("First", "@recommends( X )", "Thing( name matches \"(no|yes)[a-z]+\" )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( flag )", "recommend")
                + rule("Third", "@recommends( Y )", "Thing( flag == false )", "recommend");
        String witness = yaml(search(rules));
        assertThat(witness).contains("given:");
        Policy policy = policy(rules, witness);
        assertThat(policy.scenarios())
                .hasSize(2)
                .allSatisfy(
                        scenario -> assertThat(scenario.failures(policy.base())).isEmpty());
        Search.Report again = Search.of(policy, 3_000, 1);
        assertThat(again.found()).isEmpty();
        assertThat(again.summary().conflictsMeant()).isEqualTo(2);
    }

    @Test
    void aSituationThatCostsTooMuchIsShownWithoutAnExpectation() {
        String rules = "";
        for (int i = 1; i <= 22; i++) {
            rules +=
                    "rule \"Gap %d\" when Thing( flag ) then insertLogical( new Gap( \"%d\" ) ); end\n".formatted(i, i);
        }
        Search.Report report = search(rules
                + rule(
                        "All of them",
                        "@favours( A ) @weight( 1 )",
                        "Gap( $a : reason ) Gap( $b : reason ) Gap( $c : reason )",
                        "raise"));
        assertThat(report.found())
                .filteredOn(found -> found.finding().code().id().equals("over-budget"))
                .singleElement()
                .extracting(Search.Found::witness)
                .isNotNull()
                .satisfies(
                        witness -> assertThat(lines(((Witness) witness).yaml())).isEqualTo("""
                        - name: "More than an evaluation may cost"
                          given: { thing: { flag: true } }
                        """));
    }

    @Test
    void aGapIsAWholeSituationWithoutConclusion() {
        String rules = rule("First", "@recommends( X )", "Thing( flag, status == Status.LIVE )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( flag == false )", "recommend");
        Search.Report report = search(rules);
        assertThat(report.found())
                .extracting(found -> found.finding().code().id())
                .containsExactly("no-conclusion");
        String witness = yaml(report);
        assertThat(witness).contains("flag: true").doesNotContain("LIVE");
        Policy policy = policy(rules, witness);
        assertThat(policy.scenarios().get(0).failures(policy.base())).isEmpty();
        assertThat(Search.of(policy, 3_000, 1).found()).isEmpty();
    }

    @Test
    void anOutcomeThatIsAlwaysOverruledIsTold() {
        Search.Report report = search(rule("Always", "@recommends( X ) @precedence( 2 )", "Thing()", "recommend")
                + rule("Overruled", "@recommends( Y )", "Thing( flag )", "recommend"));
        assertThat(text(report))
                .isEqualTo("policy.yaml:1:1: The outcome Y came out of none of "
                        + report.summary().situations()
                        + " situations. That is no proof. Look at what overrules its conclusions.\n");
    }

    @Test
    void aRuleThatWaitsForWhatItPreventsIsTold() {
        Search.Report report = search(rule("Always", "@recommends( X )", "Thing()", "recommend")
                + "rule \"A gap\" when Thing( flag ) then insertLogical( new Gap( \"x\" ) ); end\n"
                + rule("A gap without a flag", "@warns( \"Look.\" )", "Gap()\n Thing( flag == false )", "caution")
                + rule("Y at last", "@recommends( Y ) @precedence( 3 )", "Thing( live == 100 )", "recommend"));
        assertThat(report.found())
                .extracting(found ->
                        found.finding().code().id() + " " + found.finding().rule())
                .containsExactly("not-met A gap without a flag");
    }

    @Test
    void whatIsSoundIsLeftAlone() {
        Search.Report report = search(rule("First", "@recommends( X )", "Thing( flag )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( flag == false )", "recommend")
                + rule("Third", "@recommends( Y ) @precedence( 1 )", "Thing( live == 77 )", "recommend"));
        assertThat(report.found()).isEmpty();
        assertThat(report.summary().excluded()).isEqualTo(1);
        assertThat(report.summary().fired()).isEqualTo(3);
    }

    @Test
    void theSameSeedFindsTheSame() {
        String rules = rule("First", "@recommends( X )", "Thing( flag, live > 3 )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( name == \"a\" )", "recommend");
        assertThat(text(search(rules))).isEqualTo(text(search(rules))).contains("contradicts");
        assertThat(search(rules).summary()).isEqualTo(search(rules).summary());
    }

    @Test
    void aSituationThatCostsTooMuchIsShownAndTheSearchGoesOn() {
        String rules = rule("First", "@recommends( X )", "Thing( other )", "recommend")
                + rule("Second", "@recommends( Y )", "Thing( live == 77 )", "recommend")
                + rule("Every gap with every other", "@warns( \"Too many.\" )", """
                        Thing( flag )
                            Gap( $a : reason )
                            Gap( $b : reason )
                            Gap( $c : reason )""", "caution");
        for (int i = 0; i < 25; i++) {
            rules += "rule \"Gap number %d\" when Thing() then insertLogical( new Gap( \"%d\" ) ); end%n"
                    .formatted(i, i);
        }
        Search.Report report = search(rules);
        assertThat(text(report)).contains("""
                The evaluation of a situation was stopped. Its rules fired more than 10000 times. (""", """
                - name: "More than an evaluation may cost"
                  given: { thing: { flag: true } }
                """);
        assertThat(report.found())
                .extracting(found -> found.finding().code().id())
                .contains("contradiction");
        assertThat(report.summary().stopped()).isPositive();
        assertThat(report.summary().toString()).contains(" went past the budget; ");
    }

    @Test
    void rulesThatReadNoFactAreSearchedToo() {
        Search.Report report = search(rule("Never", "@recommends( X )", "Score( total > 5 )", "recommend")
                + rule("Zero", "@recommends( Y )", "Score( total == 0, rank == 2 )", "recommend")
                + rule("Waits for all", "@recommends( X )", "Score( $t : total )\n Score( total < $t )", "recommend"));
        assertThat(report.summary().situations()).isPositive();
        assertThat(report.found())
                .extracting(found -> found.finding().code().id())
                .containsOnly("not-met");
    }

    private static String rule(String name, String head, String when, String verb) {
        String because = verb.equals("caution") ? "" : " @because( \"Because.\" )";
        return "rule \"%s\"\n    %s%s @cites( \"us\" )\nwhen\n    %s\nthen\n    %s( kcontext );\nend\n"
                .formatted(name, head, because, when, verb);
    }

    private static Search.Report search(String rules) {
        return Search.of(policy(rules, null), 3_000, 1);
    }

    private static Policy policy(String rules, @org.jspecify.annotations.Nullable String scenarios) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("policy.yaml", bytes(POLICY));
        files.put("references.yaml", bytes("- { key: us, title: Us }\n"));
        files.put("facts.drl", bytes(FACTS));
        files.put("rules.drl", bytes("package sample; " + rules));
        if (scenarios != null) {
            files.put("rules.scenarios.yaml", bytes(scenarios));
        }
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of("sample", files));
        assertThat(reading.findings()).filteredOn(Finding::isError).isEmpty();
        Policy policy = reading.policy();
        assertThat(policy).isNotNull();
        return policy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Search.Report report) {
        return report.found().stream()
                .map(found -> found.finding() + "\n"
                        + lines(
                                found.witness() == null
                                        ? List.of()
                                        : found.witness().yaml()))
                .collect(Collectors.joining());
    }

    private static String yaml(Search.Report report) {
        return report.found().stream()
                .map(found -> lines(
                        found.witness() == null ? List.of() : found.witness().yaml()))
                .collect(Collectors.joining());
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
