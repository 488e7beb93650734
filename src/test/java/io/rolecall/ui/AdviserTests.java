package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import io.rolecall.RunningService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviserTests extends RunningService {

    /** Where its interview starts, on a page that may name other policies too. */
    private static final String HIRING = "a[href='/adviser/hiring']";

    private static final String GOAL = "What must the team deliver next?";
    private static final String MODEL = "How far is the best model?";

    @ParameterizedTest
    @EnumSource
    void leadsFromTheFirstQuestionToTheRecommendation(Visit.Look look) {
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go("/").look("adviser-home").choose(HIRING).look("adviser-question");
            assertThat(visit.title()).isEqualTo(GOAL);
            visit.press("A model that runs in production")
                    .press("A prototype accepted against a measure")
                    .press("Get the recommendation");
            assertThat(visit.title()).isEqualTo("Hire a machine learning engineer first");
            assertThat(visit.find("#plan ~ ol > li").count()).isGreaterThan(3);
            visit.open().look("recommendation");
        }
    }

    @Test
    void asksFirstWhatTheAdviceIsOn() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/");
            assertThat(visit.title()).isEqualTo("What do you want advice on?");
            assertThat(visit.find("h2").allInnerTexts()).contains("Whom to hire first", "Who owns what about a model");
            visit.find("a[href='/adviser/ownership']").click();
            assertThat(visit.page().url()).endsWith("/adviser/ownership");
            visit.press("Nobody").press("Get the recommendation");
            assertThat(visit.title()).isEqualTo("Name an owner for what nobody owns");
        }
    }

    @Test
    void worksWithoutScripts() {
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go("/").choose(HIRING).press("A model that runs in production");
            assertThat(visit.title()).isEqualTo(MODEL);
            visit.press("In production").press("Don’t know").press("← Back");
            visit.find(".options button").first().click();
            visit.press("Get the recommendation");
            assertThat(visit.page().url()).contains("/recommendations/");
            assertThat(visit.find(".bars .row").count()).isEqualTo(6);
            assertThat(visit.find("[data-copy]:visible").count()).isZero();
            visit.page().getByLabel("Yes").check();
            visit.write("What was done (optional)", "An advert is out.\nTwo came.")
                    .press("Say so in the record");
            assertThat(visit.has("An advert is out.")).isTrue();
        }
    }

    @Test
    void isUsableByKeyboardAlone() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/").key("Tab");
            assertThat(visit.page().evaluate("() => document.activeElement.innerText"))
                    .isEqualTo("Skip to the content");
            visit.tabTo("Start the interview").enter(".question");
            visit.go("/adviser/hiring"); // another policy may have stood first
            visit.tabTo("A model that runs in production").enter("#said");
            visit.tabTo("Change: " + GOAL).enter("[aria-pressed=true]");
            visit.tabTo("Get the recommendation").enter("#record");
            visit.tabTo("How it follows from what you said, step by step").enter(".graph .box >> visible=true");
            visit.key("Tab", "Tab").enter(".graph .box.on");
            assertThat(visit.find(".graph .box.on").count()).isPositive();
        }
    }

    @Test
    void goesBackAndChangesAnyAnswer() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/adviser/hiring").press("A model that runs in production").press("In production");
            assertThat(said(visit)).containsExactly("A model that runs in production", "In production");
            visit.press("← Back");
            assertThat(visit.title()).isEqualTo(MODEL);
            assertThat(said(visit)).containsExactly("A model that runs in production");
            visit.press("Change: " + GOAL);
            assertThat(visit.title()).isEqualTo(GOAL);
            assertThat(visit.find("[aria-pressed=true]").innerText()).isEqualTo("A model that runs in production");
            visit.press("Answers and insight");
            assertThat(said(visit)).containsExactly("Answers and insight");
            visit.press("Don’t know");
            assertThat(said(visit)).containsExactly("Answers and insight", "Not known");
            visit.page().goBack();
            assertThat(said(visit)).as("the browser's own way back").containsExactly("Answers and insight");
        }
    }

    @Test
    void saysWhatIsWrongWithANumberAndKeepsIt() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/adviser/hiring").press("A model that runs in production");
            visit.page()
                    .locator("summary", new Page.LocatorOptions().setHasText("that could matter"))
                    .click();
            visit.press("How many data scientists are there?")
                    .write("Your answer", "-4")
                    .press("Continue");
            assertThat(visit.find(".error").innerText()).isEqualTo("-4 is out of range (expected: 0 to 100000).");
            assertThat(visit.page().getByLabel("Your answer").inputValue()).isEqualTo("-4");
            visit.look("adviser-wrong-number").write("Your answer", "two").press("Continue");
            assertThat(visit.find(".error").innerText()).isNotBlank();
            visit.write("Your answer", " 2 ").press("Continue");
            assertThat(said(visit)).containsExactly("A model that runs in production", "2");
        }
    }

    @Test
    void endsWhenNothingIsLeftToAsk() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/").open().follow("A founder wants a scientist before the launch");
            assertThat(visit.has("A founder plans a savings app")).isTrue();
            for (int i = 0; i < 80 && !visit.title().equals("Nothing left to ask"); i++) {
                visit.press("Don’t know");
            }
            visit.look("adviser-settled");
            assertThat(visit.title()).isEqualTo("Nothing left to ask");
            String outcome = visit.find(".panel .outcome").innerText();
            visit.press("Get the recommendation");
            assertThat(visit.title()).isEqualTo(outcome);
        }
    }

    @Test
    void recordsOnceWhatIsSentTwice() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/adviser/hiring").press("A model that runs in production").press("Get the recommendation");
            String first = visit.page().url();
            int before = recorded();
            visit.page().goBack();
            visit.press("Get the recommendation");
            assertThat(visit.page().url()).isEqualTo(first);
            assertThat(recorded()).isEqualTo(before);
        }
    }

    @Test
    void startsAgainFromWhatWasRecorded() {
        String id = api.hiring("{\"goal\": {\"next\": \"PRODUCTION\"}, \"team\": {\"size\": 3}}")
                .json()
                .path("id")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/recommendations/" + id).follow("Change the answers");
            assertThat(said(visit)).containsExactly("A model that runs in production", "3");
        }
    }

    @Test
    void isTakenAlongAsMarkdownAndJsonAndPrinted() throws IOException {
        String body = api.hiring("{\"models\": {\"status\": \"LIVE\"}}").text();
        String id = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(body)
                .path("id")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/recommendations/" + id);
            Download markdown = visit.page().waitForDownload(() -> visit.follow("Markdown"));
            assertThat(markdown.suggestedFilename()).isEqualTo("recommendation-" + id + ".md");
            assertThat(Files.readString(markdown.path())).startsWith("# ");
            Download json = visit.page().waitForDownload(() -> visit.follow("JSON"));
            assertThat(Files.readString(json.path())).isEqualTo(body);
            visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(visit.page().getByRole(AriaRole.NAVIGATION).isVisible()).isFalse();
            assertThat(visit.page().getByText("What a normal week produces").isVisible())
                    .isTrue();
        }
    }

    @Test
    void saysWhatStoodInTheWayOfAnotherOutcome() {
        String id = api.hiring(
                        "{\"goal\": {\"next\": \"PRODUCTION\"}, \"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}}")
                .json()
                .path("id")
                .stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.PHONE)) {
            visit.go("/recommendations/" + id)
                    .follow("Hire a data scientist first")
                    .look("why-not");
            assertThat(visit.title()).isEqualTo("Why not: Hire a data scientist first");
            assertThat(visit.find(".way .tag").allInnerTexts()).contains("not known");
            assertThat(visit.find(".way .muted").allInnerTexts()).contains("Needed: Yes. Said: Not known.");
        }
    }

    @Test
    void saysWhyThereIsNoRecommendation() {
        String id = api.hiring("{}").json().path("id").stringValue();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/recommendations/" + id);
            assertThat(visit.title()).isEqualTo("No recommendation: too little is known");
            assertThat(visit.find("#known ~ details").allInnerTexts()).contains("0 answers you gave");
            assertThat(api.send("DELETE", "/v1/recommendations/" + id + "/payload", BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);
            visit.page().reload();
            assertThat(visit.title()).isEqualTo("The payload was erased");
            assertThat(visit.find("main .button").getAttribute("href")).isEqualTo("/audit/" + id);
        }
    }

    @Test
    void showsWhatIsMissingAndWhatToDoNext() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.PHONE)) {
            visit.go("/recommendations/01a2002a-88d0-7b98-aa14-e1879055dc4c").look("problem");
            assertThat(visit.title()).isEqualTo("There is no such recommendation");
            assertThat(visit.page()
                            .getByText("Look it up in the audit explorer.")
                            .getAttribute("href"))
                    .isEqualTo("/audit");
            visit.go("/adviser/firing").follow("See which policies are served.");
            visit.go("/nowhere");
            assertThat(visit.title()).isEqualTo("There is no such page");
        }
    }

    private static List<String> said(Visit visit) {
        return visit.find(".question .said dd span").allInnerTexts();
    }
}
