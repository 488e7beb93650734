package io.rolecall.advice;

import static io.rolecall.advice.SmallPolicy.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.advice.Account.OpenQuestion;
import io.rolecall.advice.Account.Reason;
import org.junit.jupiter.api.Test;

/** What of a recorded answer speaks for it, and what against it. */
class RetellingTests {

    private static final String EVIDENCE = rule(
                    "Warm",
                    "@favours( OUT ) @weight( 3 ) @because( \"It is warm: {$d}.\" )",
                    "Weather( $d : degrees > 20 )",
                    "raise")
            + rule(
                    "Warmer",
                    "@favours( OUT ) @weight( 5 ) @because( \"It is hot.\" )",
                    "Weather( degrees > 25 )",
                    "raise")
            + rule(
                    "No smell",
                    "@opposes( IN ) @weight( 1 ) @because( \"The air is good.\" )",
                    "Weather( degrees > 20 )",
                    "raise")
            + rule("Wet", "@favours( IN ) @weight( 2 ) @because( \"It is wet.\" )", "Weather( raining )", "raise")
            + rule(
                    "Wet grass",
                    "@opposes( OUT ) @weight( 4 ) @because( \"So is the grass.\" )",
                    "Weather( raining )",
                    "raise");

    private static final String OUTSIDE = rule(
            "Outside leads",
            "@recommends( PARK ) @precedence( 2 ) @because( \"Outside leads by {$lead}.\" )",
            "Score( leaning == \"OUT\", $lead : lead > 0 )\n    Score( leaning == \"IN\", rank > 1 )",
            "recommend");

    @Test
    void tellsEvidenceForTheLeaningThatLeadsFromEvidenceAgainstIt() {
        Account account = SmallPolicy.of(EVIDENCE + OUTSIDE).account("\"degrees\": 30, \"raining\": true");
        assertThat(account.outcome()).isEqualTo("PARK");
        assertThat(account.spokeFor())
                .extracting(Reason::text)
                .containsExactly("Outside leads by 3.", "It is hot.", "It is warm: 30.", "The air is good.");
        assertThat(account.spokeFor().get(0).leadsTo()).isEqualTo("In the park");
        assertThat(account.spokeFor().get(1).favours()).isEqualTo("Outside");
        assertThat(account.spokeFor().get(3).opposes()).isEqualTo("Inside");
        assertThat(account.spokeAgainst()).extracting(Reason::text).containsExactly("So is the grass.", "It is wet.");
        assertThat(account.alsoSaid()).isEmpty();
        assertThat(account.scores()).extracting(Object::toString).hasSize(2);
    }

    @Test
    void countsWhatHeldWithLessPrecedenceForTheSameOutcomeAndForAnother() {
        String rules = EVIDENCE
                + OUTSIDE
                + rule(
                        "Always",
                        "@recommends( PARK ) @precedence( 1 ) @because( \"It is near.\" )",
                        "Weather()",
                        "recommend")
                + rule(
                        "Wet lunch",
                        "@recommends( KITCHEN ) @because( \"It is dry there.\" )",
                        "Weather( raining )",
                        "recommend");
        Account account = SmallPolicy.of(rules).account("\"degrees\": 30, \"raining\": true");
        assertThat(account.spokeFor())
                .extracting(Reason::text, Reason::decided)
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple("Outside leads by 3.", true),
                        org.assertj.core.groups.Tuple.tuple("It is near.", false));
        assertThat(account.spokeAgainst().get(0).leadsTo()).isEqualTo("In the kitchen");
        assertThat(account.spokeAgainst().get(0).decided()).isFalse();
    }

    @Test
    void takesNoSideWhereNoScoreLeadsToTheAnswer() {
        String rules = EVIDENCE
                + rule(
                        "Closed",
                        "@recommends( KITCHEN ) @because( \"The park is closed.\" )",
                        "Weather()",
                        "recommend");
        Account account = SmallPolicy.of(rules).account("\"degrees\": 22");
        assertThat(account.spokeFor()).extracting(Reason::text).containsExactly("The park is closed.");
        assertThat(account.spokeAgainst()).isEmpty();
        assertThat(account.alsoSaid()).extracting(Reason::text).containsExactly("It is warm: 22.", "The air is good.");
        assertThat(Markdown.of(Prose.of(account))).contains("## What else the facts say; it did not decide\n");
    }

    @Test
    void showsBothSidesOfAConflict() {
        String rules = rule("One", "@recommends( KITCHEN ) @because( \"In.\" )", "Weather()", "recommend")
                + rule("Other", "@recommends( PARK ) @because( \"Out.\" )", "Weather()", "recommend");
        Account account = SmallPolicy.of(rules).account("");
        assertThat(account.outcome()).isNull();
        assertThat(account.reason()).isEqualTo("CONFLICT");
        assertThat(account.spokeFor()).extracting(Reason::leadsTo).containsExactly("In the kitchen", "In the park");
        assertThat(Markdown.of(Prose.of(account)))
                .contains("none of them takes precedence: In the kitchen; In the park.")
                .contains("## What spoke for each of the answers\n\n- In. This leads to: In the kitchen. (a-b-7)\n");
    }

    @Test
    void asksFirstForThatForWhichMostRulesWait() {
        Account account = SmallPolicy.of(EVIDENCE + OUTSIDE).account("\"word\": \"Soup\"");
        assertThat(account.unknown())
                .containsExactly(
                        new OpenQuestion("weather.degrees", "How warm is it?", null, 3),
                        new OpenQuestion("weather.raining", "Is it raining?", "Nobody likes a wet lunch.", 2));
        assertThat(SmallPolicy.of(EVIDENCE)
                        .account("\"degrees\": 1, \"raining\": false")
                        .unknown())
                .containsExactly(new OpenQuestion("weather.word", "What does the cook say?", null, 0));
    }

    @Test
    void doesNotWaitForWhatCannotChangeARuleAnyMore() {
        String both = rule(
                "Both",
                "@favours( OUT ) @weight( 1 ) @because( \"Both.\" )",
                "Weather( raining, degrees > 5 )",
                "raise");
        Account account = SmallPolicy.of(both).account("\"raining\": false, \"word\": \"\"");
        assertThat(account.unknown()).containsExactly(new OpenQuestion("weather.degrees", "How warm is it?", null, 0));
        assertThat(SmallPolicy.of(both)
                        .account("\"raining\": true, \"word\": \"\"")
                        .unknown())
                .containsExactly(new OpenQuestion("weather.degrees", "How warm is it?", null, 1));
    }

    @Test
    void keepsMaskedWhatIsMasked() {
        Account account = SmallPolicy.of(EVIDENCE + OUTSIDE).account("\"degrees\": 4711", "weather.degrees");
        assertThat(account.masked()).containsExactly("weather.degrees");
        assertThat(account.unknown())
                .as("who waits would tell something of it")
                .extracting(OpenQuestion::rules)
                .containsOnlyNulls();
        String told = Markdown.of(Prose.of(account)) + account;
        assertThat(told).doesNotContain("4711").contains("It is warm: \\[masked\\].", "weather.degrees = \\[masked\\]");
        assertThat(told).contains("Kept out of the record, and of what was made from it: weather.degrees.");
    }

    @Test
    void resolvesACitationWhoseKeyHasADash() {
        Account account = SmallPolicy.of(EVIDENCE + OUTSIDE).account("\"degrees\": 30");
        assertThat(account.sources()).singleElement().satisfies(source -> {
            assertThat(source.key()).isEqualTo("a-b");
            assertThat(source.places()).containsExactly("7");
            assertThat(source.author()).isEqualTo("Two");
        });
        assertThat(Markdown.of(Prose.of(account))).contains("- a-b: One, Two, 2020, Here; place 7.\n");
    }
}
