package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine.Help;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a policy owner reads where scenarios hold, and where they do not. {@code -Drolecall.golden=write} renews the files. */
class TestCommandTests {

    private static final Path GOLDEN = Path.of("src/test/resources/io/rolecall/policy");
    private static final String FAILING = GOLDEN.resolve("failing").toString();

    @TempDir
    private Path temporary;

    private static CommandRun run(Help.Ansi ansi, String... arguments) {
        return CommandRun.of(ansi, new TestCommand(), arguments);
    }

    private static CommandRun run(String... arguments) {
        return run(Help.Ansi.OFF, arguments);
    }

    private static void assertGolden(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("rolecall.golden"))) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }

    @Test
    void saysOfEachFailureWhatCameAndWhatTheConditionsRead() throws IOException {
        CommandRun ran = run(FAILING);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertGolden("failing.expected.txt", ran.out());
    }

    @Test
    void saysTheSameToABuildServer() throws Exception {
        Path file = temporary.resolve("tests.xml");
        assertThat(run(FAILING, "--junit", file.toString()).exit()).isEqualTo(1);
        assertGolden("failing.expected.xml", Files.readString(file));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(9);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(8);
    }

    @Test
    void saysTheSameToAMachine() {
        CommandRun ran = run(FAILING, "--json", "--coverage");
        assertThat(ran.exit()).isEqualTo(1);
        JsonNode report = JsonMapper.shared().readTree(ran.out());
        assertThat(report.path("passed").intValue()).isEqualTo(1);
        assertThat(report.path("failed").intValue()).isEqualTo(8);
        JsonNode silent = report.at("/scenarios/1");
        assertThat(silent.path("file").stringValue()).isEqualTo("rules.scenarios.yaml");
        assertThat(silent.path("line").intValue()).isEqualTo(4);
        assertThat(silent.at("/failures/0/message").stringValue())
                .isEqualTo("The signal \"It is dry and warm\" is missing.");
        JsonNode condition = silent.at("/failures/0/rules/0/ways/0/conditions/1");
        assertThat(condition.path("condition").stringValue()).isEqualTo("degrees > 18");
        assertThat(condition.path("required").stringValue()).isEqualTo("more than 18");
        assertThat(condition.at("/actual/0/name").stringValue()).isEqualTo("weather.degrees");
        assertThat(condition.at("/actual/0/value").intValue()).isEqualTo(18);
        assertThat(condition.path("holds").booleanValue()).isFalse();
        assertThat(condition.path("line").intValue()).isEqualTo(23);
        assertThat(condition.path("column").intValue()).isEqualTo(37);
        assertThat(report.at("/policies/0/coverage/summary/outcomesReached").intValue())
                .isEqualTo(2);
    }

    @Test
    void showsWhatTheScenariosLeaveUnshown() throws IOException {
        CommandRun ran = run(FAILING, "--coverage", "--only", "spring");
        assertThat(ran.exit()).isZero();
        assertGolden("coverage.expected.txt", ran.out());
    }

    @Test
    void runsOnlyTheScenariosAskedFor() {
        assertThat(run(FAILING, "--only", "STAYS AWAY").out()).endsWith("\n1 scenario, 1 failed\n");
        assertThat(run(FAILING, "--only", "lunch/rules.").out()).endsWith("\n9 scenarios, 8 failed\n");
        CommandRun none = run(FAILING, "--only", "winter");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err())
                .startsWith("No scenario has \"winter\" in its policy, file or name (expected: a part of one).");
    }

    @Test
    void isColouredOnlyWhereColoursAreWanted() {
        assertThat(run(FAILING).out()).doesNotContain("\u001b");
        assertThat(run(Help.Ansi.ON, FAILING).out()).contains("\u001b[32mok", "\u001b[31mFAILED", "\u001b[33munknown");
    }

    @Test
    void noTextOfAnAuthorReachesTheTerminalAsMoreThanText() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("lunch"));
        try (Stream<Path> files = Files.list(GOLDEN.resolve("failing/lunch"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("rules.scenarios.yaml"), """
                - name: "\\e[31mRed"
                  given: { guest: { name: "\\e[2J" } }
                  expect: { signals: [ "There are reasons enough" ] }
                """);
        CommandRun ran = run(temporary.toString());
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out() + ran.err())
                .contains("lunch/rules.scenarios.yaml:1:")
                .doesNotContain("\u001b");
    }

    @Test
    void saysOfAPolicyThatCannotBeReadWhatToMend() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("broken"));
        Files.writeString(folder.resolve("policy.yaml"), "name: broken\ntitle: Broken\noutcomes: []\n");
        Path file = temporary.resolve("tests.xml");
        CommandRun ran = run(temporary.toString(), "--junit", file.toString());
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).startsWith("broken/policy.yaml:3:");
        assertThat(Files.readString(file)).contains("tests=\"1\" failures=\"0\" errors=\"1\"", "broken/", "<error ");
    }

    @Test
    void saysWhatIsWrongWithItsUse() {
        CommandRun folder = run(temporary.resolve("nothing").toString());
        assertThat(folder.exit()).isEqualTo(2);
        assertThat(folder.err()).contains("cannot be read (expected: a folder with one folder for each policy)");
        CommandRun file =
                run(FAILING, "--junit", temporary.resolve("no/such/folder.xml").toString());
        assertThat(file.exit()).isEqualTo(2);
        assertThat(file.err()).contains("folder.xml cannot be written (expected: a file in a folder that exists)");
    }

    /** The same scenario as shipped, but for what is known of the path. */
    @Test
    void drawsWhatTheGuideForPolicyOwnersShows() throws IOException {
        Path policy = temporary.resolve("hiring");
        try (Stream<Path> files = Files.walk(Shipped.FOLDER.resolve("hiring"))) {
            for (Path file : files.toList()) {
                Files.copy(file, policy.resolve(Shipped.FOLDER.resolve("hiring").relativize(file)));
            }
        }
        Path scenarios = policy.resolve("signals/models.scenarios.yaml");
        String text = Files.readString(scenarios);
        String changed =
                text.replace("inNotebooks: true }, production: { pathExists: false } }", "inNotebooks: true } }");
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(scenarios, changed);

        CommandRun ran = run(temporary.toString(), "--only", "has nowhere to go");

        assertThat(ran.exit()).isEqualTo(1);
        String drawn = ran.out().substring(0, ran.out().lastIndexOf("1 scenario, 1 failed"));
        assertThat(Files.readString(Shipped.FOLDER.resolve("README.md"))).contains("```\n" + drawn + "```\n");
    }
}
