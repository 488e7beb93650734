package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Asks the shipped policy for reasons, from files. */
class RecommendCommandTests {

    private static final String FACTS = """
            {"goal": {"next": "PRODUCTION"}, "models": {"status": "PROTOTYPE_ACCEPTED"}, "production": {"pathExists": false}}""";

    @TempDir
    Path folder;

    private CommandRun run(String... options) throws IOException {
        Path facts = Files.writeString(folder.resolve("facts.json"), FACTS);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("rules-drl", "hiring", facts.toString()));
        return CommandRun.of(new RecommendCommand(), arguments.toArray(String[]::new));
    }

    @Test
    void saysWhyAnOutcomeWasNotRecommended() throws IOException {
        CommandRun ran = run("--why-not", "DATA_SCIENTIST_FIRST");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Hire a data scientist first (DATA_SCIENTIST_FIRST): it was not recommended\n")
                .contains("\nEvidence leads\n", "The first condition that failed: Score( ")
                .containsPattern("Score of DATA_SCIENTIST: total -?\\d+, rank \\d, lead -\\d+; missed: .*lead by \\d+")
                .contains("  - Fails: Score( rank == 1 )\n      Required: 1; score.DATA_SCIENTIST.rank is ");
    }

    @Test
    void saysWhyARuleDidNotFire() throws IOException {
        CommandRun ran = run("--why-not", "Nobody knows what for");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Rule \"Nobody knows what for\": it did not fire\nconclusions/guardrails.drl, line ")
                .contains("The first condition that failed: Goal( next == NextStep.UNCLEAR ).")
                .contains("      Required: UNCLEAR; goal.next is PRODUCTION.\n")
                .contains("  - Unknown: Goal( useCaseNamed == false )\n");
        assertThat(run("--why-not", "A model was accepted").out())
                .startsWith("Rule \"A model was accepted\": it fired\n");
    }

    @Test
    void saysTheSameForMachines() throws IOException {
        JsonNode rule = run("--json", "--why-not=Nobody knows what for").json();
        assertThat(rule.path("failed").stringValue()).isEqualTo("Goal( next == NextStep.UNCLEAR )");
        JsonNode outcome = run("--json", "--why-not=NOT_YET").json();
        assertThat(outcome.path("conclusions")).isNotEmpty();
    }

    @Test
    void namesWhatCanBeAskedFor() throws IOException {
        CommandRun ran = run("--why-not", "Nobody knows what four");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err().lines().findFirst())
                .hasValue(
                        "There is no outcome and no rule \"Nobody knows what four\" (expected: DATA_SCIENTIST_FIRST,"
                                + " ML_ENGINEER_FIRST, BOTH_TOGETHER, ONE_PERSON_BRIDGING, DATA_ENGINEER_FIRST,"
                                + " DATA_ANALYST_FIRST, NOT_YET, or the name of a rule). Did you mean \"Nobody knows what for\"?");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Detail.class)
    void explainsInMarkdown(Detail detail) throws IOException {
        CommandRun ran = run("--explain=" + detail.word());
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("# Hire a machine learning engineer first\n\nWhat is missing is a dependable way")
                .contains("## What spoke for it\n\n- ")
                .endsWith("It is not recorded.\n\n");
        assertThat(ran.out().contains("Rule \"")).isEqualTo(detail == Detail.FULL);
    }

    @Test
    void explainsInStandardDetailWhereNoneIsNamed() throws IOException {
        assertThat(run("--explain").out()).isEqualTo(run("--explain=standard").out());
        JsonNode account = run("--explain", "--json").json();
        assertThat(account.path("detail").stringValue()).isEqualTo("standard");
        assertThat(account.path("outcome").stringValue()).isEqualTo("ML_ENGINEER_FIRST");
        assertThat(account.at("/recorded/policy/name").stringValue()).isEqualTo("hiring");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--explain=long", "--explain=SHORT", "--explain="})
    void knowsThreeDetails(String option) throws IOException {
        CommandRun ran = run(option);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("is no detail (expected: short, standard, full)");
    }

    @Test
    void answersOneQuestionAtATime() throws IOException {
        CommandRun ran = run("--explain", "--why-not=NOT_YET");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("mutually exclusive");
    }
}
