package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.RandomPolicy.Piece;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The engine and the reference interpreter come to the same, to the byte, for random policies and random partial facts.
 * For the long run {@code -Drolecall.pairs=100000}; {@code -Drolecall.seed=42} for another beginning.
 */
class DifferentialTests {

    private static final int PAIRS = Integer.getInteger("rolecall.pairs", 3_000);
    private static final int SITUATIONS = 50;
    private static final long SEED = Long.getLong("rolecall.seed", 20_261_121);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A policy whose rulebook passed, compiled. */
    private record Compiled(Rulebook rulebook, KnowledgeBase base) {

        static Optional<Compiled> of(RandomPolicy policy) {
            Checked checked = policy.check();
            return checked.passed()
                    ? Optional.of(new Compiled(checked.rulebook(), KnowledgeBase.compile(checked.rulebook())))
                    : Optional.empty();
        }

        /** What differs; empty where both come to the same. */
        String difference(Map<String, Object> situation) {
            return difference(JSON.readTree(RandomPolicy.json(situation)));
        }

        String difference(JsonNode situation) {
            Facts facts = FactReader.read(situation, "/facts", rulebook);
            Interpretation interpretation = Interpreter.interpret(rulebook, facts);
            String expected = Json.WRITER.writeValueAsString(interpretation.evaluation());
            String actual;
            try {
                actual = Json.WRITER.writeValueAsString(base.evaluate(facts));
            } catch (RuntimeException e) {
                actual = e.toString();
            }
            List<String> fired = interpretation.evaluation().trace().stream()
                    .map(Evaluation.Fired::rule)
                    .distinct()
                    .sorted()
                    .toList();
            List<String> explained = interpretation.outcomes().stream()
                    .filter(RuleOutcome::fired)
                    .map(RuleOutcome::rule)
                    .sorted()
                    .toList();
            if (!fired.equals(explained)) {
                return "fired:     " + fired + "\nexplained: " + explained;
            }
            return expected.equals(actual) ? "" : told(expected, actual);
        }
    }

    private static String told(String expected, String actual) {
        int at = 0;
        while (at < Math.min(expected.length(), actual.length()) && expected.charAt(at) == actual.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 200);
        return "interpreter: …" + expected.substring(from) + "\nengine:      …" + actual.substring(from);
    }

    @Test
    void theEngineComesToWhatTheInterpreterComesTo() {
        System.out.println("DifferentialTests: rolecall.seed=" + SEED + ", " + PAIRS + " pairs");
        Random random = new Random(SEED);
        Map<String, Integer> seen = new TreeMap<>();
        int rules = 0;
        for (int pairs = 0; pairs < PAIRS; pairs += SITUATIONS) {
            RandomPolicy policy = RandomPolicy.random(random);
            assertThat(policy.check().findings())
                    .filteredOn(Finding::isError)
                    .as(policy.text())
                    .isEmpty();
            Compiled compiled = Compiled.of(policy).orElseThrow();
            for (int i = 0; i < SITUATIONS; i++) {
                Map<String, Object> situation = RandomPolicy.situation(random);
                if (!compiled.difference(situation).isEmpty()) {
                    throw new AssertionFailedError("rolecall.seed=" + SEED + "\n" + smallest(policy, situation));
                }
                count(compiled, situation, seen);
                rules += policy.rules().size();
            }
        }
        System.out.println("DifferentialTests: " + seen + " of " + rules + " rules");
        assertThat(seen.get("fired"))
                .as("neither nearly all nor nearly none fire")
                .isBetween(rules / 10, rules * 9 / 10);
        assertThat(seen)
                .containsKeys("RECOMMENDED", "NO_CONCLUSION", "CONFLICT", "step", "caution", "inserted", "again");
        assertThat(seen.get("unknown")).isGreaterThan(rules / 20);
    }

    /** In all their scenarios and teams, and where any of their questions may be open. */
    @TestFactory
    Stream<DynamicTest> theyComeToTheSameForTheShippedPolicies() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("rules-drl"))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> assertSame(folder)));
        }
    }

    private static void assertSame(Path folder) throws IOException {
        Policy policy = PolicyReader.read(Bundle.read(folder.getFileName().toString(), folder))
                .policy();
        Compiled compiled = new Compiled(policy.base().rulebook(), policy.base());
        List<JsonNode> situations =
                new ArrayList<>(policy.samples().stream().map(Scenario::given).toList());
        assertThat(situations).isNotEmpty();
        Random random = new Random(SEED);
        for (int i = 0; i < PAIRS / 8; i++) {
            ObjectNode situation = StockDroolsTests.situation(compiled.rulebook, random);
            int unknown = random.nextInt(11);
            situation.forEach(fact -> {
                for (String field : List.copyOf(fact.propertyNames())) {
                    if (random.nextInt(10) < unknown) {
                        ((ObjectNode) fact).remove(field);
                    }
                }
            });
            situations.add(situation);
        }
        for (JsonNode situation : situations) {
            assertThat(compiled.difference(situation))
                    .as("rolecall.seed=" + SEED + " " + situation)
                    .isEmpty();
        }
    }

    private static void count(Compiled compiled, Map<String, Object> situation, Map<String, Integer> seen) {
        Facts facts = FactReader.read(JSON.readTree(RandomPolicy.json(situation)), "/facts", compiled.rulebook);
        Interpretation interpretation = Interpreter.interpret(compiled.rulebook, facts);
        Evaluation evaluation = interpretation.evaluation();
        int fired = (int) evaluation.trace().stream()
                .map(Evaluation.Fired::rule)
                .distinct()
                .count();
        seen.merge("fired", fired, Integer::sum);
        seen.merge("again", evaluation.trace().size() - fired, Integer::sum);
        seen.merge(
                evaluation.undecided() == null
                        ? "RECOMMENDED"
                        : evaluation.undecided().name(),
                1,
                Integer::sum);
        seen.merge("step", evaluation.plan().size(), Integer::sum);
        seen.merge("caution", evaluation.cautions().size(), Integer::sum);
        seen.merge(
                "inserted",
                (int) evaluation.trace().stream()
                        .filter(one -> !one.inserted().isEmpty())
                        .count(),
                Integer::sum);
        seen.merge(
                "unknown",
                (int) interpretation.outcomes().stream()
                        .filter(outcome -> outcome.ways().stream().anyMatch(way -> way.holds() == null))
                        .count(),
                Integer::sum);
    }

    /** What is left of a policy and a situation that differ when no rule, condition or fact can be spared. */
    private static String smallest(RandomPolicy policy, Map<String, Object> situation) {
        RandomPolicy rules = policy;
        Map<String, Object> facts = situation;
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (RandomPolicy fewer : smaller(rules)) {
                if (differs(fewer, facts)) {
                    rules = fewer;
                    shrunk = true;
                    break;
                }
            }
            for (String path : List.copyOf(facts.keySet())) {
                Map<String, Object> fewer = new LinkedHashMap<>(facts);
                fewer.remove(path);
                if (differs(rules, fewer)) {
                    facts = fewer;
                    shrunk = true;
                }
            }
        }
        return rules.rules().stream().map(Piece::text).collect(Collectors.joining("\n")) + "\n"
                + RandomPolicy.json(facts) + "\n"
                + Compiled.of(rules).orElseThrow().difference(facts);
    }

    private static List<RandomPolicy> smaller(RandomPolicy policy) {
        List<RandomPolicy> smaller = new ArrayList<>();
        for (Piece fewer : new Piece("", "", "", policy.rules()).smaller()) {
            smaller.add(new RandomPolicy(fewer.parts()));
        }
        return smaller;
    }

    private static boolean differs(RandomPolicy policy, Map<String, Object> situation) {
        return !Compiled.of(policy)
                .map(compiled -> compiled.difference(situation))
                .orElse("")
                .isEmpty();
    }
}
