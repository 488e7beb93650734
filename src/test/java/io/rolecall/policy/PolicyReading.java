package io.rolecall.policy;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.Facts;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a hostile file as the service does: from a folder, by its bundle; and evaluates what it accepts. */
final class PolicyReading implements HostileRun.Reader {

    private static final String FACTS = "{\"thing\": {\"flag\": true, \"other\": true, \"count\": 3, \"share\": 0.5,"
            + " \"stage\": \"LATE\", \"name\": \"" + "a".repeat(999) + "\"}}";

    private final Path folders;

    PolicyReading() throws Exception {
        folders = Files.createTempDirectory("hostile");
        for (HostileFile file : HostileFile.all()) {
            write(file);
        }
        write(HostileFile.harmless());
    }

    private void write(HostileFile file) throws Exception {
        for (Map.Entry<String, byte[]> one : file.folder().entrySet()) {
            Path path = folders.resolve(file.name()).resolve(one.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, one.getValue());
        }
    }

    /** {@code REFUSED} and the findings; {@code STOPPED} or {@code ANSWERED}. */
    @Override
    public String read(HostileFile file) throws Exception {
        Bundle bundle = Bundle.read(HostileFile.POLICY, folders.resolve(file.name()));
        PolicyReader.Reading reading = PolicyReader.read(bundle);
        Policy policy = reading.policy();
        String findings = reading.findings().stream()
                .filter(Finding::isError)
                .map(finding -> finding.file() + ":" + finding.line() + ":" + finding.column() + ":"
                        + finding.endColumn() + ":" + finding.code())
                .collect(Collectors.joining(" "));
        if (policy == null) {
            return "REFUSED " + findings;
        }
        if (!findings.isEmpty()) {
            return "ACCEPTED WITH ERRORS " + findings;
        }
        policy.samples().forEach(scenario -> scenario.failures(policy.base()));
        for (String facts : new String[] {"{}", FACTS}) {
            Facts given = FactReader.read(
                    Json.WRITER.readTree(facts.getBytes(StandardCharsets.UTF_8)),
                    "",
                    policy.base().rulebook());
            try {
                Evaluation evaluation = policy.base().evaluate(given);
                Json.WRITER.writeValueAsBytes(evaluation);
            } catch (OverBudgetException e) {
                return "STOPPED " + e.reason();
            }
        }
        return "ANSWERED";
    }
}
