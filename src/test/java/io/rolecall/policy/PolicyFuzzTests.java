package io.rolecall.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.FactReader;
import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Field;
import io.rolecall.knowledge.Finding;
import io.rolecall.knowledge.Json;
import io.rolecall.knowledge.OverBudgetException;
import io.rolecall.knowledge.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever becomes of a policy's files, reading them ends in findings at places in them, or in a policy that evaluates. Files
 * are changed at random: hostile ones, the shipped policies, fixtures. 6 s long; {@code -Drolecall.fuzz.seconds=300} for
 * more, {@code -Drolecall.seed=…} and {@code -Drolecall.fuzz.mutant=…} for one again. A failing folder is left in target/fuzz.
 */
class PolicyFuzzTests {

    private static final int SECONDS = Integer.getInteger("rolecall.fuzz.seconds", 6);
    private static final long SEED = Long.getLong("rolecall.seed", System.nanoTime() % 1_000_000_000);
    private static final int FIRST = Integer.getInteger("rolecall.fuzz.mutant", 0);
    private static final long MOST_MILLIS = 5_000;
    private static final Path RESOURCES = Path.of("src/test/resources/io/rolecall");

    private final List<SortedMap<String, byte[]>> folders = new ArrayList<>();
    private final List<byte[]> rules = new ArrayList<>();
    private final List<byte[]> others = new ArrayList<>();
    private int accepted;
    private int evaluated;
    private int stopped;
    private long slowest;

    /** What a mutant is: a folder, with one file changed. */
    private record Mutant(SortedMap<String, byte[]> folder, String path) {}

    @Test
    void noChangeOfAFileBreaksTheReader() throws Exception {
        collect();
        Properties before = (Properties) System.getProperties().clone();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int number = FIRST;
        try {
            for (; System.nanoTime() < end; number++) {
                Mutant mutant = mutant(new Random(SEED * 1_000_003 + number));
                Future<?> reading = worker.submit(() -> read(mutant));
                long start = System.nanoTime();
                try {
                    reading.get(4 * MOST_MILLIS, TimeUnit.MILLISECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    throw failure(number, mutant, e instanceof ExecutionException ? e.getCause() : e);
                }
                long millis = (System.nanoTime() - start) / 1_000_000;
                slowest = Math.max(slowest, millis);
                if (millis > MOST_MILLIS) {
                    throw failure(number, mutant, new AssertionError("took " + millis + " ms"));
                }
            }
        } finally {
            worker.shutdownNow();
        }
        System.out.println("PolicyFuzzTests: rolecall.seed=" + SEED + ", " + (number - FIRST) + " mutants, " + accepted
                + " accepted, " + evaluated + " evaluations, " + stopped + " of them stopped, the slowest took "
                + slowest
                + " ms");
        assertThat(accepted).isPositive();
        assertThat(System.getProperties()).isEqualTo(before);
    }

    private static AssertionError failure(int number, Mutant mutant, Throwable cause) throws IOException {
        Path folder = Path.of("target/fuzz/" + SEED + "-" + number);
        for (Map.Entry<String, byte[]> file : mutant.folder.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return new AssertionError(
                "-Drolecall.seed=" + SEED + " -Drolecall.fuzz.mutant=" + number + ": " + mutant.path + " in " + folder,
                cause);
    }

    private void collect() throws IOException {
        folders.add(HostileFile.sound());
        folders.add(folder(RESOURCES.resolve("policy/everyday"), "everyday"));
        folders.add(folder(Path.of("rules-drl/hiring"), "hiring"));
        for (HostileFile file : HostileFile.all()) {
            (file.target().equals("rules.drl") ? rules : others).add(file.content());
        }
        try (Stream<Path> fixtures = Files.list(RESOURCES.resolve("knowledge"))) {
            for (Path fixture : fixtures.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList()) {
                rules.add(Files.readAllBytes(fixture));
            }
        }
        others.addAll(rules);
        folders.forEach(folder -> others.addAll(folder.values()));
    }

    /** In the place of the policy that {@link HostileFile#POLICY} names. */
    private static SortedMap<String, byte[]> folder(Path folder, String name) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Bundle.read(name, folder).files().forEach((path, content) -> {
            String text = new String(content, StandardCharsets.UTF_8)
                    .replaceFirst("package " + name + ";", "package " + HostileFile.POLICY + ";")
                    .replaceFirst("(?m)^name: " + name + "$", "name: " + HostileFile.POLICY);
            files.put(path, text.getBytes(StandardCharsets.UTF_8));
        });
        return files;
    }

    /** The large policy seldom: reading it takes as long as reading a hundred small ones. */
    private Mutant mutant(Random random) {
        int which = random.nextInt(20);
        SortedMap<String, byte[]> folder = new TreeMap<>(folders.get(which == 0 ? 2 : which < 6 ? 1 : 0));
        List<String> paths = new ArrayList<>(folder.keySet());
        String path = paths.get(random.nextInt(paths.size()));
        byte[] original = folder.get(path);
        if (which > 12) {
            path = "rules.drl";
            original = rules.get(random.nextInt(rules.size()));
        }
        folder.put(path, new Mutation(random, others).of(original));
        return new Mutant(folder, path);
    }

    private void read(Mutant mutant) {
        PolicyReader.Reading reading = PolicyReader.read(Bundle.of(HostileFile.POLICY, mutant.folder));
        reading.findings().forEach(finding -> assertInside(mutant.folder, finding));
        Policy policy = reading.policy();
        assertThat(policy == null)
                .as(reading.findings().toString())
                .isEqualTo(reading.findings().stream().anyMatch(Finding::isError));
        if (policy == null) {
            return;
        }
        accepted++;
        Random random = new Random(mutant.folder.get(mutant.path).length);
        for (int i = 0; i < 3; i++) {
            evaluated++;
            try {
                Json.WRITER.writeValueAsBytes(policy.base()
                        .evaluate(FactReader.read(
                                facts(policy, random), "", policy.base().rulebook())));
            } catch (OverBudgetException e) {
                stopped++;
            } catch (FactReader.Refused e) {
                // A bound of a field that no value is inside of
            }
        }
        policy.samples().stream().limit(3).forEach(scenario -> scenario.failures(policy.base()));
    }

    private static ObjectNode facts(Policy policy, Random random) {
        ObjectNode facts = JsonNodeFactory.instance.objectNode();
        for (FactType type : policy.base().rulebook().asked()) {
            ObjectNode fact = facts.putObject(type.member());
            for (Field field : type.fields()) {
                if (random.nextInt(4) == 0) {
                    continue;
                }
                Double min = field.min();
                Double max = field.max();
                double low = min == null ? 0 : min;
                double number = Math.min(max == null ? low + 8 : max, low + random.nextInt(8));
                if (field.type() instanceof ValueType.EnumType declared) {
                    fact.put(
                            field.name(),
                            declared.constants()
                                    .get(random.nextInt(declared.constants().size())));
                } else if (field.type() == ValueType.Simple.BOOLEAN) {
                    fact.put(field.name(), random.nextBoolean());
                } else if (field.type() == ValueType.Simple.INTEGER) {
                    fact.put(field.name(), (int) number);
                } else if (field.type() == ValueType.Simple.DOUBLE) {
                    fact.put(field.name(), number);
                } else {
                    fact.put(field.name(), "a".repeat(Math.min(field.maxLength(), random.nextInt(50))));
                }
            }
        }
        return facts;
    }

    /** On a character of the file, or behind the end of a line; a file that is missing or misnamed has a first line, too. */
    private static void assertInside(SortedMap<String, byte[]> folder, Finding finding) {
        String[] lines =
                new String(folder.getOrDefault(finding.file(), new byte[0]), StandardCharsets.UTF_8).split("\n", -1);
        assertThat(finding.line()).as(finding.toString()).isBetween(1, lines.length);
        int length = lines[finding.line() - 1].codePointCount(0, lines[finding.line() - 1].length());
        assertThat(finding.column()).as(finding.toString()).isBetween(1, length + 1);
        assertThat(finding.endColumn()).as(finding.toString()).isBetween(finding.column(), length + 2);
    }
}
