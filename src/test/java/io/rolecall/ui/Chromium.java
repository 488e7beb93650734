package io.rolecall.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser, one for all tests: the machine's Chromium, else Playwright's own. Where there is none, the tests that need one are
 * skipped and say so; with {@code -Drolecall.browser=required} they fail.
 */
final class Chromium {

    private static final boolean REQUIRED = "required".equals(System.getProperty("rolecall.browser"));
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    /** It is offline here, and has nobody to report to. */
    private static final List<String> QUIET = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final Opened OPENED = open();

    private Chromium() {}

    private record Opened(Browser browser, String why) {}

    static Browser browser() {
        if (OPENED.browser() == null) {
            String message =
                    "No browser was found, so the pages were not tested: install Chromium (Debian: apt install chromium). "
                            + OPENED.why();
            if (REQUIRED) {
                Assertions.fail(message);
            }
            System.err.println(message);
            Assumptions.abort(message);
        }
        return OPENED.browser();
    }

    private static Opened open() {
        Optional<Path> found = Stream.of(PLACES)
                .flatMap(List::stream)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        try {
            Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(found.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            LaunchOptions options = new LaunchOptions()
                    .setHeadless(true)
                    .setChromiumSandbox(false)
                    .setArgs(QUIET);
            found.ifPresent(options::setExecutablePath);
            return new Opened(playwright.chromium().launch(options), "");
        } catch (PlaywrightException e) {
            return new Opened(null, e.getMessage());
        }
    }
}
