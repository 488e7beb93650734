package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** The whole policy that the policy owner's page shows is one. */
class RulesReadmeTests {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```");
    private static final Pattern FILE = Pattern.compile("(?m)^(?:#|//) rules-drl/lunch/(\\S+)\\n");

    @Test
    void thePolicyItShowsHasNoFinding() throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("rules-drl/README.md")));
        while (block.find()) {
            String[] texts = FILE.split(block.group(1));
            Matcher file = FILE.matcher(block.group(1));
            for (int i = 1; file.find(); i++) {
                files.put(file.group(1), texts[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(files).containsOnlyKeys("policy.yaml", "references.yaml", "rules.drl", "rules.scenarios.yaml");
        assertThat(Inspection.of(Bundle.of("lunch", files)).findings()).isEmpty();
    }

    @Test
    void theFindingItShowsIsPrintedSo() throws IOException {
        Bundle sound = Bundle.read("hiring", Path.of("rules-drl/hiring"));
        TreeMap<String, byte[]> files = new TreeMap<>(sound.files());
        String models = new String(files.get("signals/models.drl"), StandardCharsets.UTF_8);
        files.put(
                "signals/models.drl",
                models.replaceFirst("status ==", "stauts ==").getBytes(StandardCharsets.UTF_8));
        Inspection inspection = Inspection.of(Bundle.of("hiring", files));
        StringWriter shown = new StringWriter();
        FindingPrinter printer = new FindingPrinter(new PrintWriter(shown, true), Ansi.OFF);
        inspection
                .findings()
                .forEach(finding ->
                        printer.print("hiring", finding, inspection.bundle().text(finding)));
        assertThat(Files.readString(Path.of("rules-drl/README.md")))
                .contains("```\n"
                        + shown.toString().replace(System.lineSeparator(), "\n").strip() + "\n```");
    }
}
