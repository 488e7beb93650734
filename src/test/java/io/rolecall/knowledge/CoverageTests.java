package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Coverage.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What situations show of a policy's rules. */
class CoverageTests {

    private static final String RULES =
            Policies.signal("Flagged", "Thing( flag,\n        count > 1 || stage == Stage.LATE )")
                    + """
            rule "Late note" when Thing( stage == Stage.LATE ) then insertLogical( new Note( 1, 0.5 ) ); end
            """
                    + Policies.signal("Noted", "Note()")
                    + Policies.signal("Nothing noted", "not Note( weight > 0 )\n    Thing( $c : count )")
                    + """
            rule "A leads" @recommends( X ) @because( "A." ) when Score( leaning == "A", lead > 0 ) then recommend( kcontext ); end
            rule "On X" @warns( "X." ) when Recommendation( outcome == "X" ) then caution( kcontext ); end
            """;

    private static Coverage coverage(String... situations) {
        Rulebook rulebook = Policies.check(RULES).rulebook();
        Coverage coverage = new Coverage(rulebook);
        for (String situation : situations) {
            coverage.add(FactReader.read(JsonMapper.shared().readTree(situation), "/facts", rulebook));
        }
        return coverage;
    }

    private static List<String> findings(Coverage coverage) {
        return coverage.findings().stream()
                .map(finding ->
                        finding.line() + ":" + finding.column() + "-" + finding.endColumn() + " " + finding.message())
                .toList();
    }

    @Test
    void withoutASituationNothingIsShown() {
        assertThat(coverage().summary()).isEqualTo(new Summary(6, 0, 8, 0, 0, 2, 0));
        assertThat(findings(coverage())).hasSize(6).allMatch(one -> one.endsWith("No scenario makes this rule fire."));
        assertThat(findings(coverage())).first().asString().startsWith("2:6-15 ");
        assertThat(coverage().findings()).noneMatch(Finding::isError);
    }

    @Test
    void aConditionIsShownByAnotherValueAlthoughTheRuleStaysSilent() {
        Coverage coverage = coverage(
                "{\"thing\": {\"flag\": true, \"count\": 2, \"stage\": \"LATE\"}}",
                "{\"thing\": {\"flag\": false, \"count\": 0}}");
        assertThat(findings(coverage))
                .containsExactly(
                        "6:22-41 In no scenario is \"stage == Stage.LATE\" false (seen: true, unknown).",
                        "10:30-49 In no scenario is \"stage == Stage.LATE\" false (seen: true, unknown).",
                        "21:15-25 In no scenario is \"weight > 0\" false (seen: true).",
                        "26:78-86 In no scenario is \"lead > 0\" false (seen: true).",
                        "27:49-63 In no scenario is \"outcome == \"X\"\" false (seen: true).");
    }

    @Test
    void everythingIsShownByFewSituations() {
        Coverage coverage = coverage(
                "{}",
                "{\"thing\": {\"flag\": true, \"count\": 2, \"stage\": \"LATE\"}}",
                "{\"thing\": {\"flag\": false, \"count\": 0, \"stage\": \"EARLY\"}}");
        assertThat(coverage.summary().rulesFired()).isEqualTo(6);
        assertThat(coverage.unreached()).containsExactly("Y");
    }
}
