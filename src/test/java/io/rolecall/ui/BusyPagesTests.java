package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.rolecall.Caller;
import io.rolecall.RunningService;
import io.rolecall.serving.Turns;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a page says where a part of it does not come. */
class BusyPagesTests extends RunningService {

    /** As the page of an impact report is while it is made. */
    private static final String UNDER_WAY = """
            <!DOCTYPE html><html lang="en"><head><title>Under way</title>
            <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
            <script defer src="/webjars/htmx.org/dist/htmx.min.js"></script><script type="module" src="/js/failed.js"></script></head>
            <body><div id="progress" hx-get="/under-way" hx-trigger="every 100ms" hx-select="#progress" hx-swap="outerHTML" data-stops>
            3 of 5</div></body></html>""";

    @Autowired
    private Turns turns;

    /** While others have every turn. */
    private void whileBusy(Runnable visit) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            new Thread(() -> turns.take(() -> {
                        taken.countDown();
                        try {
                            done.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return "";
                    }))
                    .start();
        }
        taken.await();
        try {
            visit.run();
        } finally {
            done.countDown();
        }
    }

    @Test
    void showWhatTheyHaveWhileTheServiceIsBusy() throws InterruptedException {
        KeptPolicy policy = KeptPolicy.in(api);
        policy.publish(0, policy.files(), "The first.");
        policy.activate(1, "The first.");
        policy.publish(1, policy.signals("@weight( 2 )", "It is so."), "The second.");
        String path = policy.page() + "/versions/2?semantic=true";
        assertThat(api.get(path).text()).contains("id=\"situations\"").doesNotContain("They were not searched for.");
        whileBusy(() -> {
            Caller.Reply version = api.get(path);
            assertThat(version.status()).isEqualTo(200);
            assertThat(version.text()).contains("id=\"situations\"", "They were not searched for.", "What changed");
            Caller.Reply live = api.get("/live?span=month");
            assertThat(live.status()).isEqualTo(503);
            assertThat(live.text()).contains("It was not counted.", "Last hour", "How long it takes");
        });
    }

    @Test
    void sayThatAFilterFailedUntilOneSucceeds() {
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.go("/policies/hiring");
            visit.page()
                    .route("**/policies/hiring?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(429)));
            visit.page().getByLabel("Reads the fact").selectOption("production.pathExists");
            visit.page().waitForSelector("[role=alert]:has-text('could not answer')");
            visit.look("rules-failed");
            visit.page().unroute("**/policies/hiring?*");
            visit.page().route("**/policies/hiring?*", Route::abort);
            visit.page().getByLabel("Reads the fact").selectOption("models.status");
            visit.page().waitForSelector("[role=alert]:has-text('did not answer')");
            assertThat(visit.find("[role=alert]").count()).isEqualTo(1);
            visit.page().unroute("**/policies/hiring?*");
            visit.page().getByLabel("Reads the fact").selectOption("production.pathExists");
            visit.page().waitForURL("**fact=production.pathExists**");
            assertThat(visit.find("[role=alert]").count()).isZero();
        }
    }

    @Test
    void stopAskingForWhatIsGone() {
        AtomicInteger asked = new AtomicInteger();
        try (Visit visit = Visit.of(api.port(), Visit.Look.DESK)) {
            visit.page().route("**/under-way", route -> {
                boolean again = route.request().headers().containsKey("hx-request");
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(again && asked.incrementAndGet() > 1 ? 404 : 200)
                        .setContentType("text/html")
                        .setBody(UNDER_WAY));
            });
            visit.go("/under-way");
            visit.page().waitForSelector("[role=alert]:has-text('start it again')");
            assertThat(visit.find("#progress").count()).isZero();
            visit.page().waitForTimeout(300);
            assertThat(asked.get()).isEqualTo(2);
        }
    }
}
