package io.rolecall.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody who uses the pages in a real browser. Wherever they go, nothing may be fetched from elsewhere, no script may fail, and nothing
 * the page's own policy forbids may be tried; {@link #look} checks what they see.
 */
final class Visit implements AutoCloseable {

    /** How the visitor looks at it. */
    enum Look {
        DESK(ColorScheme.LIGHT, 1440, 900),
        DESK_DARK(ColorScheme.DARK, 1440, 900),
        PHONE(ColorScheme.LIGHT, 360, 740),
        PHONE_DARK(ColorScheme.DARK, 360, 740);

        private final ColorScheme scheme;
        private final int width;
        private final int height;

        Look(ColorScheme scheme, int width, int height) {
            this.scheme = scheme;
            this.width = width;
            this.height = height;
        }

        private String file() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** How the browser and htmx tell of an answer that did not come or says no: which that may be, a test says. */
    private static final Pattern UNANSWERED =
            Pattern.compile("Failed to load resource|Response Status Error Code|htmx:(afterRequest|sendError)");

    /** Of a longer page only what is on the screen is kept as a picture, in pixels. */
    private static final int LONGEST = 8_000;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final String origin;
    private final Look look;
    private final BrowserContext context;
    private final List<String> faults = new ArrayList<>();
    private final Page page;

    private Visit(int port, Look look, boolean scripts) {
        this.look = look;
        origin = "http://127.0.0.1:" + port;
        context = Chromium.browser()
                .newContext(new NewContextOptions()
                        .setBaseURL(origin)
                        .setViewportSize(look.width, look.height)
                        .setColorScheme(look.scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setJavaScriptEnabled(scripts));
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !UNANSWERED.matcher(message.text()).lookingAt()) {
                faults.add("console: " + message.text());
            }
        });
        page.onPageError(error -> faults.add("script: " + error));
        page.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) {
                faults.add("fetched from elsewhere: " + url);
            }
        });
        page.onResponse(response -> {
            boolean file = response.url().matches(".*\\.(js|css|svg)");
            if (response.status() >= 500 || file && response.status() >= 400) {
                faults.add(response.status() + " " + response.url());
            }
        });
    }

    static Visit of(int port, Look look) {
        return new Visit(port, look, true);
    }

    static Visit withoutScripts(int port) {
        return new Visit(port, Look.DESK, false);
    }

    Page page() {
        return page;
    }

    Visit go(String path) {
        page.navigate(path);
        return this;
    }

    Visit press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .first()
                .click();
        page.waitForLoadState();
        return this;
    }

    Visit follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first()
                .click();
        page.waitForLoadState();
        return this;
    }

    Visit choose(String selector) {
        page.locator(selector).first().click();
        page.waitForLoadState();
        return this;
    }

    Visit write(String label, String text) {
        page.getByLabel(label).first().fill(text);
        return this;
    }

    String title() {
        return page.locator("h1").first().innerText();
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Unfolds all there is to unfold. */
    Visit open() {
        page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)");
        return this;
    }

    /** Waits for nothing: what is there now. */
    boolean has(String text) {
        return page.getByText(text).count() > 0;
    }

    /** Moves as somebody does who has no mouse. */
    Visit key(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    /** Presses Enter where the keyboard is, and waits until the next page shows this. */
    Visit enter(String selector) {
        page.keyboard().press("Enter");
        page.waitForSelector(selector);
        page.waitForLoadState();
        return this;
    }

    /** Goes from control to control until the one with this name. */
    Visit tabTo(String name) {
        for (int i = 0; i < 200; i++) {
            page.keyboard().press("Tab");
            Object focused = page.evaluate("() => (document.activeElement.getAttribute('aria-label')"
                    + " ?? document.activeElement.innerText ?? '').trim()");
            if (name.equals(focused)) {
                return this;
            }
        }
        throw new AssertionError("No way by keyboard to: " + name);
    }

    /** Keeps a picture of the page, and checks that everybody can use it and that it fits the screen. */
    Visit look(String name) {
        int height = ((Number) page.evaluate("() => document.documentElement.scrollHeight")).intValue();
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(height <= LONGEST)
                .setPath(SCREENSHOTS.resolve(name + "-" + look.file() + ".png")));
        if (look != Look.PHONE_DARK) {
            assertThat(barriers()).as("%s, %s", name, look).isEmpty();
        }
        Object wider =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) wider).intValue())
                .as("%s is wider than the screen, %s", name, look)
                .isLessThanOrEqualTo(0);
        return this;
    }

    /** What keeps people out of the page; of a narrow dark one the narrow and the dark one have told all. */
    private List<String> barriers() {
        return new AxeBuilder(page)
                        .setLegacyMode(true) // or it opens a second page each time
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(violation -> violation.getId() + ": " + violation.getHelp() + " "
                                + violation.getNodes().stream()
                                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                                        .limit(3)
                                        .toList())
                        .toList();
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults).isEmpty();
    }
}
