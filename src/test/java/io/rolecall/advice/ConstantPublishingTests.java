package io.rolecall.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolecall.Caller;
import io.rolecall.Caller.Reply;
import io.rolecall.StartedService;
import io.rolecall.serving.PolicyFolder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Versions are published and made live while clients ask: each answer is that of exactly one version, and none fails. The long form
 * publishes the hiring policy once a second for a minute, and swaps a small one 2,000 times:
 * {@code mvn test -DargLine= -Dtest=ConstantPublishingTests -Drolecall.versions=60 -Drolecall.swaps=2000}. It prints latencies and memory.
 */
class ConstantPublishingTests {

    private static final int VERSIONS = Integer.getInteger("rolecall.versions", 3);
    private static final int SWAPS = Integer.getInteger("rolecall.swaps", 20);
    private static final int CLIENTS = 16;
    private static final String MODELS = "signals/models.drl";
    private static final String SENTENCE = "A model was accepted, but nothing carries it into production.";
    private static final String FACTS =
            "{\"facts\": {\"models\": {\"status\": \"PROTOTYPE_ACCEPTED\"}, \"production\": {\"pathExists\": false}}}";

    @TempDir
    static Path data;

    private static StartedService service;
    private static Caller api;

    @BeforeAll
    static void start() {
        service = StartedService.with("rolecall.data=" + data);
        api = service.api();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** @param nanos of each request, in no order */
    private record Asked(List<Long> nanos, List<String> said) {}

    @Test
    void answersEachRequestByExactlyOneVersion() throws Exception {
        String shipped = file("hiring", MODELS, 1);
        String policy = "published";
        publishCopyOfHiring(policy);
        Asked quiet = whileAsking(policy, () -> {
            Thread.sleep(VERSIONS * 1_000L / 3);
            return null;
        });
        Asked busy = whileAsking(policy, () -> {
            for (int number = 2; number <= VERSIONS + 1; number++) {
                long next = System.nanoTime() + 1_000_000_000;
                publish(
                        policy,
                        number - 1,
                        Map.of(
                                MODELS,
                                shipped.replace("package hiring;", "package published;")
                                        .replace(SENTENCE, "Version " + number + " says so.")));
                activate(policy, number);
                Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            }
            return null;
        });
        for (String one : busy.said()) {
            String[] versionAndText = one.split("\\|");
            assertThat(versionAndText[1])
                    .isEqualTo(versionAndText[0].equals("1") ? SENTENCE : "Version " + versionAndText[0] + " says so.");
        }
        assertThat(busy.said().stream()
                        .map(one -> one.split("\\|")[0])
                        .distinct()
                        .count())
                .isGreaterThan(1);
        System.out.printf(
                "%d answers, p99 %.1f ms while %d versions were published; %d answers, p99 %.1f ms before%n",
                busy.nanos().size(), p99(busy), VERSIONS, quiet.nanos().size(), p99(quiet));
    }

    @Test
    void swapsAgainAndAgain() {
        String policy = "swapped";
        Map<String, String> files = PolicyFolder.files(policy, "wanted", "Number 1.");
        publish(policy, 0, files);
        activate(policy, 1);
        String first = memory();
        for (int number = 2; number <= SWAPS; number++) {
            publish(
                    policy,
                    number - 1,
                    Map.of(
                            "signals/thing.drl",
                            files.get("signals/thing.drl").replace("Number 1.", "Number " + number + ".")));
            activate(policy, number);
            if (number == SWAPS / 10) {
                first = memory();
            }
        }
        JsonNode answer = api.post(
                        "/v1/policies/swapped/recommendations", "{\"facts\": {\"thing\": {\"wanted\": true}}}")
                .json();
        assertThat(answer.at("/signals/0/because").stringValue()).isEqualTo("Number " + SWAPS + ".");
        System.out.printf("%d swaps: %s after a tenth of them, %s at the end%n", SWAPS, first, memory());
    }

    private static String memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long classes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return "heap %d MiB, metaspace %d MiB".formatted(heap >> 20, classes >> 20);
    }

    private Asked whileAsking(String policy, Callable<?> work) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Asked>> asking = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                asking.add(clients.submit(() -> ask(policy, over)));
            }
            work.call();
            over.set(true);
            Asked all = new Asked(new ArrayList<>(), new ArrayList<>());
            for (Future<Asked> one : asking) {
                all.nanos().addAll(one.get().nanos());
                all.said().addAll(one.get().said());
            }
            return all;
        } finally {
            over.set(true);
            clients.shutdown();
        }
    }

    private Asked ask(String policy, AtomicBoolean over) {
        Caller own = new Caller(api.port());
        Asked asked = new Asked(new ArrayList<>(), new ArrayList<>());
        while (!over.get()) {
            long start = System.nanoTime();
            Reply reply = own.post("/v1/policies/" + policy + "/recommendations", FACTS);
            asked.nanos().add(System.nanoTime() - start);
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
            JsonNode answer = reply.json();
            String said = "";
            for (JsonNode signal : answer.path("signals")) {
                if (signal.path("rule").stringValue().equals("An accepted model has no path to production")) {
                    said = signal.path("because").stringValue();
                }
            }
            asked.said().add(answer.at("/policy/version") + "|" + said);
        }
        return asked;
    }

    private static double p99(Asked asked) {
        List<Long> sorted = asked.nanos().stream().sorted().toList();
        return sorted.get((int) (sorted.size() * 0.99)) / 1e6;
    }

    private String file(String policy, String path, int version) {
        return api.get("/v1/policies/" + policy + "/versions/" + version + "/files/" + path)
                .text();
    }

    private void publishCopyOfHiring(String policy) {
        Map<String, String> files = new TreeMap<>();
        for (JsonNode file : api.get("/v1/policies/hiring/versions/1").json().path("files")) {
            String path = file.path("path").stringValue();
            files.put(
                    path,
                    file("hiring", path, 1)
                            .replace("package hiring;", "package " + policy + ";")
                            .replaceFirst("(?m)^name: hiring", "name: " + policy));
        }
        publish(policy, 0, files);
        activate(policy, 1);
    }

    private void publish(String policy, int base, Map<String, String> files) {
        Reply reply = api.post(
                "/v1/policies/" + policy + "/versions",
                JsonMapper.shared().writeValueAsString(Map.of("base", base, "files", files, "note", "Another.")));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private void activate(String policy, int version) {
        Reply reply = api.post("/v1/policies/" + policy + "/activations", "{\"version\": " + version + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }
}
