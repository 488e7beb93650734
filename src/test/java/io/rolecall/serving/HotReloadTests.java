package io.rolecall.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A running service follows its rules folder, whatever way the folder is changed. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class HotReloadTests {

    /** Long enough for a change that is wrongly taken to show. */
    private static final Duration SETTLED = Duration.ofMillis(1_200);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path temporary;

    private static Path rules;

    @Autowired
    private Environment environment;

    private Caller api;
    private Caller management;
    private String policy;
    private Path folder;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        rules = Files.createDirectory(temporary.resolve("rules"));
        PolicyFolder.copy(Path.of("rules-drl/hiring"), rules.resolve("hiring"));
        registry.add("rolecall.rules", rules::toString);
        registry.add("rolecall.data", temporary.resolve("data")::toString);
    }

    @BeforeEach
    void connect(TestInfo test) throws IOException {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
        management = new Caller(environment.getRequiredProperty("local.management.port", Integer.class));
        policy = "p" + Integer.toHexString(test.getDisplayName().hashCode());
        folder = rules.resolve(policy);
        PolicyFolder.write(folder, PolicyFolder.files(policy, "wanted", "First."));
        await(() -> says("First."));
    }

    @AfterEach
    void remove() throws IOException {
        if (Files.exists(folder)) {
            PolicyFolder.delete(folder);
        }
    }

    @Test
    void followsANewFieldAndRuleOfTheHiringPolicyWithinTwoSeconds() throws IOException {
        String facts = "{\"facts\": {\"models\": {\"onFire\": true}}}";
        String path = "/v1/policies/hiring/recommendations";
        assertThat(api.post(path, facts).status()).isEqualTo(400);
        int version = version("hiring");
        long fastest = Long.MAX_VALUE;
        for (int round = 1; round <= 3; round++) {
            String rule = "A model is on fire " + round;
            if (round == 1) {
                replace(
                        rules.resolve("hiring/facts.drl"),
                        "declare Models\n    @title( \"Models\" )\n",
                        "declare Models\n    @title( \"Models\" )\n    onFire : Boolean @ask( \"Is it on fire?\" )\n");
            }
            Files.writeString(rules.resolve("hiring/signals/fire.drl"), """
                    package hiring;

                    rule "%s"
                        @favours( ML_ENGINEER ) @weight( 1 )
                        @because( "Somebody should put it out." ) @cites( "0-30" )
                    when
                        Models( onFire == true )
                    then
                        raise( kcontext );
                    end
                    """.formatted(rule));
            long saved = System.nanoTime();
            await(() -> api.post(path, facts).text().contains(rule));
            fastest = Math.min(fastest, System.nanoTime() - saved);
        }
        System.out.printf("From saved to answering: %d ms%n", fastest / 1_000_000);
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(2));
        assertThat(version("hiring")).isEqualTo(version + 3);
        assertThat(api.get("/v1/policies/hiring/schema").text()).contains("Is it on fire?");
    }

    @Test
    void keepsTheLastGoodVersionAndExplainsWhatItRefused(CapturedOutput output) throws IOException {
        int version = version(policy);
        Path signals = folder.resolve("signals/thing.drl");
        String good = Files.readString(signals);
        Files.writeString(signals, good.replace("wanted == true", "wantd == true"));
        await(() -> !refused().isNull());
        assertThat(says("First.")).isTrue();
        assertThat(version(policy)).isEqualTo(version);
        JsonNode finding = refused().path("findings").path(0);
        assertThat(finding.path("file").stringValue()).isEqualTo("signals/thing.drl");
        assertThat(finding.path("line").intValue()).isEqualTo(6);
        assertThat(finding.path("column").intValue()).isEqualTo(12);
        assertThat(finding.path("endColumn").intValue()).isEqualTo(17);
        assertThat(finding.path("code").stringValue()).isEqualTo("unknown-field");
        assertThat(finding.path("rule").stringValue()).isEqualTo("The thing is wanted: raise");
        assertThat(finding.path("message").stringValue()).contains("wantd");
        assertThat(finding.path("hint").stringValue()).contains("wanted");
        assertThat(refused().path("digest").stringValue()).startsWith("sha256:");
        assertThat(refused().path("at").stringValue()).endsWith("Z");
        assertThat(metric("rolecall_policy_refused_total{policy=\"" + policy + "\"}"))
                .isEqualTo("1.0");
        assertThat(output).contains(policy + "/signals/thing.drl:6:12: ", "version " + version + " stays live");
        Files.writeString(signals, good);
        await(() -> refused().isNull());
        assertThat(version(policy)).isEqualTo(version);
        Files.writeString(signals, good.replace("end\n", "\n"));
        await(() -> !refused().isNull());
        Files.writeString(signals, good.replace("First.", "Mended."));
        await(() -> says("Mended."));
        assertThat(refused().isNull()).isTrue();
        assertThat(version(policy)).isEqualTo(version + 1);
        assertThat(metric("rolecall_policy_refused_total{policy=\"" + policy + "\"}"))
                .isEqualTo("2.0");
    }

    @Test
    void takesUpTheVersionOfTextThatWasThereBefore() throws IOException {
        int version = version(policy);
        replace(folder.resolve("signals/thing.drl"), "First.", "Second.");
        await(() -> says("Second."));
        assertThat(version(policy)).isEqualTo(version + 1);
        replace(folder.resolve("signals/thing.drl"), "Second.", "First.");
        await(() -> says("First."));
        assertThat(version(policy)).isEqualTo(version);
    }

    @Test
    void followsAnEditorThatWritesATemporaryFileAndRenamesIt() throws IOException {
        Path signals = folder.resolve("signals/thing.drl");
        Path temporary = folder.resolve("signals/thing.drl.tmp.1234");
        Files.writeString(temporary, Files.readString(signals).replace("First.", "Renamed."));
        Files.move(temporary, signals, StandardCopyOption.ATOMIC_MOVE);
        await(() -> says("Renamed."));
        neverRefused();
    }

    @Test
    void followsAnEditorThatDeletesAndCreates() throws Exception {
        Path signals = folder.resolve("signals/thing.drl");
        String text = Files.readString(signals).replace("First.", "Created.");
        Files.delete(signals);
        Thread.sleep(100);
        Files.writeString(signals, text);
        await(() -> says("Created."));
        neverRefused();
    }

    @Test
    void waitsForAFileThatIsWrittenInParts() throws Exception {
        Path signals = folder.resolve("signals/thing.drl");
        byte[] text = Files.readString(signals).replace("First.", "Whole.").getBytes(StandardCharsets.UTF_8);
        try (FileChannel file =
                FileChannel.open(signals, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int part = 0; part < 2; part++) {
                int half = text.length / 2;
                file.write(java.nio.ByteBuffer.wrap(text, part * half, part == 0 ? half : text.length - half));
                if (part == 0) {
                    Thread.sleep(200);
                }
            }
        }
        await(() -> says("Whole."));
        neverRefused();
    }

    @Test
    void takesSeveralFilesChangedTogetherAsOneChange() throws Exception {
        int version = version(policy);
        for (Map.Entry<String, String> file :
                PolicyFolder.files(policy, "needed", "Second.").entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Thread.sleep(60);
        }
        await(() -> says("needed", "Second."));
        assertThat(version(policy)).isEqualTo(version + 1);
        neverRefused();
    }

    @Test
    void overlooksWhatEditorsLeaveBehind() throws Exception {
        int version = version(policy);
        for (String name :
                List.of("thing.drl~", ".thing.drl.swp", "4913", "#thing.drl#", ".#thing.drl", "thing.drl.bak")) {
            Files.writeString(folder.resolve("signals/" + name), "no rule at all");
        }
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/x.drl"), "no rule at all");
        Thread.sleep(SETTLED.toMillis());
        assertThat(version(policy)).isEqualTo(version);
        assertThat(says("First.")).isTrue();
        neverRefused();
    }

    @Test
    void followsAConfigMapThatIsMountedAsOnePolicy() throws Exception {
        String name = policy + "k8s";
        Path mount = Files.createDirectory(rules.resolve("." + name));
        Map<String, String> first = flat(PolicyFolder.files(name, "wanted", "First."));
        Path before = PolicyFolder.write(mount.resolve("..2026_11_20_10_00_00.1"), first);
        Files.createSymbolicLink(mount.resolve("..data"), before.getFileName());
        for (String file : first.keySet()) {
            Files.createSymbolicLink(mount.resolve(file), Path.of("..data", file));
        }
        Files.move(mount, rules.resolve(name));
        mount = rules.resolve(name);
        await(() -> says(name, "wanted", "First."));
        swap(mount, flat(PolicyFolder.files(name, "needed", "Second.")), "..2026_11_20_10_00_00.2");
        PolicyFolder.delete(mount.resolve("..2026_11_20_10_00_00.1"));
        await(() -> says(name, "needed", "Second."));
        assertThat(version(name)).isEqualTo(2);
        assertThat(policy(name).path("refused").isNull()).isTrue();
        assertThat(metric("rolecall_policy_refused_total{policy=\"" + name + "\"}"))
                .isEmpty();
        PolicyFolder.delete(mount);
        await(() -> status(name) == 404);
    }

    @Test
    void followsARulesFolderThatIsItselfSwapped() throws Exception {
        Path aside = temporary.resolve("aside-" + policy);
        Files.move(rules, aside);
        Path mount = Files.createDirectory(temporary.resolve("mount-" + policy));
        Files.move(aside, mount.resolve("..2026_1"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_1"));
        for (String name : List.of("hiring", policy)) {
            Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
        }
        Files.move(mount, rules);
        int version = version(policy);
        Thread.sleep(SETTLED.toMillis());
        assertThat(says("First.")).isTrue();
        assertThat(version(policy)).isEqualTo(version);
        Path next = rules.resolve("..2026_2");
        PolicyFolder.copy(rules.resolve("..2026_1/hiring"), next.resolve("hiring"));
        PolicyFolder.write(next.resolve(policy), PolicyFolder.files(policy, "needed", "Second."));
        Files.createSymbolicLink(rules.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(rules.resolve("..data_tmp"), rules.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        PolicyFolder.delete(rules.resolve("..2026_1"));
        await(() -> says("needed", "Second."));
        assertThat(version(policy)).isEqualTo(version + 1);
        assertThat(status("hiring")).isEqualTo(200);
        neverRefused();
        Files.move(rules, mount);
        Files.move(mount.resolve("..2026_2"), rules);
        await(() -> says("needed", "Second."));
    }

    @Test
    void answersOnWhileTheRulesFolderIsGone() throws Exception {
        Path aside = temporary.resolve("gone-" + policy);
        Files.move(rules, aside);
        Thread.sleep(SETTLED.toMillis());
        assertThat(says("First.")).isTrue();
        assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
        replace(aside.resolve(policy).resolve("signals/thing.drl"), "First.", "Returned.");
        Files.move(aside, rules);
        await(() -> says("Returned."));
    }

    @Test
    void stopsAPolicyWhoseFolderIsRemovedAndTakesItUpAgain() throws Exception {
        int version = version(policy);
        Path aside = temporary.resolve("removed-" + policy);
        Files.move(folder, aside);
        await(() -> status(policy) == 404);
        assertThat(post(policy, "wanted").status()).isEqualTo(404);
        assertThat(post(policy, "wanted").json().path("detail").stringValue()).contains("(expected: hiring");
        assertThat(metrics().filter(line -> line.startsWith("rolecall_policy_info")))
                .noneMatch(line -> line.contains(policy));
        Files.move(aside, folder);
        await(() -> says("First."));
        assertThat(version(policy)).isEqualTo(version);
    }

    @Test
    void servesAPolicyThatAppearsOnceItIsRight() throws Exception {
        String name = policy + "-new";
        Path appearing = rules.resolve(name);
        Map<String, String> files = PolicyFolder.files(name, "wanted", "First.");
        PolicyFolder.write(appearing, Map.of("policy.yaml", "name: [\n"));
        await(() -> status(name) == 200 && !policy(name).path("refused").isNull());
        Reply early = post(name, "wanted");
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.json().path("detail").stringValue())
                .isEqualTo(
                        "No version of \"" + name + "\" can answer; GET /v1/policies/" + name + " says what is wrong.");
        PolicyFolder.write(appearing, files);
        await(() -> says(name, "wanted", "First."));
        assertThat(version(name)).isEqualTo(1);
        PolicyFolder.delete(appearing);
        await(() -> status(name) == 404);
    }

    @Test
    void saysThatAFolderCannotBeRead() throws Exception {
        Path loop = Files.createSymbolicLink(folder.resolve("self"), folder);
        await(() -> policy(policy).at("/refused/findings/0/code").asString().equals("unreadable"));
        assertThat(says("First.")).isTrue();
        Files.delete(loop);
        await(() -> policy(policy).path("refused").isNull());
    }

    @Test
    void givesTheRecordedAnswerForAKeyWhateverBecameOfThePolicy() throws Exception {
        String key = java.util.UUID.randomUUID().toString();
        Reply before = post(policy, "wanted", "Idempotency-Key", key);
        PolicyFolder.write(folder, PolicyFolder.files(policy, "renamed", "Second."));
        await(() -> post(policy, "renamed").status() == 201);
        Reply again = post(policy, "wanted", "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(before.text());
    }

    @Test
    void answersEachRequestFromOneVersion() throws Exception {
        Map<String, String> byDigest = new ConcurrentHashMap<>();
        List<String> mixed = java.util.Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(4);
        List<Future<?>> hammers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hammers.add(threads.submit(() -> {
                while (!done.get()) {
                    JsonNode answer = post(policy, "wanted").json();
                    String signal = answer.at("/signals/0/because").stringValue();
                    String conclusion = answer.at("/conclusions/0/because").stringValue();
                    String digest = answer.at("/policy/digest").stringValue();
                    String before = byDigest.putIfAbsent(digest, signal);
                    if (!signal.equals(conclusion) || before != null && !before.equals(signal)) {
                        mixed.add(answer.toString());
                    }
                    answers.incrementAndGet();
                }
            }));
        }
        for (int swap = 1; swap <= 8; swap++) {
            String words = swap % 2 == 0 ? "First." : "Second.";
            PolicyFolder.write(folder, PolicyFolder.files(policy, "wanted", words));
            await(() -> says(words));
        }
        done.set(true);
        for (Future<?> hammer : hammers) {
            hammer.get();
        }
        threads.shutdown();
        assertThat(mixed).isEmpty();
        assertThat(new TreeMap<>(byDigest).values()).containsExactlyInAnyOrder("First.", "Second.");
        assertThat(answers.get()).isGreaterThan(100);
        neverRefused();
    }

    private static Map<String, String> flat(Map<String, String> files) {
        Map<String, String> flat = new TreeMap<>();
        files.forEach((path, text) -> flat.put(path.replace('/', '-'), text));
        return flat;
    }

    /** As the kubelet does it: a new folder, a new link, one rename. */
    private static void swap(Path mount, Map<String, String> files, String folder) throws IOException {
        PolicyFolder.write(mount.resolve(folder), files);
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(folder));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void neverRefused() {
        assertThat(refused().isNull()).isTrue();
        assertThat(metric("rolecall_policy_refused_total{policy=\"" + policy + "\"}"))
                .isEmpty();
    }

    private boolean says(String words) {
        return says("wanted", words);
    }

    private boolean says(String field, String words) {
        return says(policy, field, words);
    }

    private boolean says(String policy, String field, String words) {
        Reply reply = post(policy, field);
        return reply.status() == 201
                && reply.json().at("/signals/0/because").asString("").equals(words);
    }

    private Reply post(String policy, String field, String... headers) {
        return api.post(
                "/v1/policies/" + policy + "/recommendations",
                "{\"facts\": {\"thing\": {\"" + field + "\": true}}}",
                headers);
    }

    private JsonNode policy(String name) {
        return api.get("/v1/policies/" + name).json();
    }

    private JsonNode refused() {
        return policy(policy).path("refused");
    }

    private int version(String name) {
        return policy(name).path("version").intValue();
    }

    private int status(String name) {
        return api.get("/v1/policies/" + name).status();
    }

    /** The value of a metric as text; empty if it is not there. */
    private String metric(String series) {
        return metrics()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    private Stream<String> metrics() {
        return management.get("/actuator/prometheus").text().lines();
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
