package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.rolecall.RunningService;
import io.rolecall.StartedService;
import io.rolecall.serving.PolicyFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three versions of a policy of the test's own. The first says X where a thing is wanted; the second, live at last, the same with
 * another weight; the third says Y where the thing is large.
 */
class WorkbenchVersionsTests extends RunningService {

    private static final String HOSTILE =
            "<img src=x onerror=document.title='hit'><script>document.title='hit'</script>";
    private static final String CHANGED = "section[aria-labelledby=changed] ";
    private static final String LIVE = "section[aria-labelledby=live]";

    private KeptPolicy policy;

    @BeforeEach
    void publish() {
        policy = KeptPolicy.in(api);
        policy.publish(0, policy.files(), "The first.");
        policy.activate(1, HOSTILE);
        policy.publish(1, policy.signals("@weight( 2 )", "It is so."), HOSTILE);
        policy.activate(2, HOSTILE);
        policy.publish(2, policy.conclusionsOfLargeThings(), "Large things are another matter.");
        policy.ask(3);
        policy.ask(30);
    }

    /** Waits until it says all that. */
    private static void shows(Visit visit, String selector, String... texts) {
        for (String text : texts) {
            PlaywrightAssertions.assertThat(visit.find(selector).first())
                    .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsTheWholeWayToEverybody(Visit.Look look) throws InterruptedException {
        try (Visit visit = Visit.of(api.port(), look)) {
            visit.go(policy.page() + "/versions").look("versions");
            visit.follow("Version 3").press("Answer them again");
            shows(visit, "#matrix", "From which outcome to which");
            visit.look("impact").follow("Version 3");
            shows(visit, "h1", "Version 3");
            visit.look("version").press("Ask it, too");
            shows(visit, "h1", "Version 3 is asked beside version 2");
            policy.ask(30);
            await(() -> policy.get("/shadow").text().contains("\"different\":1"));
            visit.follow("Look again");
            shows(visit, "#samples", "The newest that differ");
            visit.look("shadow").go(policy.page() + "/replicas").look("replicas");
        }
    }

    @Test
    void leadsFromTheHistoryToALiveVersionAndBack() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(policy.page() + "/versions");
            assertThat(visit.find("section[aria-labelledby=all] li").allInnerTexts())
                    .hasSize(3)
                    .element(1)
                    .asString()
                    .contains("Version 2", "live", HOSTILE, "by ada", "made from version 1");
            shows(visit, ".panel li", "Version 2", "now", "by bob", HOSTILE);

            visit.follow("Version 3");
            shows(visit, CHANGED + "> ul", "added", "The thing is large", "changed", "The thing is taken", "size");
            shows(visit, ".diff tr.added", "added", "size < 10");
            visit.follow("Search for them");
            shows(visit, "#situations", "Undecided → Ask for a van", "thing.size = 10");

            visit.write("Your name", "cleo")
                    .write("What you think of it", "Looked at it.")
                    .press("Approve");
            shows(visit, "section[aria-labelledby=reviews] ol", "approves", "cleo", "Looked at it.");
            PlaywrightAssertions.assertThat(visit.page().getByLabel("Your name").nth(1))
                    .hasValue("cleo"); // remembered
            visit.write("Why", HOSTILE).press("Make version 3 live");
            shows(visit, LIVE, "This version is live since");
            assertThat(policy.live()).isEqualTo(3);

            visit.go(policy.page() + "/versions/1").press("Roll back to version 1");
            shows(visit, LIVE, "This version is live since");
            assertThat(policy.live()).isEqualTo(1);
            visit.follow("Which was live when");
            shows(visit, ".panel li", "Version 1", "cleo");
            assertThat(visit.find(".panel li").count()).isEqualTo(4);
            assertThat(visit.page().title()).isNotEqualTo("hit");
            assertThat(visit.find("img").count()).isZero();
        }
    }

    @Test
    void leadsThroughALongHistoryPageByPage() {
        for (int base = 3; base < 12; base++) {
            policy.publish(base, policy.signals("@weight( 1 )", "It is so, " + base + "."), "Again.");
        }
        try (Visit visit = Visit.of(api.port(), Visit.Look.PHONE)) {
            visit.go(policy.page() + "/versions");
            assertThat(visit.find("section[aria-labelledby=all] li").count()).isEqualTo(10);
            visit.follow("Older versions");
            shows(visit, "section[aria-labelledby=all] li:nth-child(2):last-child", "Version 1", "The first.");
            visit.follow("Newest versions").follow("Version 12");
            shows(visit, CHANGED, "changed", "It is wanted", "was It is so, 10.", "now It is so, 11.");
        }
    }

    @Test
    void showsWhatAVersionWouldChangeAndWhere() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(policy.page() + "/versions/3").press("Answer them again");
            shows(visit, "#matrix", "From which outcome to which");
            assertThat(visit.find(".figures dd").allInnerTexts()).containsExactly("1", "0", "1", "0");
            assertThat(visit.find(".matrix .same").first().innerText()).isEqualTo("1");
            assertThat(visit.find("section[aria-labelledby=edits] tbody tr").count())
                    .isEqualTo(2);
            assertThat(visit.find(".matrix .moved a").count()).isEqualTo(1);
            visit.find(".matrix .moved a").click();
            shows(visit, "#samples", "Take the thing → Ask for a van");
            visit.find("section[aria-labelledby=samples] summary").click();
            shows(
                    visit,
                    "section[aria-labelledby=samples] details",
                    "2 rules otherwise",
                    "would not fire: The thing is taken",
                    "would fire: The thing is large");
            visit.find("section[aria-labelledby=samples] li a").click();
            shows(visit, "h1", "Take the thing");
        }
    }

    @Test
    void saysInPlaceWhatIsRefused() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go(policy.page() + "/versions/3")
                    .write("Your name", "ada")
                    .write("What you think of it", HOSTILE)
                    .press("Approve");
            shows(visit, "[role=alert]", "Nobody reviews a version of their own", "Ask somebody else");
            assertThat(visit.page().getByLabel("What you think of it").inputValue())
                    .isEqualTo(HOSTILE);
            visit.write("Your name", "a b").press("Reject");
            shows(visit, "[role=alert]", "without spaces");
            visit.write("How many of the newest", "200000").press("Answer them again");
            shows(visit, "[role=alert]", "from 1 to 100000");
            visit.write("Compared with version", "9").press("Compare");
            shows(visit, CHANGED + ".notice", "There is no such version");
            visit.go(policy.page() + "/versions/3/reviews");
            shows(visit, "h1", "Version 3");
            visit.go(policy.page() + "/versions/3/impact/01a2002a-88d0-7b98-aa14-e1879055dc4c")
                    .follow("Start it again.");
            shows(visit, "h1", "Version 3");
        }
    }

    /** A service where somebody else has to approve, and a folder that is changed. */
    @Test
    void showsWhatIsHeldBackAndWhatWasRefused(@TempDir Path temporary) throws Exception {
        Path folder =
                PolicyFolder.write(temporary.resolve("rules/sample"), PolicyFolder.files("sample", "wanted", "First."));
        try (StartedService service = StartedService.with(
                        "rolecall.rules=" + temporary.resolve("rules"),
                        "rolecall.data=" + temporary.resolve("data"),
                        "rolecall.policy.approvals=1");
                Visit visit = Visit.of(service.api().port(), Visit.Look.DESK)) {
            visit.go("/policies/sample/versions");
            shows(visit, ".notice", "held back", "0 of 1 approvals");
            visit.follow("Look at version 1");
            visit.page().getByLabel("Your name").nth(1).fill("ada");
            visit.press("Make version 1 live");
            shows(visit, "[role=alert]", "The version is not approved", "Ask others");
            visit.write("Your name", "bob").press("Approve");
            shows(visit, "section[aria-labelledby=reviews] ol", "approves");
            visit.press("Make version 1 live");
            shows(visit, LIVE, "This version is live since");
            PolicyFolder.write(folder, Map.of(KeptPolicy.SIGNALS, "this is broken"));
            await(() -> !service.api()
                    .get("/v1/policies/sample")
                    .json()
                    .path("refused")
                    .isNull());
            visit.go("/policies/sample/versions");
            shows(
                    visit,
                    ".notice.bad",
                    "The last change was refused",
                    KeptPolicy.SIGNALS,
                    "What was live before goes on answering");
            PolicyFolder.write(temporary.resolve("rules/broken"), Map.of(KeptPolicy.SIGNALS, "this is broken"));
            await(() -> service.api().get("/v1/policies/broken").status() == 200);
            visit.go("/policies/broken");
            shows(visit, ".notice.bad", "The last change was refused", "Nothing was live before");
            visit.follow("Edit");
            shows(visit, ".top-notes", "A draft of the first version");
            shows(visit, "#open-file", "policy.yaml");
        }
    }

    @Test
    void asksAVersionBesideTheLiveOneAndStops() {
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go(policy.page() + "/shadow");
            shows(visit, "h1", "No version is asked beside the live one");
            visit.write("Version", "9").write("Share of the requests", "5").press("Ask it, too");
            shows(visit, "[role=alert]", "There is no such version");
            assertThat(visit.page().getByLabel("Version").inputValue()).isEqualTo("9");
            visit.go(policy.page() + "/shadow/end");
            assertThat(visit.page().url()).endsWith("/shadow");
            visit.write("Version", "3").write("Share of the requests", "12.5").press("Ask it, too");
            shows(visit, "h1", "Version 3 is asked beside version 2");
            assertThat(visit.has("12.5 % of the live requests")).isTrue();
            assertThat(policy.get("/shadow").json().path("share").doubleValue()).isEqualTo(0.125);
            visit.press("Ask it no more");
            shows(visit, "h1", "No version is asked beside the live one");
            visit.go(policy.page() + "/replicas");
            shows(visit, "h1", "One replica serves it");
            shows(visit, ".cards", "Version 2");
        }
    }

    @Test
    void doesAllOfItWithoutScripts() {
        try (Visit visit = Visit.withoutScripts(api.port())) {
            visit.go(policy.page() + "/versions").follow("Version 3").follow("Search for them");
            shows(visit, "#situations li", "→");
            visit.write("Your name", "cleo").press("Reject");
            shows(visit, "section[aria-labelledby=reviews] ol", "rejects");
            visit.press("Answer them again");
            visit.page().waitForURL("**/impact/*");
            for (int i = 0; i < 100 && visit.find("#matrix").count() == 0; i++) {
                visit.page().reload();
            }
            visit.find(".matrix .moved a").click();
            shows(visit, "#samples", "→");
            visit.follow("Version 3");
            visit.page().getByLabel("Your name").nth(1).fill("cleo");
            visit.press("Make version 3 live");
            shows(visit, LIVE, "This version is live since");
            assertThat(policy.live()).isEqualTo(3);
        }
    }
}
