package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.Evaluation;
import io.rolecall.knowledge.FactReader;
import io.rolecall.policy.PolicyReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The policies of the folder rules-drl, and what can be asked of any of them. */
final class Shipped {

    static final Path FOLDER = Path.of("rules-drl");

    private static final Map<String, Policy> READ = new ConcurrentHashMap<>();

    private Shipped() {}

    static List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Reads a policy once; it must be without findings. */
    static Policy read(String name) throws IOException {
        Policy known = READ.get(name);
        if (known != null) {
            return known;
        }
        Reading reading = PolicyReader.read(Bundle.read(name, FOLDER.resolve(name)));
        assertThat(reading.findings()).isEmpty();
        READ.put(name, reading.policy());
        return reading.policy();
    }

    /** Scenarios and teams. */
    static Stream<Scenario> situations(Policy policy) {
        return Stream.concat(policy.scenarios().stream(), policy.teams().stream());
    }

    static Evaluation evaluate(Policy policy, Scenario scenario) {
        return policy.base()
                .evaluate(FactReader.read(
                        scenario.given(), "/given", policy.base().rulebook()));
    }

    static Set<String> citations(Policy policy) {
        Set<String> citations = new TreeSet<>();
        policy.base().rulebook().rules().forEach(rule -> citations.addAll(rule.cites()));
        policy.guides()
                .values()
                .forEach(guide -> guide.sections().forEach(section -> citations.addAll(section.cites())));
        return citations;
    }
}
