package io.rolecall.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.knowledge.ValueType.EnumType;
import io.rolecall.knowledge.ValueType.Simple;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.codegen.ExecutableModelProject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What this house accepts, stock Drools tools accept, too; and where everything is known, both come to the same. */
class StockDroolsTests {

    private static final Path RULES = Path.of("rules-drl");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Twenty situations with an answer to every question; the same signals. */
    @TestFactory
    Stream<DynamicTest> aShippedPolicyCompilesWithStockDroolsAndRaisesTheSameSignals() throws IOException {
        try (Stream<Path> folders = Files.list(RULES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> assertSame(folder)));
        }
    }

    private static void assertSame(Path folder) throws Exception {
        KieBase stock = compile(files(folder));
        KnowledgeBase ours = PolicyReader.read(Bundle.read(folder.getFileName().toString(), folder))
                .policy()
                .base();
        Random random = new Random(20_261_121);
        for (int i = 0; i < 20; i++) {
            ObjectNode situation = situation(ours.rulebook(), random);
            Set<String> signals = Policies.evaluate(ours, situation.toString()).signals().stream()
                    .map(Evaluation.Signal::rule)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(signals).isNotEmpty();
            assertThat(signals(stock, situation, ours.rulebook()))
                    .as(situation.toString())
                    .isEqualTo(signals);
        }
    }

    @Test
    void whateverTheLanguageAcceptsCompilesWithStockDrools() {
        Random random = new Random(Long.getLong("rolecall.seed", 20_261_121));
        for (int i = 0; i < 4; i++) {
            assertThat(compile(List.of(
                            new SourceFile("sample/facts.drl", RandomPolicy.facts()),
                            new SourceFile(
                                    "sample/rules.drl",
                                    RandomPolicy.random(random).text()))))
                    .isNotNull();
        }
    }

    /** What `mentions` finds here, the methods of the vocabulary find there. */
    @Test
    void aTextMentionsTheSameToStockDrools() throws Exception {
        String rules = "package sample;\n"
                + "import static io.rolecall.vocabulary.Mentions.mentions;\n"
                + "import static io.rolecall.vocabulary.Mentions.near;\n"
                + "import static io.rolecall.vocabulary.Verbs.raise;\n"
                + Policies.signal("Plain", "Thing( mentions( name, \"deploy model\", \"A/B test\" ) )")
                + Policies.signal(
                        "Near",
                        "Thing( $n : name, mentions( $n, near( \"model\", \"deploy\" ), near( 0, \"x\", \"y\" ) ) )")
                + Policies.signal(
                        "Not", "Thing( !mentions( name, \"deploy\" ) && ( count > 0 || mentions( name, \"y\" ) ) )");
        List<SourceFile> files =
                List.of(new SourceFile("sample/facts.drl", Policies.FACTS), new SourceFile("sample/rules.drl", rules));
        Checked checked = Checker.check(files, Policies.TERMS);
        assertThat(checked.findings()).filteredOn(Finding::isError).isEmpty();
        KnowledgeBase ours = KnowledgeBase.compile(checked.rulebook());
        KieBase stock = compile(files);
        Set<Set<String>> seen = new HashSet<>();
        for (String text : List.of("Deploying models", "a-b tests", "a model that we deploy", "y/x", "", "Nothing")) {
            ObjectNode situation = situation(checked.rulebook(), new Random(1));
            ((ObjectNode) situation.path("thing")).put("name", text).put("count", 1);
            Set<String> signals = new TreeSet<>(Policies.fired(ours, situation.toString()));
            assertThat(signals(stock, situation, checked.rulebook())).as(text).isEqualTo(signals);
            seen.add(signals);
        }
        assertThat(seen).hasSize(5);
    }

    private static List<SourceFile> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<SourceFile> files = new ArrayList<>();
            for (Path file :
                    tree.filter(one -> one.toString().endsWith(".drl")).sorted().toList()) {
                files.add(new SourceFile(RULES.relativize(file).toString(), Files.readString(file)));
            }
            return files;
        }
    }

    /** One module for each build: two builds of one module can end up with each other's rules. */
    private static KieBase compile(List<SourceFile> files) {
        KieServices services = KieServices.Factory.get();
        ReleaseId module = services.newReleaseId("io.rolecall.stock", "m" + System.nanoTime(), "1");
        KieFileSystem system = services.newKieFileSystem();
        system.generateAndWritePomXML(module);
        // Stock Drools wants a file's folder to be its package.
        files.forEach(file -> system.write("src/main/resources/" + folder(file) + "/" + name(file), file.text()));
        KieBuilder builder = services.newKieBuilder(system).buildAll(ExecutableModelProject.class);
        assertThat(builder.getResults().getMessages(Message.Level.ERROR)).isEmpty();
        return services.newKieContainer(module).getKieBase();
    }

    private static String folder(SourceFile file) {
        return file.path().substring(0, file.path().indexOf('/')).replace('-', '_');
    }

    private static String name(SourceFile file) {
        return file.path().substring(file.path().indexOf('/') + 1).replace('/', '-');
    }

    /** An answer to every question. */
    static ObjectNode situation(Rulebook rulebook, Random random) {
        ObjectNode situation = JSON.createObjectNode();
        for (FactType type : rulebook.asked()) {
            ObjectNode fact = situation.putObject(type.member());
            for (Field field : type.fields()) {
                Double max = field.max();
                if (field.type() == Simple.BOOLEAN) {
                    fact.put(field.name(), random.nextBoolean());
                } else if (field.type() == Simple.INTEGER) {
                    fact.put(field.name(), random.nextInt(6));
                } else if (field.type() == Simple.DOUBLE) {
                    fact.put(field.name(), random.nextInt(9) / 8.0 * (max == null || max > 1_000 ? 1_000 : max));
                } else if (field.type() instanceof EnumType declared) {
                    fact.put(
                            field.name(),
                            declared.constants()
                                    .get(random.nextInt(declared.constants().size())));
                } else {
                    fact.put(field.name(), "a text");
                }
            }
        }
        return situation;
    }

    /** The names of the signals among the rules that fire. */
    private static Set<String> signals(KieBase base, ObjectNode situation, Rulebook rulebook) throws Exception {
        Set<String> signals = rulebook.rules().stream()
                .filter(rule -> rule.says() instanceof Rule.Raises)
                .map(Rule::name)
                .collect(Collectors.toSet());
        Set<String> fired = new TreeSet<>();
        KieSession session = base.newKieSession();
        try {
            session.addEventListener(new DefaultAgendaEventListener() {
                @Override
                public void afterMatchFired(AfterMatchFiredEvent event) {
                    fired.add(event.getMatch().getRule().getName());
                }
            });
            for (FactType type : rulebook.asked()) {
                session.insert(stated(
                        base.getFactType(rulebook.terms().packageName(), type.name()),
                        type,
                        situation.path(type.member())));
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        fired.retainAll(signals);
        return fired;
    }

    private static Object stated(org.kie.api.definition.type.FactType declared, FactType type, JsonNode values)
            throws Exception {
        Object fact = declared.newInstance();
        for (Field field : type.fields()) {
            JsonNode value = values.path(field.name());
            Object stated = field.type() == Simple.BOOLEAN
                    ? (Object) value.booleanValue()
                    : field.type() == Simple.INTEGER
                            ? (Object) value.intValue()
                            : field.type() == Simple.DOUBLE
                                    ? (Object) value.doubleValue()
                                    : field.type() == Simple.TEXT
                                            ? value.stringValue()
                                            : constant(
                                                    declared.getField(field.name())
                                                            .getType(),
                                                    value.stringValue());
            declared.set(fact, field.name(), stated);
        }
        return fact;
    }

    private static Object constant(Class<?> declared, String name) {
        return Stream.of(declared.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
