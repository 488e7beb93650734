package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rolecall.policy.HostileRuns.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Hostile files do nothing: each is refused at a place in its text, or ends within its budget, and a canary sees nothing of
 * it. A control lets stock Drools run them, so that the canary is known to be alive; all of them with {@code
 * -Drolecall.escapes=all} (some three minutes), a sample otherwise. {@code -Drolecall.golden=write} writes where the
 * findings of our own files stand anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapeTests {

    private static final Path EXPECTED = Path.of("src/test/resources/io/rolecall/policy/hostile/expected.txt");

    private static final long MOST_MILLIS = 5_000;

    /** One for each kind of side effect. */
    private static final List<String> SAMPLE = List.of(
            "e003", "e005", "e009", "e018", "e019", "e025", "e027", "e032", "e034", "e059", "e070", "e074", "e080",
            "e123");

    private List<HostileFile> files;
    private Map<String, Run> runs;

    @BeforeAll
    void runs() throws Exception {
        files = HostileFile.all();
        runs = HostileRuns.of("ours", files.stream().map(HostileFile::name).toList());
    }

    @TestFactory
    Stream<DynamicTest> aHostileFileDoesNothing() {
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.name() + ": " + file.tries(), () -> assertNothing(file)));
    }

    private void assertNothing(HostileFile file) {
        Run run = runs.get(file.name());
        assertThat(run.seen()).as("what the canary saw").isEmpty();
        assertThat(run.end().split(" ")[0])
                .as(run.end())
                .isIn(file.bound() ? List.of("REFUSED", "STOPPED", "ANSWERED") : List.of("REFUSED"));
        assertThat(run.millis()).isLessThan(MOST_MILLIS);
        if (run.end().startsWith("REFUSED")) {
            Stream.of(run.end().substring("REFUSED ".length()).split(" ")).forEach(place -> assertInside(place, file));
        }
    }

    /** A finding stands on a character of the file, or behind the end of a line of it. */
    private static void assertInside(String finding, HostileFile file) {
        String[] place = finding.split(":");
        byte[] content = file.folder().get(place[0]);
        assertThat(content).as(finding).isNotNull();
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        int line = Integer.parseInt(place[1]);
        assertThat(line).as(finding).isBetween(1, lines.length);
        int length = lines[line - 1].codePointCount(0, lines[line - 1].length());
        assertThat(Integer.parseInt(place[2])).as(finding).isBetween(1, length + 1);
        assertThat(Integer.parseInt(place[3])).as(finding).isBetween(Integer.parseInt(place[2]), length + 2);
    }

    /** Our own are sound but for the one thing that each tries, so that the first finding is about that. */
    @Test
    void ourOwnAreRefusedForWhatTheyTry() throws Exception {
        String actual = files.stream()
                .filter(file -> !file.fromOutside())
                .map(file ->
                        file.name() + " " + runs.get(file.name()).end().replaceFirst("^(REFUSED \\S+).*", "$1") + "\n")
                .collect(Collectors.joining());
        if ("write".equals(System.getProperty("rolecall.golden"))) {
            Files.writeString(EXPECTED, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(EXPECTED));
    }

    @Test
    void stockDroolsRunsThemAndTheCanarySeesIt() throws Exception {
        assumeTrue(Canary.guardable(), "a JVM that cannot deny what the files do");
        boolean all = "all".equals(System.getProperty("rolecall.escapes"));
        List<String> wanted = files.stream()
                .filter(file -> file.target().equals("rules.drl"))
                .map(HostileFile::name)
                .filter(name -> name.startsWith("e"))
                .filter(name -> all || SAMPLE.contains(name.substring(0, 4)))
                .toList();
        Map<String, Run> stock = HostileRuns.of("stock", wanted);
        Map<String, List<String>> byEnd = new TreeMap<>();
        stock.forEach((name, run) ->
                byEnd.computeIfAbsent(kind(run), kind -> new ArrayList<>()).add(name.substring(0, 4)));
        System.out.println("EscapeTests: " + stock.size() + " files in stock Drools: " + byEnd);
        int harmful = Stream.of("leaves a trace", "HANGS", "KILLS THE JVM")
                .mapToInt(kind -> byEnd.getOrDefault(kind, List.of()).size())
                .sum();
        assertThat(harmful).isGreaterThanOrEqualTo(all ? 40 : SAMPLE.size());
    }

    /** Drools prints much by itself, so that what is printed is no trace here. */
    private static String kind(Run run) {
        String seen = run.seen().replaceFirst("^prints$|; prints|prints; ", "");
        if (!seen.isEmpty()) {
            return "leaves a trace";
        }
        return run.end().matches("(FIRES|THROWS|DOES NOT COMPILE) .*")
                ? run.end().replaceFirst("^(FIRES|THROWS|DOES NOT COMPILE) .*", "$1")
                : run.end();
    }
}
